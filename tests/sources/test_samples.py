"""Each layout of each open source reads its made-up sample: recognised alone, every row accounted for, values right."""

import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from verity.model.errors import InputError
from verity.sources import census, deprivation, lookups, population
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.files import InputFile
from verity.warehouse.layouts import matching
from verity.warehouse.load import load
from verity.warehouse.source import Source

SAMPLES = Path(__file__).parent / "samples"
SOURCES = (*lookups.SOURCES, *population.SOURCES, *census.SOURCES, *deprivation.SOURCES)
BY_ID = {source.contract.id: source for source in SOURCES}

ELSEWHERE = "outside England and Wales"
AGES = 91
CASES: list[tuple[str, str, int, dict[str, int], dict[str, int], int | None]] = [
    ("lsoa_change", "lookups/change_ons.csv", 14, {}, {}, None),
    ("lsoa_change", "lookups/change_tidied.csv", 14, {}, {}, None),
    ("lsoa21_ward", "lookups/lsoa21_ward_ons24.csv", 12, {}, {}, None),
    ("lsoa21_ward", "lookups/lsoa21_ward_ons25.csv", 12, {}, {}, None),
    ("lsoa21_ward", "lookups/lsoa21_ward_tidied.csv", 12, {}, {}, None),
    ("lsoa11_lad", "lookups/lsoa11_lad_ons.csv", 11, {}, {}, None),
    ("lsoa11_lad", "lookups/lsoa11_lad_tidied.csv", 11, {}, {}, None),
    ("lsoa11_msoa11", "lookups/lsoa11_msoa11_ons.csv", 11, {}, {}, None),
    ("lsoa11_msoa11", "lookups/lsoa11_msoa11_tidied.csv", 11, {ELSEWHERE: 1}, {}, None),
    ("lsoa11_ward", "lookups/lsoa11_ward_ons.csv", 11, {}, {}, None),
    ("lsoa11_ward", "lookups/lsoa11_ward_tidied.csv", 11, {}, {}, None),
    ("lad_csp_pfa", "lookups/lad_csp_pfa_ons23.csv", 5, {}, {}, None),
    ("lad_csp_pfa", "lookups/lad_csp_pfa_ons24.csv", 5, {}, {}, None),
    ("lad_csp_pfa", "lookups/lad_csp_pfa_tidied.csv", 5, {}, {}, None),
    ("lad_region", "lookups/lad_region_ons21.csv", 3, {}, {}, None),
    ("lad_region", "lookups/lad_region_ons25.csv", 3, {}, {}, None),
    ("lad_region", "lookups/lad_region_tidied.csv", 3, {}, {}, None),
    ("lad_history", "lookups/lad_history_tidied.csv", 36, {ELSEWHERE: 9}, {}, None),
    ("population_lsoa", "population/sape_mid-2020.csv", 11 * AGES, {}, {}, 19_407),
    (
        "population_lsoa",
        "population/population19_lsoa11.csv",
        10 * AGES,
        {},
        {"ages do not add up to the total": AGES},
        18_019,
    ),
    ("population_lsoa", "population/sapelsoasyoa_mid2022.csv", 10 * 2 * AGES, {}, {}, 36_151),
    (
        "population_lsoa",
        "population/nomis_small_areas.csv",
        24,
        {
            "percentage row": 6,
            "total of all ages or both sexes, checked and left out": 6,
            "age band that overlaps single years": 6,
        },
        {},
        332,
    ),
    (
        "population_lad",
        "population/nomis_districts.csv",
        16,
        {
            "percentage row": 4,
            "total of all ages or both sexes, checked and left out": 4,
            "age band that overlaps single years": 4,
            ELSEWHERE: 8,
        },
        {},
        217,
    ),
    ("population_lad", "population/myeb1_21.csv", 32, {ELSEWHERE: 16}, {}, 13_650),
    ("population_lad", "population/myeb1_23.csv", 32, {ELSEWHERE: 16}, {}, 15_969),
    (
        "population_lad",
        "population/lad_population_1999_2001.csv",
        4 * 85 + 2 * AGES,
        {ELSEWHERE: 3 * AGES, "age not published for this year": 4 * 6},
        {},
        10_131,
    ),
    (
        "population_lad_quinary",
        "population/mye2019_quinary_sex.csv",
        18,
        {"county, not an area Verity uses": 6},
        {},
        70_382,
    ),
    (
        "census_age",
        "census/ts007a_lsoa.csv",
        9 * 18,
        {"area of another level": 18},
        {"groups do not add up to the total": 18},
        8_083,
    ),
    ("census_age", "census/age6_tidied.csv", 18, {}, {}, 4_043),
    ("census_ethnicity", "census/ts021.csv", 57, {"total of an ethnic group, checked and left out": 15}, {}, 6_279),
    ("census_ethnicity", "census/ethnicity_districts_tidied.csv", 19, {"percentage row": 19}, {}, 7_471),
    (
        "census_ethnicity",
        "census/ethnicity_small_areas_tidied.csv",
        10,
        {},
        {"groups do not add up to the total": 5},
        1_326,
    ),
    ("deprivation", "deprivation/file_7_2019.csv", 10, {}, {}, None),
    ("deprivation", "deprivation/file_7_2025.csv", 10, {}, {}, None),
    ("deprivation", "deprivation/imd2019_tidied.csv", 10, {}, {}, None),
    ("deprivation", "deprivation/imd2025_tidied.csv", 10, {}, {}, None),
    ("deprivation", "deprivation/wimd2019_tidied.csv", 10, {}, {}, None),
]
IDS = [case[1] for case in CASES]


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def sample(name: str) -> InputFile:
    return InputFile(name=name, path=SAMPLES / name)


