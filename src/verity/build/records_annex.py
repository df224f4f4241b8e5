"""The methods annex on records: cohorts, places, rates, times, repeats and severity, with their numbers."""

from verity.analysis.record_placement import FeedPlacement, RecordPlacement
from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.findings.words import whole
from verity.model.incidents import LocationQuality
from verity.model.releases import EditionKind
from verity.report.edition import Method


def records_methods(context: AssessmentContext, placement: RecordPlacement) -> tuple[Method, ...]:
    """Return the entries on records, in reading order; none where no feed is there."""
    if not context.feeds:
        return ()
    return (
        _records(context, placement),
        _rates(context),
        _small_areas(),
        _times(),
        _severity(context),
        _pseudonyms(),
    )


def _records(context: AssessmentContext, placement: RecordPlacement) -> Method:
    return Method(
        title="Record-level sources",
        paragraphs=(
            "Each source's records become incidents of one shape, so that one analysis serves them all. What belongs "
            "to a cohort is said condition by condition; the table at the head of each chapter counts what each leaves "
            "out. A year is counted when the files cover all its months.",
            *(
                _placed(note, placement.feeds[one])
                for one, note in context.feeds.items()
                if context.edition is EditionKind.RESTRICTED
            ),
        ),
    )


def _placed(note: FeedNote, placed: FeedPlacement) -> str:
    by = placed.location_quality
    return (
        f"{note.title}, by {note.place_basis.value}: {whole(by[LocationQuality.SMALL_AREA])} placed in a small area, "
        f"{whole(by[LocationQuality.DISTRICT])} in a district alone, {whole(by[LocationQuality.ELSEWHERE])} outside "
        f"the force area, {whole(by[LocationQuality.NONE])} without a location; {whole(placed.unknown_codes)} had a "
        "code that no lookup knows."
    )


def _rates(context: AssessmentContext) -> Method:
    notes = [f"{note.title}: {note.denominator_note}" for note in context.feeds.values() if note.denominator_note]
    return Method(
        title="Standardised rates",
        paragraphs=(
            "Rates by district and deprivation decile are directly standardised to the European Standard Population "
            "2013 in 19 age bands, with Dobson's interval; where one person may appear several times the interval "
            "allows for it. A rate of fewer than 10 events is withheld and its count stays. No interval narrower than "
            "its count allows is ever shown. Records without an age are counted beside the rate.",
            *notes,
        ),
    )


def _small_areas() -> Method:
    return Method(
        title="Small areas of residence and of occurrence",
        paragraphs=(
            "Below district, records by residence are set against what the force area's own age-specific rates would "
            "give (indirect standardisation, exact limits), beside an empirical Bayes rate. Areas are called higher or "
            "lower once by their own interval and once with the false discovery rate of the whole map held at 5%.",
            "Hot spots are Getis and Ord's Gi* on Poisson residuals, each small area with its neighbours, with the "
            "false discovery rate held at 5%; the number of years in which an area stood out is shown beside it. "
            "Records by occurrence are never divided by residents in small areas.",
            "The slope and relative index of inequality compare the most and least deprived along all deciles, not "
            "only the two ends.",
        ),
    )


def _times() -> Method:
    return Method(
        title="Times",
        paragraphs=(
            "A time is known, an interval, a date only, or unknown. Intervals are spread over the hours in which the "
            "offence may have happened (aoristic weights); dates without a time stay out of charts by hour. The share "
            "of records whose 00:00 stands for a time that was not known is estimated from the hours around midnight "
            "and printed; where it is large, records at exactly 00:00 leave the chart.",
        ),
    )


def _severity(context: AssessmentContext) -> Method:
    version = ", ".join(context.facts.get("severity_weights", ()))
    return Method(
        title="Severity",
        paragraphs=(
            f"Severity is the sum of a weight for each offence: {version}. Weights of different sets are never "
            "mixed; offences without a weight are counted and named. Severity says how grave offences are in law, not "
            "what they did to anyone.",
        ),
    )


def _pseudonyms() -> Method:
    return Method(
        title="Names and numbers of people",
        paragraphs=(
            "Names, addresses, dates of birth and free text are dropped as files are read. Numbers of people and "
            "records are replaced by keyed pseudonyms before any table is written; the key is kept apart.",
        ),
    )
