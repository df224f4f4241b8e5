"""What the exhibits on police recorded violence say, as findings."""

from collections.abc import Mapping
from typing import Any

from verity.chapters.chapter import AssessmentContext
from verity.chapters.named import named
from verity.chapters.police_recorded import measures as asked
from verity.chapters.police_recorded.exhibits import force_name
from verity.findings import police_words as words
from verity.findings.finding import Finding
from verity.findings.verdicts import Estimate, apart
from verity.findings.ways import tell
from verity.model.caveats import POLICE_MARKERS
from verity.model.codes import VIOLENCE_AND_SEXUAL_OFFENCES, VIOLENCE_LABEL
from verity.model.periods import MarkerKind, complete_years, month_name, period_name
from verity.model.releases import Release

Releases = Mapping[str, Release]


def all_findings(context: AssessmentContext, releases: Releases) -> tuple[Finding, ...]:
    """Return the findings of the chapter, those for the front page first."""
    if not context.months:
        return ()
    found = [
        *_category_share(context, releases),
        *_concentration(context, releases),
        *_rates(context, releases),
        *_places(context, releases),
        *_wards(context, releases),
        *_coverage(context, releases),
    ]
    return tuple(tell(found))


def _share_in(releases: Releases, period: str) -> words.CategoryShare:
    def share(measure: str) -> Estimate:
        frame = releases[measure].frame
        row = frame[(frame["period"] == period) & (frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES)].iloc[0]
        return float(row["share_pct"]), float(row["share_lower_95"]), float(row["share_upper_95"])

    return words.CategoryShare(period, share(asked.CATEGORY_PERIOD), share(asked.CATEGORY_PERIOD_CRIME))


def _finding(context: AssessmentContext, releases: Releases, measure: str, **given: Any) -> Finding:  # noqa: ANN401 - passes fields through
    asked_for = releases[measure].measure
    fields: dict[str, Any] = {
        "measure": measure, "area": context.area.name, "period": asked_for.period, "polarity": asked_for.polarity,
    }  # fmt: skip
    return Finding(**(fields | given))


def _category_share(context: AssessmentContext, releases: Releases) -> list[Finding]:
    periods = list(context.facts["periods"])
    years = [str(year) for year in complete_years(context.months)]
    last = years[-1] if years else periods[-1]
    now = _share_in(releases, last)
    cell = f"{asked.CATEGORY_PERIOD}[period={last},crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}].share_pct"
    other = f"{asked.CATEGORY_PERIOD_CRIME}[period={last},crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}].share_pct"
    found = [
        _finding(
            context, releases, asked.CATEGORY_PERIOD,
            id="police.violence.share", period=last, value=now.with_asb[0], unit="per cent",
            lower=now.with_asb[1], upper=now.with_asb[2], base=asked.ALL_BASE,
            exhibit="crimes-by-category", cells=(cell, other), ways=words.category_share(now),
        ),
        _finding(
            context, releases, asked.CATEGORY_PERIOD_CRIME,
            id="police.violence.share-without-asb", period=last, value=now.without_asb[0], unit="per cent",
            lower=now.without_asb[1], upper=now.without_asb[2], base=asked.CRIME_BASE,
            exhibit="crimes-by-category", cells=(other,), ways=words.category_share_without(now),
        ),
    ]  # fmt: skip
    if context.facts["compared_periods"]:
        found += _share_change(context, releases)
    return found


def _share_change(context: AssessmentContext, releases: Releases) -> list[Finding]:
    first, last = context.facts["compared_periods"]
    then, now = _share_in(releases, first), _share_in(releases, last)
    given: dict[str, Any] = {
        "period": f"{first} and {last}", "unit": "percentage points", "exhibit": "crimes-by-category",
    }  # fmt: skip
    changed = _rules_changed(first, last, context)
    key = f"crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}"
    return [
        _finding(
            context, releases, asked.CATEGORY_PERIOD,
            id="police.violence.share-change", base=asked.ALL_BASE,
            value=words.shown_difference(then.with_asb[0], now.with_asb[0]),
            ways=words.category_share_change(then, now, with_asb=True, changed=changed),
            cells=tuple(f"{asked.CATEGORY_PERIOD}[period={one},{key}].share_pct" for one in (first, last)), **given,
        ),
        _finding(
            context, releases, asked.CATEGORY_PERIOD_CRIME,
            id="police.violence.share-change-without-asb", base=asked.CRIME_BASE,
            value=words.shown_difference(then.without_asb[0], now.without_asb[0]),
            ways=words.category_share_change(then, now, with_asb=False, changed=changed),
            cells=tuple(f"{asked.CATEGORY_PERIOD_CRIME}[period={one},{key}].share_pct" for one in (first, last)),
            **given,
        ),
    ]  # fmt: skip


def _rules_changed(first: str, last: str, context: AssessmentContext) -> str:
    """Return the month of a recording change within the years of the two periods; empty for none."""
    years = [name[-4:] for name in (first, last)]
    inside = [month for month in context.months if years[0] <= month[:4] <= years[1]]
    changes = [one for one in POLICE_MARKERS if one.kind is MarkerKind.RECORDING_CHANGE]
    return next((month_name(one.first) for one in changes if inside[0] < one.first <= inside[-1]), "")