def rows(warehouse: Warehouse, source: Source) -> list[tuple[str, ...]]:
    """Return the stored table as text, whole numbers without a point, blanks empty."""
    names = [column.name for column in source.contract.columns]
    frame = warehouse.table(source.contract.id).select(names).to_pandas()
    return [tuple(map(plain, row)) for row in frame.itertuples(index=False)]


def plain(value: object) -> str:
    if value is None or (isinstance(value, float) and value != value) or value is pd.NA:  # noqa: PLR0124 - NaN
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def expected(name: str, source: Source) -> list[tuple[str, ...]]:
    path = SAMPLES / name.replace(".csv", ".expected.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        columns = [column.name for column in source.contract.columns]
        return [tuple(row[column] for column in columns) for row in csv.DictReader(stream)]


@pytest.mark.parametrize(("source_id", "name", "accepted", "aside", "quarantined", "total"), CASES, ids=IDS)
def test_sample(
    source_id: str,
    name: str,
    accepted: int,
    aside: dict[str, int],
    quarantined: dict[str, int],
    total: int | None,
    warehouse: Warehouse,
) -> None:
    source = BY_ID[source_id]
    (account,) = load(warehouse, source, [sample(name)], threads=1)
    assert (account.accepted, dict(account.set_aside), dict(account.quarantined)) == (accepted, aside, quarantined)
    found, wanted = rows(warehouse, source), expected(name, source)
    assert len(found) == accepted
    assert wanted
    assert not Counter(wanted) - Counter(found)
    if total is None:
        assert len(wanted) == accepted
    else:
        assert warehouse.table(source_id).persons.sum().execute() == total


@pytest.mark.parametrize(("source_id", "name"), [case[:2] for case in CASES], ids=IDS)
def test_a_sample_is_of_one_layout_alone(source_id: str, name: str) -> None:
    file = sample(name)
    contracts = [source.contract for source in SOURCES]
    fits = [contract.id for contract in contracts if matching(file.header(), [contract], file.first_row())]
    assert fits == [source_id]


def test_every_kind_of_layout_has_a_sample() -> None:
    """Layouts that differ by their year alone count as one."""
    sampled = set()
    for source_id, name, *_ in CASES:
        found = matching(sample(name).header(), [BY_ID[source_id].contract], sample(name).first_row())
        assert found is not None
        sampled.add(without_year(found.layout.name))
    kinds = {without_year(layout.name) for source in SOURCES for layout in source.contract.layouts}
    assert kinds == sampled


def without_year(name: str) -> str:
    head, _, last = name.rpartition(" ")
    return head if last.isdigit() and not name.startswith(("tidied E", "tidied W")) else name


def test_stored_names_are_those_agreed_on() -> None:
    stored = {source.contract.id: [column.name for column in source.contract.columns] for source in SOURCES}
    assert stored["lsoa_change"] == ["lsoa11_code", "lsoa21_code", "change", "lad22_code", "lad22_name"]
    assert stored["population_lsoa"] == ["lsoa_code", "lsoa_vintage", "year", "sex", "age", "persons", "basis"]
    assert stored["deprivation"] == ["lsoa_code", "edition", "nation", "rank", "decile", "score"]
    assert stored["census_ethnicity"][:4] == ["area_code", "ethnic_group", "ethnic_subgroup", "persons"]


def changed(tmp_path: Path, name: str, old: str, new: str, *, called: str | None = None) -> InputFile:
    text = (SAMPLES / name).read_text("utf-8-sig")
    assert old in text
    path = tmp_path / (called or Path(name).name)
    path.write_text(text.replace(old, new), "utf-8", newline="")
    return InputFile(name=f"population/{path.name}", path=path)


def test_estimates_without_a_year_are_refused(tmp_path: Path, warehouse: Warehouse) -> None:
    file = changed(tmp_path, "population/population19_lsoa11.csv", "total", "total", called="small_areas.csv")
    with pytest.raises(InputError, match="which year"):
        load(warehouse, BY_ID["population_lsoa"], [file])


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("sapedt2mid2020.csv", "2020"),
        ("SAPE22DT2-mid-2019-lsoa.csv.gz", "2019"),
        ("population17_lsoa11.csv.gz", "2017"),
        ("mye2019_ew.csv", "2019"),
        ("population2021.csv", "2021"),
        ("lsoa11_estimates.csv", None),
    ],
)
def test_year_in_name(name: str, year: str | None) -> None:
    assert population.year_in_name(f"population/{name}") == year


