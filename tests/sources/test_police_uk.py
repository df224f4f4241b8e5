"""police.uk files: units, editions, and every quirk that the real files have."""

import hashlib
import itertools
import zipfile
from pathlib import Path

import pytest

from verity.model.errors import InputError
from verity.sources import police_uk as pu
from verity.warehouse.engine import opened
from verity.warehouse.load import load

STREET_HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,"
    "Last outcome category,Context"
)
VIOLENCE = "Violence and sexual offences"


def crime(
    *, key="", month="2023-01", lsoa="E01990001", kind=VIOLENCE, force="Marlshire Police", outcome="", place=None
):
    crime_id = hashlib.sha256(key.encode()).hexdigest() if key else ""
    where = place if place is not None else ("-0.5,52.1,On or near High Street" if lsoa else ",,No Location")
    name = "Mereham 001A" if lsoa else ""
    return f"{crime_id},{month},{force},{force},{where},{lsoa},{name},{kind},{outcome},"


def write_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return path


def street(*rows: str) -> str:
    return "\n".join([STREET_HEADER, *rows]) + "\n"


def member(month="2023-01", force="marlshire", kind="street") -> str:
    return f"{month}/{month}-{force}-{kind}.csv"


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


def loaded(data: Path, tmp_path: Path, *, kind="street", threads=1, **options):
    archive = pu.find(data, **options)
    with opened(tmp_path / "warehouse", threads=threads) as warehouse:
        accounts = load(warehouse, pu.SOURCES[kind], archive.files[kind], set_aside=archive.set_aside, threads=threads)
        columns = [c.name for c in pu.SOURCES[kind].contract.columns]
        table = warehouse.table(pu.SOURCES[kind].contract.id).select(columns).to_pandas()
    return table.sort_values(columns, ignore_index=True), accounts


def test_a_zip_of_several_forces_and_months_gives_one_unit_each(data, tmp_path):
    write_zip(
        data / "police_uk" / "2024-01.zip",
        {
            member(month, force): street(crime(key=f"{month}{force}", month=month, force=f"{force.title()} Police"))
            for month, force in itertools.product(["2023-01", "2023-02"], ["marlshire", "fenland"])
        },
    )
    table, accounts = loaded(data, tmp_path)
    assert len(table) == 4
    assert set(zip(table["force"], table["month"], strict=True)) == {
        ("marlshire", "2023-01"), ("marlshire", "2023-02"), ("fenland", "2023-01"), ("fenland", "2023-02"),
    }  # fmt: skip
    assert set(table["edition"]) == {"2024-01"}
    assert [a.accepted for a in accounts] == [1, 1, 1, 1]


def test_only_the_forces_asked_for_are_read(data, tmp_path):
    write_zip(
        data / "police_uk" / "2024-01.zip",
        {member(): street(crime(key="a")), member(force="fenland"): "not even data"},
    )
    table, _ = loaded(data, tmp_path, forces=("marlshire",))
    assert list(table["force"]) == ["marlshire"]


def test_a_folder_reads_like_a_zip(data, tmp_path):
    file = data / "police_uk" / "2024-01" / member()
    file.parent.mkdir(parents=True)
    file.write_text(street(crime(key="a")), "utf-8")
    table, _ = loaded(data, tmp_path, editions={"2024-01": "2024-01"})
    assert list(table["edition"]) == ["2024-01"]


def test_between_editions_the_newest_wins_whole(data, tmp_path):
    write_zip(data / "police_uk" / "2023-06.zip", {member(): street(crime(key="old"), crime(key="both"))})
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="both"))})
    table, accounts = loaded(data, tmp_path)
    assert list(table["edition"]) == ["2024-01"]
    older = next(a for a in accounts if a.file.startswith("police_uk/2023-06"))
    assert (older.rows_in, older.accepted, dict(older.set_aside)) == (2, 0, {pu.SUPERSEDED: 2})


