"""What the exhibits on police recorded violence say, as findings."""

from collections.abc import Mapping
from typing import Any

from verity.chapters.chapter import AssessmentContext
from verity.chapters.named import named
from verity.chapters.police_recorded import measures as asked
from verity.chapters.police_recorded.exhibits import force_name
from verity.findings import words
from verity.findings.finding import Finding
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
    return tuple(found)


def _share_in(releases: Releases, period: str) -> words.CategoryShare:
    def share(measure: str) -> float:
        frame = releases[measure].frame
        row = frame[(frame["period"] == period) & (frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES)]
        return float(row["share_pct"].iloc[0])

    return words.CategoryShare(period, share(asked.CATEGORY_PERIOD), share(asked.CATEGORY_PERIOD_CRIME))


def _finding(context: AssessmentContext, releases: Releases, measure: str, **given: Any) -> Finding:  # noqa: ANN401 - passes fields through
    fields: dict[str, Any] = {"measure": measure, "area": context.area.name, "period": releases[measure].measure.period}
    return Finding(**(fields | given))


def _category_share(context: AssessmentContext, releases: Releases) -> list[Finding]:
    periods = list(context.facts["periods"])
    years = [str(year) for year in complete_years(context.months)]
    last = years[-1] if years else periods[-1]
    now = _share_in(releases, last)
    frame = releases[asked.CATEGORY_PERIOD].frame
    row = frame[(frame["period"] == last) & (frame["crime_type"] == VIOLENCE_AND_SEXUAL_OFFENCES)].iloc[0]
    cell = f"{asked.CATEGORY_PERIOD}[period={last},crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}].share_pct"
    other = f"{asked.CATEGORY_PERIOD_CRIME}[period={last},crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}].share_pct"
    found = [
        _finding(
            context, releases, asked.CATEGORY_PERIOD,
            id="police.violence.share", period=last, value=now.share_with_asb, unit="per cent",
            lower=float(row["share_lower_95"]), upper=float(row["share_upper_95"]), base=asked.ALL_BASE,
            exhibit="crimes-by-category", cells=(cell, other), words=words.category_share(now),
        ),
        _finding(
            context, releases, asked.CATEGORY_PERIOD_CRIME,
            id="police.violence.share-without-asb", period=last, value=now.share_without_asb, unit="per cent",
            base=asked.CRIME_BASE, exhibit="crimes-by-category", cells=(other,),
            words=words.category_share_without(now),
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
        "words": words.category_share_change(then, now, changed=_rules_changed(first, last, context)),
    }  # fmt: skip
    key = f"crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}"
    return [
        _finding(
            context, releases, asked.CATEGORY_PERIOD,
            id="police.violence.share-change", base=asked.ALL_BASE,
            value=words.shown_difference(then.share_with_asb, now.share_with_asb),
            cells=tuple(f"{asked.CATEGORY_PERIOD}[period={one},{key}].share_pct" for one in (first, last)), **given,
        ),
        _finding(
            context, releases, asked.CATEGORY_PERIOD_CRIME,
            id="police.violence.share-change-without-asb", base=asked.CRIME_BASE,
            value=words.shown_difference(then.share_without_asb, now.share_without_asb),
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
    base = f"the crimes and incidents recorded by {force_name(context)}"
    return [
        _finding(
            context, releases, asked.PLACE_RECORDED,
            id="police.place.most", area=str(top["place_name"]), value=float(top["share_pct"]), unit="per cent",
            lower=float(top["share_lower_95"]), upper=float(top["share_upper_95"]), base=asked.ALL_BASE,
            exhibit="crimes-by-place", cells=(f"{asked.PLACE_RECORDED}[place={top['place']}].share_pct",),
            words=words.place_share(str(top["place_name"]), int(top["count"]), float(top["share_pct"]), base, period),
        ),
        _finding(
            context, releases, asked.PLACE_RECORDED,
            id="police.place.unlocated", value=float(none["share_pct"]), unit="per cent", base=asked.ALL_BASE,
            exhibit="crimes-by-place",
            cells=(f"{asked.PLACE_RECORDED}[place=none].count", f"{asked.PLACE_RECORDED}[place=elsewhere].count"),
            words=words.unlocated(int(none["count"]), float(none["share_pct"]), int(elsewhere["count"]), period),
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
    apart = float(high["rate_lower_95"]) > float(low["rate_upper_95"])
    key = f"crime_type={VIOLENCE_AND_SEXUAL_OFFENCES}"
    return [
        _finding(
            context, releases, asked.RATE,
            id="police.violence.rate-highest", area=str(high["district"]), period=str(year), value=float(high["rate"]),
            lower=float(high["rate_lower_95"]), upper=float(high["rate_upper_95"]),
            unit="per 1,000 residents at Census 2021", base="usual residents at Census 2021",
            comparison="higher" if apart else "similar", exhibit="violence-rates",
            cells=tuple(f"{asked.RATE}[{key},lad={row['lad']},year={year}].rate" for row in (high, low)),
            words=words.crude_rates(
                (str(high["district"]), float(high["rate"])), (str(low["district"]), float(low["rate"])),
                apart=apart, year=year, label=VIOLENCE_LABEL, per=asked.PER,
            ),
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
            words=words.concentration(observed, expected, areas, VIOLENCE_LABEL, period_name(context.months)),
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
            words=words.top_wards(named_wards, int(frame["count"].sum()), period_name(context.months)),
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
            words=words.coverage(force_name(context), len(context.months), span),
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
                words=words.partial_year(year, count),
            )
        )  # fmt: skip
    return found