def test_a_cut_nomis_download_is_refused(tmp_path: Path, warehouse: Warehouse) -> None:
    text = (SAMPLES / "population/nomis_small_areas.csv").read_text("utf-8").splitlines(keepends=True)
    path = tmp_path / "cut.csv"
    path.write_text("".join(text[:-2]), "utf-8")
    with pytest.raises(InputError, match="cut short") as told:
        load(warehouse, BY_ID["population_lsoa"], [InputFile(name="population/cut.csv", path=path)])
    assert told.value.found == "1 areas without all ages"


def test_exactly_25000_nomis_rows_are_refused(tmp_path: Path, warehouse: Warehouse) -> None:
    lines = ["DATE,GEOGRAPHY_CODE,GEOGRAPHY_NAME,GENDER_NAME,C_AGE_NAME,MEASURES_NAME,OBS_VALUE"]
    lines += [f"2022,E0199{n // 10:04d},x,Total,Age {n % 10},Value,1" for n in range(25_000)]
    path = tmp_path / "full.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    with pytest.raises(InputError, match="cut short"):
        load(warehouse, BY_ID["population_lsoa"], [InputFile(name="population/full.csv", path=path)])


def test_nomis_ages_are_checked_against_their_total(tmp_path: Path, warehouse: Warehouse) -> None:
    text = (SAMPLES / "population/nomis_small_areas.csv").read_text("utf-8").splitlines(keepends=True)
    at = next(n for n, line in enumerate(text) if "Age 89" in line)
    text[at] = text[at].rsplit(",", 1)[0] + ",9999\n"
    path = tmp_path / "off.csv"
    path.write_text("".join(text), "utf-8")
    (account,) = load(warehouse, BY_ID["population_lsoa"], [InputFile(name="population/off.csv", path=path)])
    assert dict(account.quarantined) == {"ages do not add up to the total": 4}


def test_a_rank_of_another_nation_is_told_apart(warehouse: Warehouse) -> None:
    files = [sample("deprivation/wimd2019_tidied.csv"), sample("deprivation/imd2019_tidied.csv")]
    load(warehouse, BY_ID["deprivation"], files)
    table = warehouse.table("deprivation").select("edition", "nation").distinct().order_by("edition").to_pandas()
    assert table.to_numpy().tolist() == [["2019", "E"], ["WIMD 2019", "W"]]