def test_a_month_that_only_the_older_edition_has_is_kept(data, tmp_path):
    write_zip(data / "police_uk" / "2023-06.zip", {member("2022-12"): street(crime(key="a", month="2022-12"))})
    write_zip(data / "police_uk" / "2024-01.zip", {member("2023-01"): street(crime(key="b"))})
    table, _ = loaded(data, tmp_path)
    assert sorted(zip(table["month"], table["edition"], strict=True)) == [
        ("2022-12", "2023-06"),
        ("2023-01", "2024-01"),
    ]


def test_files_of_one_unit_are_joined_and_identical_ones_load_once(data, tmp_path):
    write_zip(
        data / "police_uk" / "2024-01.zip",
        {member(): street(crime(key="a")), f"again/{member()}": street(crime(key="a"))},
    )
    write_zip(data / "more" / "2024-01.zip", {member(): street(crime(key="b"))})
    table, accounts = loaded(data, tmp_path)
    assert len(table) == 2
    assert sum(dict(a.set_aside).get(pu.DUPLICATE_FILE, 0) for a in accounts) == 1


def test_an_edition_that_the_name_does_not_say_comes_from_the_settings(data, tmp_path):
    write_zip(data / "police_uk" / "download.zip", {member(): street(crime(key="a"))})
    table, _ = loaded(data, tmp_path, editions={"download.zip": "2024-04"})
    assert list(table["edition"]) == ["2024-04"]


def test_two_archives_of_which_one_says_no_edition_stop_the_load(data):
    write_zip(data / "police_uk" / "download.zip", {member(): street(crime(key="a"))})
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="b"))})
    with pytest.raises(InputError, match="edition of one is not known") as caught:
        pu.find(data)
    assert "assessment.toml" in caught.value.do_this


def test_repeated_crime_ids_are_counted_once_whatever_the_order_of_rows(data, tmp_path):
    rows = [
        crime(key="a", outcome="Under investigation"),
        crime(key="a", outcome="Awaiting court outcome"),
        crime(key="a", outcome="Under investigation"),
        crime(key="b"),
    ]
    seen = []
    for order in (rows, rows[::-1], [rows[2], rows[0], rows[3], rows[1]]):
        write_zip(data / "police_uk" / "2024-01.zip", {member(): street(*order)})
        table, accounts = loaded(data, tmp_path)
        assert dict(accounts[0].set_aside) == {pu.REPEATED_CRIME_ID: 2}
        seen.append(table)
    assert seen[0].equals(seen[1])
    assert seen[0].equals(seen[2])


def test_a_crime_id_repeated_in_a_later_month_counts_in_the_earlier(data, tmp_path):
    write_zip(
        data / "police_uk" / "2024-01.zip",
        {member("2023-02"): street(crime(key="a", month="2023-02")), member("2023-01"): street(crime(key="a"))},
    )
    table, _ = loaded(data, tmp_path)
    assert list(table["month"]) == ["2023-01"]


def test_anti_social_behaviour_has_no_id_and_identical_rows_all_count(data, tmp_path):
    row = crime(kind="Anti-social behaviour")
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(row, row, row)})
    table, accounts = loaded(data, tmp_path)
    assert len(table) == 3
    assert table["crime_id"].isna().all()
    assert accounts[0].accepted == 3


def test_a_blank_location_is_missing_and_stays(data, tmp_path):
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a", lsoa=""))})
    table, _ = loaded(data, tmp_path)
    assert table[["lsoa_code", "longitude", "latitude"]].isna().all(axis=None)
    assert list(table["location"]) == ["No Location"]


def test_an_unknown_crime_type_is_quarantined_never_other(data, tmp_path):
    write_zip(
        data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a", kind="Space piracy"), crime(key="b"))}
    )
    table, accounts = loaded(data, tmp_path)
    assert len(table) == 1
    assert dict(accounts[0].quarantined) == {"crime_type: unknown code": 1}
    assert [(e.row, e.field, e.reason) for e in accounts[0].examples] == [(1, "crime_type", "unknown code")]
    assert "piracy" not in str(accounts)


