"""The chapter that checks a synthetic edition against what was planted; it exists where truths are known."""

from collections.abc import Mapping

import pandas as pd

from verity.chapters.chapter import AssessmentContext, Block, ChapterContent, Prose, Section, Show
from verity.chapters.planted import measures as asked
from verity.chapters.planted.recovery import Recovered, recovered
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import exhibit_table, values, words
from verity.findings.finding import Finding
from verity.findings.words import whole
from verity.model.caveats import NOT_ACCREDITED
from verity.model.measures import Measure
from verity.model.releases import EditionKind, Release
from verity.model.truths import Truth

EXHIBIT = "planted-and-recovered"
Pairs = list[tuple[Truth, Recovered]]


class Planted:
    """The last chapter of a demonstration: planted values, and what the build found of them."""

    id = "planted"
    title = "What was planted, and what was found"
    number = "A"
    sources: tuple[str, ...] = (
        "police_offences", "police_victims", "police_suspects", "hospital_admissions", "emergency_attendances_hes",
        "emergency_attendances_ecds", "injury_intent_codes", "ambulance_callouts", "population_lsoa", "deprivation",
        "boundaries",
    )  # fmt: skip

    def measures(self, context: AssessmentContext) -> tuple[Measure, ...]:
        """Declare what finds the truths again; nothing where none are known, or where records are protected."""
        return asked.declared(context) if context.truths and context.edition is EditionKind.RESTRICTED else ()

    def compose(self, context: AssessmentContext, releases: Mapping[str, Release]) -> ChapterContent:
        """Set every truth that this edition can recover beside what it found."""
        pairs = [
            (truth, found)
            for truth in context.truths
            if (found := recovered(truth, releases, context.area.code)) is not None
        ]
        finding = (_finding(context, pairs),) if pairs else ()
        blocks: tuple[Block, ...] = (
            Prose(
                "The county is invented: its rates, hot spots, gradients, peaks and gaps were declared before any "
                "record was drawn. A 95% interval should miss the planted value about once in 20 times; more would "
                "point to a fault."
            ),
            *(Prose(one.words, one.id) for one in finding),
            Show(EXHIBIT),
        )  # fmt: skip
        return ChapterContent(
            id=self.id, number=self.number, title=self.title, findings=finding,
            sections=(Section(id="planted-values", title="Planted beside recovered", blocks=blocks),) if pairs else (),
            exhibits=(_exhibit(context, pairs),) if pairs else (),
        )  # fmt: skip


def _judged(pairs: Pairs) -> tuple[int, int]:
    """Return how many truths have an interval, and how many lie inside theirs."""
    verdicts = [found.verdict(truth.planted) for truth, found in pairs]
    return sum(map(bool, verdicts)), verdicts.count("inside")


def _finding(context: AssessmentContext, pairs: Pairs) -> Finding:
    judged, inside = _judged(pairs)
    return Finding(
        id="planted.inside", measure=pairs[0][1].measure, area=context.area.name, period=str(context.year),
        value=float(inside), unit="planted values inside their interval", base=f"{judged} planted values",
        exhibit=EXHIBIT,
        words=f"{whole(inside)} of {whole(judged)} planted values recovered with a 95% interval lie inside it.",
    )  # fmt: skip


def _exhibit(context: AssessmentContext, pairs: Pairs) -> Exhibit:
    judged, inside = _judged(pairs)
    frame = pd.DataFrame({
        "feed": [context.feeds[truth.feed].title for truth, _ in pairs],
        "truth": [truth.title for truth, _ in pairs],
        "unit": [truth.unit for truth, _ in pairs],
        "planted": [truth.planted for truth, _ in pairs],
        "value": [found.value for _, found in pairs],
        "lower_95": [found.lower for _, found in pairs],
        "upper_95": [found.upper for _, found in pairs],
        "verdict": [found.verdict(truth.planted) or "no interval" for truth, found in pairs],
    })  # fmt: skip
    columns = [
        words("feed", "Records"), words("truth", "What was planted"), words("unit", "Unit"),
        values("planted", "Planted"), values("value", "Recovered"), values("lower_95", "Lower 95%"),
        values("upper_95", "Upper 95%"), words("verdict", "Planted value in the interval"),
    ]  # fmt: skip
    return Exhibit(
        id=EXHIBIT, kind=Kind.TABLE,
        title=f"{inside} of {judged} planted values lie inside the interval that recovered them",
        subtitle="Declared values of the invented county beside what this edition found, whole cohorts",
        table=exhibit_table(frame, columns, header_columns=2), alt_text="",
        source_line="Source: the parameters of the invented county; the synthetic files of this edition.",
        notes=(
            "Planted values are expected values of what was drawn, so that a recovered value differs by chance.",
            "Inequality is planted on the latent score of deprivation and recovered over its deciles.",
            NOT_ACCREDITED.text,
        ),
        measures=tuple(dict.fromkeys(found.measure for _, found in pairs)),
        files=tuple(dict.fromkeys(source for truth, _ in pairs for source in context.feeds[truth.feed].sources)),
    )  # fmt: skip
