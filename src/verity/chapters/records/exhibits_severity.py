"""Volume beside severity: by district and by type of offence. Counts stay beside every score."""

import pandas as pd

from verity.chapters.records.exhibits_place import BY_RESIDENTS, COUNTED, rate_notes
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts
from verity.exhibits.cells import Form
from verity.exhibits.estimates import estimate_table, states_note
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import ColumnSpec, counts, rates, shares, values, words
from verity.findings.place_words import severity_title
from verity.findings.words import whole
from verity.model.incidents import NOT_KNOWN
from verity.model.releases import Release

VOLUME, SEVERITY = "Share of offences", "Share of severity score"


def with_shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Add the shares of volume and of severity, each of the rows shown; a type without a weight has no score."""
    total, score = (frame[one].astype("float64").sum(skipna=one == "value") for one in ("count", "value"))
    whole_count, whole_score = (one if one > 0 else float("nan") for one in (float(total), float(score)))
    return frame.assign(
        volume_pct=100 * frame["count"].astype("Float64") / whole_count,
        severity_pct=100 * frame["value"].astype("Float64") / whole_score,
    )


def harm_area(subject: Subject, release: Release) -> Exhibit:
    """Set volume beside severity by district."""
    frame = subject.places(release.frame, "lad", "name")
    more = [rates("per_1000", "Severity per 1,000 residents", name="severity_per_1000")] if "per_1000" in frame else []
    notes = (*rate_notes(subject), BY_RESIDENTS) if more else ()
    return _harm(subject, release, frame, part=Part.HARM_AREA, heading="District", more=more, notes=notes)


def harm_category(subject: Subject, release: Release) -> Exhibit:
    """Set volume beside severity by type of offence."""
    frame = release.frame.assign(name=release.frame["category"])
    return _harm(subject, release, frame, part=Part.HARM_CATEGORY, heading="Type", more=[], notes=())


def _harm(
    subject: Subject, release: Release, frame: pd.DataFrame, *, part: Part, heading: str, more: list[ColumnSpec],
    notes: tuple[str, ...],
) -> Exhibit:  # fmt: skip
    frame = with_shares(frame)
    known = frame[frame["name"] != NOT_KNOWN].dropna(subset=["severity_pct", "volume_pct"])
    top = known.sort_values("severity_pct", ascending=False, kind="stable")
    title = f"Volume and severity of {subject.phrase}"
    if len(top):
        first = top.iloc[0]
        title = severity_title(str(first["name"]), first["volume_pct"], first["severity_pct"])
    drawn = pd.concat(
        [frame.assign(what=VOLUME, pct=frame["volume_pct"]), frame.assign(what=SEVERITY, pct=frame["severity_pct"])]
    )
    missing = frame["unweighted"].sum() if "unweighted" in frame else 0
    return subject.exhibit(
        part, release,
        kind=Kind.FIGURE,
        title=title,
        subtitle=f"Count and severity score of {subject.phrase} by {heading.lower()}, {subject.note.period}",
        table=estimate_table(
            frame,
            [words("name", heading), counts("count", "Count"), shares("volume_pct", "% of offences"),
             values("value", "Severity score", decimals=0, name="severity"),
             shares("severity_pct", "% of severity score"), *more,
             *([counts("unweighted", "Without a weight")] if "unweighted" in frame else [])],
            counted=(*COUNTED, "unweighted", "volume_pct"),
        ),
        chart=charts.small_multiple_bars(
            drawn.drop(columns="state", errors="ignore"), category="name", value="pct", panel="what", form=Form.SHARE,
            value_title="Per cent of the rows shown", columns=2,
        ),
        alt_text=f"Bars of the share of offences and of the severity score by {heading.lower()}, side by side.",
        notes=(
            "The severity score is the sum of a weight for each offence; weights come from sentences and say nothing "
            "of any one victim. Shares are of the rows of this table.",
            *(f"Weights: {one}." for one in subject.context.facts.get("severity_weights", ())),
            f"{whole(missing)} offences have no weight: they are in the count and not in the score, "
            "and a row of them alone has no score.",
            *notes, *states_note(frame),
        ),
    )  # fmt: skip


SEVERITY_PARTS = {Part.HARM_AREA: harm_area, Part.HARM_CATEGORY: harm_category}
"""Part → the exhibit that shows it."""