def test_rows_of_another_force_under_this_force_s_name_are_quarantined(data, tmp_path):
    rows = (crime(key="a", force="Leicestershire Police"), crime(key="b"))
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(*rows)})
    table, accounts = loaded(data, tmp_path)
    assert list(table["reported_by"]) == ["Marlshire Police"]
    assert dict(accounts[0].quarantined) == {"reported by another force than the file's": 1}


def test_rows_of_another_month_are_quarantined(data, tmp_path):
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a", month="2022-06"))})
    _, accounts = loaded(data, tmp_path)
    assert dict(accounts[0].quarantined) == {"month is not the file's": 1}


def test_a_row_with_too_few_fields_is_counted_with_its_number(data, tmp_path):
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a"), "cut,off", crime(key="b"))})
    table, accounts = loaded(data, tmp_path)
    assert len(table) == 2
    assert [(e.row, e.reason) for e in accounts[0].examples] == [(2, "wrong number of fields")]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<!DOCTYPE html><html>404</html>", "web page"),
        (b"", "empty"),
        (street("").encode("utf-16"), "not UTF-8"),
        (street(crime(key="a")).replace("LSOA code", "LSOA_code").encode(), "match no known layout"),
        (street(crime(key="a", place="-0.5,52.1,On or near Caf\xe9 Court")).encode("latin-1"), "UTF-8"),
    ],
)
def test_what_is_no_data_stops_with_the_file_s_name(data, tmp_path, content, message):
    write_zip(data / "police_uk" / "2024-01.zip", {member(): content})
    with pytest.raises(InputError, match=message) as caught:
        loaded(data, tmp_path)
    assert member() in str(caught.value)


def test_the_nearest_layout_and_the_renamed_column_are_named(data, tmp_path):
    write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a")).replace("LSOA code", "LSOA_code")})
    with pytest.raises(InputError) as caught:
        loaded(data, tmp_path)
    assert "data.police.uk street" in caught.value.expected
    assert "“LSOA code” (renamed to “LSOA_code”?)" in caught.value.found


def test_a_truncated_zip_is_said_to_be_one(data):
    path = write_zip(data / "police_uk" / "2024-01.zip", {member(): street(crime(key="a"))})
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(InputError, match="truncated or damaged"):
        pu.find(data)


def test_outcomes_and_stops_are_read_with_their_own_quirks(data, tmp_path):
    key = hashlib.sha256(b"a").hexdigest()
    outcomes = (
        "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Outcome type\n"
        f"{key},2023-01,Marlshire Police,Marlshire Police,,,No location,,,Unable to prosecute suspect\n"
    )
    stop = "Person search,2022-12-31T23:30:00+00:00,,,,,Male,,White,White,s1,Knives,Nothing,,False\n"
    stops = (
        "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,"
        "Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,"
        "Outcome linked to object of search,Removal of more than just outer clothing\n" + stop * 2
    )
    write_zip(
        data / "police_uk" / "2024-01.zip",
        {member(kind="outcomes"): outcomes, member(kind="stop-and-search"): stops},
    )
    table, _ = loaded(data, tmp_path, kind="outcomes")
    assert list(table["location"]) == ["No location"]
    table, _ = loaded(data, tmp_path, kind="stop-and-search")
    assert len(table) == 2, "identical rows are one per person"
    assert list(table["month"]) == ["2023-01", "2023-01"], "the file's month, though UTC says December"
    assert table["searched_at"].dt.tz_convert("UTC").dt.hour.tolist() == [23, 23]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Metropolitan Police Service", "metropolitan"),
        ("Devon & Cornwall Police", "devon-and-cornwall"),
        ("City of London Police", "city-of-london"),
        ("Dyfed-Powys Police", "dyfed-powys"),
        ("British Transport Police", "btp"),
    ],
)
def test_force_names_in_files_belong_to_their_slugs(name, slug):
    assert pu.is_name_of(name, slug)
    assert not pu.is_name_of(name, "marlshire")
