"""A made-up warehouse for tests of record-level analysis: an engine on disk, an invented force, some hundred rows.

The land is a grid of squares, six columns of four, numbered down the columns. Ashby has the first three columns,
Brook Vale the next two, Farland (another force) the last. In 2011 squares 1 and 2 were one LSOA and square 13 was two;
all others are the same in both vintages. Small areas are told in 2021, deprivation in 2019 and thus on LSOA 2011.

`with opened_records(folder) as inputs:` gives `Inputs` whose warehouse holds `record` (already placed), `deprivation`,
`population_lsoa`, `population_lad` and `census_age`. `record_frame(...)` makes rows of your own; `write_records`
replaces the table by them; `made_up_records()` are the rows that stand there.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import ibis
import numpy as np
import pandas as pd
import shapely

from verity.analysis.inputs import Inputs
from verity.geography.boundaries import Boundaries
from verity.geography.geography import Geography
from verity.geography.tables import LookupTables
from verity.methods.harm import HarmScale, HarmWeights
from verity.model.areas import LSOA21
from verity.model.definitions import Definition
from verity.model.incidents import AGE_BANDS, ETHNIC_GROUPS, INCIDENT_COLUMNS, PLACED_COLUMNS, YearBasis
from verity.model.measures import Measure, PlaceBasis, Quantity, Unit
from verity.model.periods import months_between
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.feed import Condition, Feed

ASHBY, BROOK_VALE, FARLAND = "E06990002", "E06990001", "E06990003"
"""Codes run against the order of names, so that one order is not taken for the other."""
NAMES = {ASHBY: "Ashby", BROOK_VALE: "Brook Vale", FARLAND: "Farland"}
FORCE, OTHER_FORCE = "E23990001", "E23990002"
FORMER_BROOK = "E07990011"
"""A district of 2018 that became Brook Vale."""

COLUMNS, ROWS, SIDE, WEST, SOUTH = 6, 4, 0.01, -0.5, 52.0
LSOAS21 = tuple(f"E0199{number:04d}" for number in range(1, COLUMNS * ROWS + 1))
SPLIT_11, MERGED_11 = "E01990101", ("E01990103", "E01990104")
SPLIT_21, MERGED_21 = LSOAS21[:2], LSOAS21[12]
LSOAS11 = tuple(sorted({SPLIT_11, *MERGED_11, *LSOAS21} - {*SPLIT_21, MERGED_21}))
YEARS = (2019, 2020, 2021)
FEED_IDS = ("police_offence", "police_victim", "police_suspect", "admission", "callout")
RECORD_TYPES = {**INCIDENT_COLUMNS, **PLACED_COLUMNS}


def district_of(lsoa: str) -> str:
    """District of an LSOA of either vintage."""
    if lsoa == SPLIT_11:
        return ASHBY
    if lsoa in MERGED_11:
        return BROOK_VALE
    column = (int(lsoa[-2:]) - 1) // ROWS
    return ASHBY if column < 3 else BROOK_VALE if column < 5 else FARLAND


def own_lsoas(vintage: int = 2021) -> tuple[str, ...]:
    """LSOAs of the force area, in order of code."""
    return tuple(code for code in (LSOAS21 if vintage == 2021 else LSOAS11) if district_of(code) != FARLAND)


def decile_of(lsoa11: str) -> int:
    """National decile of an LSOA of 2011 in the made-up index of 2019."""
    return LSOAS11.index(lsoa11) % 10 + 1


def centre(lsoa21: str) -> tuple[float, float]:
    """Longitude and latitude of the middle of a square."""
    column, row = divmod(LSOAS21.index(lsoa21), ROWS)
    return WEST + SIDE * (column + 0.5), SOUTH + SIDE * (row + 0.5)


def changes() -> list[tuple[str, str, str]]:
    """LSOA 2011, LSOA 2021 and how it changed."""
    unchanged = [(code, code, "U") for code in LSOAS21 if code not in {*SPLIT_21, MERGED_21}]
    return [*((SPLIT_11, new, "S") for new in SPLIT_21), *((old, MERGED_21, "M") for old in MERGED_11), *unchanged]


def land() -> Geography:
    """The geography of the made-up force."""
    forces = {ASHBY: FORCE, BROOK_VALE: FORCE, FARLAND: OTHER_FORCE}
    names = {FORCE: "Westshire", OTHER_FORCE: "Eastmarch"}
    lads = [(lad, NAMES[lad], f"E2299000{lad[-1]}", NAMES[lad], pfa, names[pfa], 2024) for lad, pfa in forces.items()]
    wards = [
        (c, c, f"E0599000{district_of(c)[-1]}", "Ward", district_of(c), NAMES[district_of(c)], 2024, 2024)
        for c in LSOAS21
    ]
    history = [(lad, 2024, lad, NAMES[lad], 2024) for lad in NAMES]
    history.append((FORMER_BROOK, 2018, BROOK_VALE, NAMES[BROOK_VALE], 2024))
    columns = LookupTables.__dataclass_fields__
    tables = {name: pd.DataFrame() for name in columns} | {
        "lsoa_change": _frame(
            [(a, b, c, district_of(b), NAMES[district_of(b)]) for a, b, c in changes()],
            "lsoa11_code lsoa21_code change lad22_code lad22_name",
        ),
        "lsoa21_ward": _frame(
            wards, "lsoa21_code lsoa21_name ward_code ward_name lad_code lad_name ward_vintage lad_vintage"
        ),
        "lsoa11_lad": _frame(
            [(c, c, district_of(c), NAMES[district_of(c)], 2021) for c in LSOAS11],
            "lsoa11_code lsoa11_name lad_code lad_name lad_vintage",
        ),
        "lsoa11_msoa11": _frame([], "lsoa11_code msoa11_code msoa11_name"),
        "lsoa11_ward": _frame([], "lsoa11_code ward_code ward_name ward_vintage"),
        "lad_csp_pfa": _frame(lads, "lad_code lad_name csp_code csp_name pfa_code pfa_name vintage"),
        "lad_region": _frame(
            [(lad, NAMES[lad], "E12990001", "Marches", 2024) for lad in NAMES],
            "lad_code lad_name region_code region_name vintage",
        ),
        "lad_history": _frame(history, "lad_code vintage latest_code latest_name latest_vintage"),
    }
    return Geography.from_tables(LookupTables(**tables), {"E92990001": "Logria"})


def boundaries() -> Boundaries:
    """The squares of 2021."""
    shapes = []
    for code in LSOAS21:
        x, y = centre(code)
        shapes.append(shapely.box(x - SIDE / 2, y - SIDE / 2, x + SIDE / 2, y + SIDE / 2))
    frame = gpd.GeoDataFrame({"code": LSOAS21, "name": LSOAS21}, geometry=shapes, crs="EPSG:4326")
    return Boundaries(type=LSOA21, frame=frame)


def _frame(rows: Sequence[tuple[Any, ...]], columns: str) -> pd.DataFrame:
    names = columns.split()
    frame = pd.DataFrame(rows, columns=names)
    return frame if len(rows) else frame.astype({name: "str" for name in names if not name.endswith("vintage")})


def stored(tables: Mapping[str, Any]) -> Any:
    """The stored rows of a source as they are: a source table is the incidents already."""
    return next(iter(tables.values()))


FAMILIES = {
    "police_offence": ("police", Unit.OFFENCE, PlaceBasis.OCCURRENCE, YearBasis.CALENDAR, "police_offences"),
    "police_victim": ("police", Unit.VICTIM, PlaceBasis.RESIDENCE, YearBasis.CALENDAR, "police_victims"),
    "police_suspect": ("police", Unit.SUSPECT, PlaceBasis.RESIDENCE, YearBasis.CALENDAR, "police_suspects"),
    "admission": ("admission", Unit.ADMISSION, PlaceBasis.RESIDENCE, YearBasis.FINANCIAL, "hospital_admissions"),
    "callout": ("callout", Unit.CALLOUT, PlaceBasis.OCCURRENCE, YearBasis.CALENDAR, "ambulance_callouts"),
}


def feed(name: str) -> Feed:
    """A feed whose stored table already has the columns of incidents; undated rows are not of the cohort."""
    family, unit, place_basis, year_basis, source = FAMILIES[name]
    dated = Condition(
        id="dated",
        words="a date is given",
        citation="made up",
        holds=lambda table: table.counted.notnull(),  # noqa: PD004 - Ibis
    )
    return Feed(
        id=name, title=name.replace("_", " ").capitalize(), family=family, unit=unit, place_basis=place_basis,
        year_basis=year_basis, sources=(source,), conditions=(dated,), incidents=stored,
    )  # fmt: skip


DEFINITIONS = {
    "violence-with-injury": Definition(
        id="violence-with-injury", title="violence with injury", authority="made up",
        codes={"police": frozenset({"8N", "5D"}), "admission": frozenset({"X99", "Y04"})},
    ),
    "serious-youth-violence": Definition(
        id="serious-youth-violence", title="serious youth violence", authority="made up",
        codes={"police": frozenset({"5D", "10A"})}, ages=(14, 24),
    ),
    "domestic": Definition(
        id="domestic", title="domestic violence", authority="made up",
        codes={"police": frozenset({"8N", "5D", "8L"})}, with_flags=frozenset({"domestic abuse"}),
    ),
    "non-domestic": Definition(
        id="non-domestic", title="violence outside domestic abuse", authority="made up",
        codes={"police": frozenset({"8N", "5D", "8L"})}, without_flags=frozenset({"domestic abuse"}),
    ),
}  # fmt: skip
HARM = HarmWeights(HarmScale.CRIME_SEVERITY_SCORE, "made up", ("8N", "5D", "8L"), (200.0, 1500.0, 10.0))
OFFENCES = {
    "8N": ("Violence against the person", "Violence with injury"),
    "5D": ("Violence against the person", "Violence with injury"),
    "8L": ("Violence against the person", "Stalking and harassment"),
    "10A": ("Possession of weapons offences", "Possession of weapons"),
}


def record_frame(**columns: Any) -> pd.DataFrame:
    """Rows of the table `record`: give what you need as sequences or single values, the rest is missing.

    The feed is `police_offence` unless given, the year 2020, and `lad` follows from `place`.
    """
    size = max((len(v) for v in columns.values() if isinstance(v, (list, tuple, np.ndarray, pd.Series))), default=1)
    given: dict[str, Any] = {"feed": "police_offence", "year": 2020, "source_file": 0} | columns
    given.setdefault("source_row", list(range(size)))
    if "place" in given and "lad" not in given:
        places = pd.Series([given["place"]] * size if isinstance(given["place"], str) else list(given["place"]))
        given["lad"] = places.where(places.isin([ASHBY, BROOK_VALE])).tolist()
    return pd.DataFrame({name: given.get(name) for name in RECORD_TYPES}, index=range(size)).reset_index(drop=True)


def write_records(warehouse: Warehouse, frame: pd.DataFrame, name: str = "record") -> None:
    """Write rows as a typed table; `record` itself, or a source's table that `feed` understands."""
    kinds = {column: RECORD_TYPES[column] for column in frame.columns}
    text = frame.astype(object).where(frame.notna(), None)
    warehouse.con.create_table(name, schema=ibis.schema(kinds), overwrite=True)
    warehouse.con.con.register("_made_up", text.convert_dtypes())
    columns = ", ".join(f'CAST("{c}" AS {_sql(kind)}) AS "{c}"' for c, kind in kinds.items())
    warehouse.con.raw_sql(f'INSERT INTO "{name}" SELECT {columns} FROM _made_up')  # noqa: S608 - no input from outside
    warehouse.con.con.unregister("_made_up")