def _places(context: AssessmentContext, releases: Releases) -> list[Finding]:
    frame = named(context, releases[asked.PLACE_RECORDED].frame, "place", "place_name")
    period = period_name(context.months)
    rows = frame[frame["place"].isin([district.code for district in context.districts])]
    top = rows.sort_values("count", ascending=False).iloc[0]
    none, elsewhere = (frame[frame["place"] == place].iloc[0] for place in ("none", "elsewhere"))
    return [
        _finding(
            context, releases, asked.PLACE_RECORDED,
            id="police.place.most", area=str(top["place_name"]), value=float(top["share_pct"]), unit="per cent",
            lower=float(top["share_lower_95"]), upper=float(top["share_upper_95"]), base=asked.ALL_BASE,
            exhibit="crimes-by-place", cells=(f"{asked.PLACE_RECORDED}[place={top['place']}].share_pct",),
            ways=words.place_share(
                str(top["place_name"]), int(top["count"]),
                (float(top["share_pct"]), float(top["share_lower_95"]), float(top["share_upper_95"])),
                force_name(context), period,
            ),
        ),
        _finding(
            context, releases, asked.PLACE_RECORDED,
            id="police.place.unlocated", value=float(none["share_pct"]), unit="per cent", base=asked.ALL_BASE,
            exhibit="crimes-by-place",
            cells=(f"{asked.PLACE_RECORDED}[place=none].count", f"{asked.PLACE_RECORDED}[place=elsewhere].count"),
            ways=words.unlocated(int(none["count"]), float(none["share_pct"]), int(elsewhere["count"]), period),
        ),
    ]  # fmt: skip


def _rates(context: AssessmentContext, releases: Releases) -> list[Finding]:
    if asked.RATE not in releases or len(context.districts) < 2:
        return []
    frame = named(context, releases[asked.RATE].frame, "lad", "district")
    year = int(frame["year"].max())
    rows = frame[(frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES) & (frame["year"] == year)]
    ordered = rows.dropna(subset=["rate"]).sort_values("rate")
    low, high = ordered.iloc[0], ordered.iloc[-1]
    rates = [(str(row["district"]), (float(row["rate"]), float(row["rate_lower_95"]), float(row["rate_upper_95"])))
             for row in (high, low)]  # fmt: skip
    key = f"crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}"
    return [
        _finding(
            context, releases, asked.RATE,
            id="police.violence.rate-highest", area=str(high["district"]), period=str(year), value=rates[0][1][0],
            lower=rates[0][1][1], upper=rates[0][1][2],
            unit="per 1,000 residents at Census 2021", base="usual residents at Census 2021",
            comparison=apart(rates[0][1], rates[1][1]), exhibit="violence-rates",
            cells=tuple(f"{asked.RATE}[{key},lad={row['lad']},year={year}].rate" for row in (high, low)),
            ways=words.crude_rates(*rates, year=year, label=VIOLENCE_LABEL, per=asked.PER),
        )
    ]  # fmt: skip


def _concentration(context: AssessmentContext, releases: Releases) -> list[Finding]:
    frame = releases[asked.CONCENTRATION].frame
    observed, expected = (float(value) for value in frame["value"])
    lsoas = releases[asked.LSOA].frame
    areas = int((lsoas["value"] == lsoas["value"].max()).sum())
    return [
        _finding(
            context, releases, asked.CONCENTRATION,
            id="police.violence.concentration", value=observed, unit="per cent",
            base=f"{VIOLENCE_LABEL} located in a small area", exhibit="violence-concentration",
            cells=(f"{asked.CONCENTRATION}[basis=observed].value",
                   f"{asked.CONCENTRATION}[basis=expected by chance].value"),
            ways=words.concentration(observed, expected, areas, VIOLENCE_LABEL, period_name(context.months)),
        )
    ]  # fmt: skip


def _wards(context: AssessmentContext, releases: Releases) -> list[Finding]:
    if asked.WARD not in releases:
        return []
    frame = named(context, releases[asked.WARD].frame, "ward", "ward_name")
    top = frame.sort_values(["count", "ward"], ascending=[False, True]).head(3)
    named_wards = [(str(row["ward_name"]), int(row["count"])) for _, row in top.iterrows()]
    return [
        _finding(
            context, releases, asked.WARD,
            id="police.violence.wards", value=float(top["count"].sum()), unit="small areas (LSOAs)",
            base="small areas in the highest fifth by count", exhibit="top-fifth-by-ward",
            cells=tuple(f"{asked.WARD}[ward={code}].count" for code in top["ward"]),
            ways=words.top_wards(named_wards, int(frame["count"].sum()), period_name(context.months)),
        )
    ]  # fmt: skip


def _coverage(context: AssessmentContext, releases: Releases) -> list[Finding]:
    first, last = context.months[0], context.months[-1]
    span = month_name(first) if first == last else f"{month_name(first)} to {month_name(last)}"
    found = [
        _finding(
            context, releases, asked.COVERAGE,
            id="police.coverage", period=span, value=float(len(context.months)), unit="months", base="months",
            exhibit="police-coverage", cells=(f"{asked.COVERAGE}[kind=street].count",),
            ways=words.coverage(force_name(context), len(context.months), span),
        )
    ]  # fmt: skip
    whole = complete_years(context.months)
    for year in sorted({int(month[:4]) for month in context.months} - set(whole)):
        count = sum(month.startswith(str(year)) for month in context.months)
        found.append(
            _finding(
                context, releases, asked.COVERAGE,
                id=f"police.coverage.{year}", period=str(year), value=float(count), unit="months", base="12 months",
                exhibit="police-coverage", cells=(f"{asked.COVERAGE}[kind=street,year={year}].count",),
                ways=words.partial_year(year, count),
            )
        )  # fmt: skip
    return found
