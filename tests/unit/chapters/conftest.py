"""A made-up county: its context, and a release for every measure that a chapter over records may declare."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest

from verity.chapters.chapter import AssessmentContext, CohortLine, FeedNote, SourceNote
from verity.disclosure.release import POLICY_RESTRICTED, release
from verity.model.areas import LSOA21, Area, AreaType, Level
from verity.model.definitions import Definition
from verity.model.incidents import AGE_BANDS, ETHNIC_GROUPS, INCIDENT_COLUMNS, YearBasis
from verity.model.measures import MeasureTable, PlaceBasis, Quantity, Unit
from verity.model.releases import EditionKind

LADS = {"E06990001": "Northport", "E06990002": "Central Testshire"}
LSOAS = [f"E0199{n:04d}" for n in range(1, 13)]
PFA = "E23990001"
HOURS = [f"{h:02d}:00–{h + 3:02d}:59" for h in range(0, 24, 4)]
YEARS = (2019, 2020, 2021, 2022, 2023)
OPEN = ("population_lsoa", "population_lad", "census_age", "census_ethnicity", "deprivation", "boundaries",
        "output_area_classification")  # fmt: skip
FEEDS = {
    "police_offence": ("police_offences", Unit.OFFENCE, PlaceBasis.OCCURRENCE, YearBasis.CALENDAR),
    "police_victim": ("police_victims", Unit.VICTIM, PlaceBasis.RESIDENCE, YearBasis.CALENDAR),
    "police_suspect": ("police_suspects", Unit.SUSPECT, PlaceBasis.RESIDENCE, YearBasis.CALENDAR),
    "admission": ("hospital_admissions", Unit.ADMISSION, PlaceBasis.RESIDENCE, YearBasis.FINANCIAL),
    "attendance_hes": ("emergency_attendances_hes", Unit.ATTENDANCE, PlaceBasis.RESIDENCE, YearBasis.FINANCIAL),
    "attendance_ecds": ("emergency_attendances_ecds", Unit.ATTENDANCE, PlaceBasis.RESIDENCE, YearBasis.FINANCIAL),
    "callout": ("ambulance_callouts", Unit.CALLOUT, PlaceBasis.OCCURRENCE, YearBasis.CALENDAR),
}
DEFINITIONS = (
    "violence-and-sexual-offences", "violence-with-injury", "serious-violence-local", "serious-youth-violence",
    "domestic-violence", "non-domestic-violence", "rape-and-serious-sexual-offences", "homicide-and-attempted-murder",
    "assault",
)  # fmt: skip
DIMENSIONS = {
    "year": list(YEARS), "month_of_year": list(range(1, 13)), "weekday": list(range(7)), "hour": list(range(24)),
    "hour_group": HOURS, "lad": list(LADS), "place": [*LADS, "elsewhere", "none"], "lsoa": LSOAS,
    "decile": [*map(str, range(1, 11)), "not known"], "quintile": [*map(str, range(1, 6)), "not known"],
    "age_band": [*AGE_BANDS, "not known"], "sex": ["female", "male", "not known"],
    "ethnic_group": [*ETHNIC_GROUPS, "not known"], "area": [PFA, *LADS], "index": ["slope", "relative"],
    "times": ["1", "2", "3", "4", "5+", "not known"], "sources_high": [0, 1, 2, 3],
    "time_quality": ["known", "interval", "date only", "unknown", "default times, estimated", "all"],
    "flag": ["mental health", "substance misuse", "alcohol-attributable"],
}  # fmt: skip


def squares(codes):
    """A topology of squares in one row."""
    arcs, areas = [], []
    for at, code in enumerate(codes):
        x = at * 0.1
        arcs.append([[x, 52], [x, 52.1], [x + 0.1, 52.1], [x + 0.1, 52], [x, 52]])
        areas.append({"type": "Polygon", "arcs": [[at]], "properties": {"code": code, "name": code}})
    return {"type": "Topology", "arcs": arcs, "objects": {"areas": {"type": "GeometryCollection", "geometries": areas}}}


def note(feed, **given):
    contract, unit, basis, years = FEEDS[feed]
    fields = {
        "id": feed, "title": f"Records of {feed}", "sources": (contract,), "unit": unit, "place_basis": basis,
        "year_basis": years, "years": YEARS, "months": ("2019-01", "2023-12"), "period": "2019 to 2023",
        "records": 5000, "attributes": frozenset({*INCIDENT_COLUMNS, "area_group"}), "flags": tuple(DIMENSIONS["flag"]),
        "factors": ("alcohol",), "categories": ("a", "b"),
        "cohort": (CohortLine(words="finished episode", citation="A manual", rows_in=6000, left_out=1000),),
        "denominator_years": YEARS, "denominator_note": "Mid-year populations match the years.",
        "definitions": DEFINITIONS,
    }  # fmt: skip
    return FeedNote(**(fields | given))


def context(feeds=(), *, edition=EditionKind.RESTRICTED, lacking=(), definitions=DEFINITIONS, **given):
    contracts = {contract for contract, *_ in FEEDS.values()} | {"injury_intent_codes", *OPEN}
    sources = {
        one: SourceNote(id=one, title=one, line=f"{one} from somebody", present=one not in lacking,
                        caveats=(f"A caveat of {one}.",))
        for one in contracts
    }  # fmt: skip
    lad = AreaType(Level.LAD, 2023)
    fields = {
        "area": Area(PFA, "Testshire", AreaType(Level.PFA, 2023)),
        "districts": tuple(Area(code, name, lad) for code, name in LADS.items()),
        "region": None, "country": Area("E92990001", "Testland", AreaType(Level.COUNTRY, 2023)),
        "lsoa_type": LSOA21, "year": 2023, "months": (), "sources": sources,
        "shapes": {"lsoa21": squares(LSOAS), "lad23": squares(list(LADS))},
        "names": LADS | {one: f"Testshire {one[-3:]}A" for one in LSOAS},
        "facts": {"deprivation_edition": ("2025",)}, "edition": edition,
        "feeds": {one.id: one for one in feeds},
        "definitions": {
            one: Definition(
                id=one, title=one.replace("-", " "), authority=f"Authority on {one}",
                codes={"police": frozenset({"1", "2"}), "admission": frozenset({"X85"})},
                ages=(14, 24) if "youth" in one else None,
            )
            for one in definitions
        },
    }  # fmt: skip
    return AssessmentContext(**(fields | given))


def frame_of(measure):  # noqa: C901, PLR0912 - one case per quantity
    """Rows as the analysis gives them: every breakdown, then the columns of the quantity."""
    values = [DIMENSIONS.get(one, ["first kind", "second kind", "not known"]) for one in measure.breakdowns]
    if "ethnic_group" in measure.where:
        values = [list(ETHNIC_GROUPS)]
    sources = 2 + measure.beside.count(",") + 1  # none of them to all of them
    if measure.breakdowns == ("sources_high",):
        values = [list(range(sources))]
    frame = pd.DataFrame(list(itertools.product(*values)), columns=list(measure.breakdowns))
    counts = [40 + (7 * at) % 11 for at in range(len(frame))]
    for at, row in enumerate(frame.to_dict("records")):
        if "not known" in row.values():
            counts[at] = 3
    frame["count"] = pd.array(counts, dtype="Int64")
    value = pd.Series([float(50 + (13 * at) % 29) for at in range(len(frame))])
    limits = {"value": value, "lower_95": value - 5, "upper_95": value + 5}
    match measure.quantity:
        case Quantity.RECORDS if set(measure.breakdowns) & {"flag", "factor"}:
            return frame.assign(base=pd.array([500] * len(frame), dtype="Int64"))
        case Quantity.RECORDS | Quantity.ETHNICITY | Quantity.AGREEMENT:
            if measure.top:
                return frame.assign(base=pd.array([700] * len(frame), dtype="Int64"))
            return frame if "lsoa" not in measure.breakdowns else frame.assign(value=value % sources)
        case Quantity.REPEATS:
            events = frame["count"] * pd.Series([1, 2, 3, 4, 5, 1])
            return frame.assign(events=events, count=frame["count"].where(frame["times"] != "not known"))
        case Quantity.STANDARDISED_RATES:
            words = ["higher", "lower", "similar"]
            return frame.assign(
                people=frame["count"] - 5,
                unknown_age=1,
                denominator=100000,
                **limits,
                method="Dobson",
                withheld="",
                comparison=["" if at == 0 else words[at % 3] for at in range(len(frame))],
            )
        case Quantity.SMALL_AREA_RATIOS:
            classes = ["higher", "similar", "lower"] * 4
            return frame.assign(
                expected=44.0,
                denominator=9000,
                **limits,
                smoothed=400.0,
                dsr=[None, *[410.0] * 11],
                dsr_lower_95=[None, *[380.0] * 11],
                dsr_upper_95=[None, *[440.0] * 11],
                comparison=classes,
                comparison_fdr=["", *classes[1:]],
            )
        case Quantity.HOTSPOTS:
            return frame.assign(value=value, p=0.01, hot=["hot", *["neither"] * 10, "cold"], years_hot=4, years=5)
        case Quantity.INEQUALITY | Quantity.SOURCE_RATIO:
            return frame.assign(denominator=900, method="directly standardised rates", **limits)
        case Quantity.WEEK_HOURS:
            return frame.assign(value=100 / 42 + value / 100, base=1700, withheld="")
        case Quantity.TIME_QUALITY:
            return frame.assign(value=[70.0, 10.0, 15.0, 5.0, 8.0, 100.0])
        case Quantity.HARM:
            return frame.assign(value=value * 100, per_1000=3.5, unweighted=2)
    raise AssertionError(measure.quantity)


@pytest.fixture
def made():
    """The made-up county, as functions."""

    class Made:
        note = staticmethod(note)
        context = staticmethod(context)
        frame_of = staticmethod(frame_of)
        feeds = tuple(FEEDS)
        lads = LADS
        replace = staticmethod(replace)

        @staticmethod
        def releases(chapter, told, change=lambda _, frame: frame):
            return {
                one.id: release(
                    MeasureTable(measure=one, frame=change(one, frame_of(one))), told.edition, policy=POLICY_RESTRICTED
                )
                for one in chapter.measures(told)
            }

    return Made