def _sql(kind: str) -> str:
    names = {"int32": "INTEGER", "int64": "BIGINT", "float64": "DOUBLE", "string": "VARCHAR", "boolean": "BOOLEAN"}
    return names.get(kind, "TIMESTAMP" if kind.startswith("timestamp") else kind.upper())


def made_up_records(seed: int = 20240305, *, per_feed: int = 300) -> pd.DataFrame:
    """Some hundred placed records of every feed; the same for the same seed."""
    rng = np.random.default_rng(seed)
    return pd.concat([_of_feed(rng, name, per_feed) for name in FEED_IDS], ignore_index=True)


def _of_feed(rng: np.random.Generator, name: str, size: int) -> pd.DataFrame:
    small = rng.choice([*own_lsoas(), *own_lsoas()[:5], "", "", "elsewhere", "none"], size)
    known = pd.Series(small).isin(LSOAS21)
    lsoa = pd.Series(small).where(known)
    district = pd.Series(rng.choice([ASHBY, BROOK_VALE], size))
    place = lsoa.map(district_of, na_action="ignore").fillna(pd.Series(small).where(pd.Series(small) != "", district))
    quality = np.select(
        [known, place == "elsewhere", place == "none"], ["small area", "outside the force area", "no location"],
        default="district only",
    )  # fmt: skip
    to_11 = {new: old for old, new, how in changes() if how != "M"}
    start = pd.Timestamp("2019-04-01") if name == "admission" else pd.Timestamp("2019-01-01")
    days = rng.integers(0, 365 * 3 - 1, size)
    minutes = rng.choice([0, *range(0, 1440, 5)], size, p=[0.2, *([0.8 / 288] * 288)])
    counted = pd.Series(start + pd.to_timedelta(days, unit="D"))
    started = counted + pd.to_timedelta(minutes, unit="min")
    year = counted.dt.year - (counted.dt.month < 4) if name == "admission" else counted.dt.year
    age = pd.Series(rng.choice([-1, *range(100)], size)).where(lambda a: a >= 0)
    code = pd.Series(rng.choice(["X99", "Y04", "Y00"] if name == "admission" else list(OFFENCES), size))
    named = name in {"police_victim", "police_suspect", "admission"}
    return record_frame(
        feed=name, source_row=list(range(size)), started=started, ended=None,
        time_given=[True] * size, reported=(counted + pd.to_timedelta(rng.choice([0, 3, 20, 400], size), unit="D")),
        counted=counted, year=year, lsoa_code=lsoa,
        role={"police_victim": "victim", "police_suspect": "suspect"}.get(name),
        person=[f"p{n}" for n in rng.integers(0, size // 2, size)] if named else None,
        age=age, sex=pd.Series(rng.choice(["female", "male", ""], size)).replace("", None),
        ethnic_group=pd.Series(rng.choice([*ETHNIC_GROUPS, ""], size)).replace("", None),
        group=code.map(lambda c: OFFENCES.get(c, ("Assault", ""))[0]),
        category=code.map(lambda c: OFFENCES.get(c, ("", f"Cause {c}"))[1]), code=code,
        flags=pd.Series(rng.choice(["", "knife", "domestic abuse", "alcohol|domestic abuse"], size)).replace("", None),
        stay_days=pd.Series(rng.integers(0, 12, size)) if name == "admission" else None,
        place=place, lsoa=lsoa, location_quality=quality,
        decile=lsoa.map(lambda c: decile_of(to_11[c]) if c in to_11 else None, na_action="ignore"),
        month=counted.dt.strftime("%Y-%m"), weekday=(counted.dt.day_of_week + 1) % 7, hour=started.dt.hour,
        time_quality=np.where(minutes == 0, "date only", "known"),
    )  # fmt: skip


def _write_people(warehouse: Warehouse) -> None:
    """Ten residents of each sex and age in every small area, of 2021 and of 2011, in every year."""
    rows = pd.MultiIndex.from_product(
        [YEARS, ["female", "male"], range(91)], names=["year", "sex", "age"]
    ).to_frame(index=False)  # fmt: skip
    for_lsoas = [
        rows.assign(lsoa_code=code, lsoa_vintage=vintage, persons=10)
        for vintage, codes in ((2021, LSOAS21), (2011, LSOAS11))
        for code in codes
    ]
    size = {lad: sum(district_of(code) == lad for code in LSOAS21) for lad in NAMES}
    for_lads = [rows.assign(lad_code=lad, lad_name=NAMES[lad], persons=10 * n) for lad, n in size.items()]
    census = pd.DataFrame({"lsoa_code": LSOAS21, "age_group": "all", "persons": 10 * 91 * 2, "basis": "Census 2021"})
    lads = pd.concat(for_lads, ignore_index=True).assign(basis="not rebased")
    for name, frame in (
        ("population_lsoa", pd.concat(for_lsoas, ignore_index=True).assign(basis="not rebased")),
        ("population_lad", lads),
        ("census_age", census),
    ):
        warehouse.con.create_table(name, frame, overwrite=True)


def _write_deprivation(warehouse: Warehouse) -> None:
    old = pd.DataFrame({"lsoa_code": LSOAS11, "edition": "2019", "decile": [decile_of(c) for c in LSOAS11]})
    new = pd.DataFrame({"lsoa_code": LSOAS21, "edition": "2025", "decile": [n % 10 + 1 for n in range(len(LSOAS21))]})
    frame = pd.concat([old, new], ignore_index=True).assign(nation="E", score=None)
    frame = frame.assign(rank=range(1, len(frame) + 1)).astype({"score": "float64"})
    warehouse.con.create_table("deprivation", frame, overwrite=True)


@contextmanager
def opened_records(folder: Path, records: pd.DataFrame | None = None) -> Iterator[Inputs]:
    """Open a warehouse with placed records and give the inputs of the analysis."""
    with opened(folder / "warehouse", threads=1, memory_limit="500MB") as warehouse:
        write_records(warehouse, made_up_records() if records is None else records)
        _write_people(warehouse)
        _write_deprivation(warehouse)
        yield made_up_inputs(warehouse)


def made_up_inputs(warehouse: Warehouse) -> Inputs:
    """The inputs over an open warehouse, whatever it holds."""
    geography = land()
    return Inputs(
        warehouse=warehouse,
        geography=geography,
        area=geography.force_area(FORCE),
        boundaries={LSOA21: boundaries()},
        lsoa_type=LSOA21,
        months=tuple(months_between("2019-01", "2021-12")),
        forces=("westshire",),
        home_force="westshire",
        deprivation_edition="2019",
        feeds={name: feed(name) for name in FEED_IDS},
        feed_years=dict.fromkeys(FEED_IDS, YEARS),
        definitions=DEFINITIONS,
        harm_weights=HARM,
    )


def measure(quantity: Quantity, *breakdowns: str, name: str = "police_offence", **other: Any) -> Measure:
    """A measure of a made-up feed."""
    one = FAMILIES[name]
    plain = Measure(
        id=f"test.{quantity}", title="Test", quantity=quantity, sources=(one[4],), unit=one[1], place_basis=one[2],
        breakdowns=breakdowns, period="2019 to 2021", feed=name,
    )  # fmt: skip
    return replace(plain, **other)


__all__ = ["AGE_BANDS", "made_up_records", "measure", "opened_records", "record_frame", "write_records"]
