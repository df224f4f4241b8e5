"""Police records in each layout: known, all rows accounted for, values right, nobody named, cohorts at their edge."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from verity.model.account import FileAccount
from verity.model.errors import InputError
from verity.model.incidents import INCIDENT_COLUMNS
from verity.model.offences import GROUPS
from verity.sources.discovery import discover
from verity.sources.police_records import FEEDS, FOLDER, OFFENCES, SOURCES, SUSPECTS, VICTIMS
from verity.warehouse.engine import Warehouse, opened
from verity.warehouse.feed import Feed, cohort_account, incidents_of
from verity.warehouse.files import InputFile
from verity.warehouse.layouts import matching
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser

SAMPLES = Path(__file__).parent / "samples" / "police_records"
CONTRACTS = (OFFENCES, VICTIMS, SUSPECTS)
SOURCE = {source.contract.id: source for source in SOURCES}
FEED = {feed.id: feed for feed in FEEDS}
KEY = Pseudonymiser(bytes(range(32)))
ATHENA = ("athena_offences", "athena_victims", "athena_suspects")
NICHE = ("niche_offences", "niche_victims", "niche_suspects")
JOINED = ("athena_joined",) * 3


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


Loaded = tuple[Warehouse, list[FileAccount]]


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Loaded]]:
    """Load the three extracts once, each into a warehouse of its own; tests only read them."""
    with ExitStack() as stack:
        found = {}
        for name, files in (("athena", ATHENA), ("niche", NICHE), ("joined", JOINED)):
            one = stack.enter_context(opened(tmp_path_factory.mktemp(name) / "warehouse", threads=1))
            found[name] = (one, loaded(one, files))
        yield found


@pytest.fixture(scope="module")
def athena(extracts: dict[str, Loaded]) -> Warehouse:
    return extracts["athena"][0]


def loaded(warehouse: Warehouse, names: Sequence[str]) -> list[FileAccount]:
    return [
        account
        for contract, name in zip(CONTRACTS, names, strict=True)
        for account in load(
            warehouse,
            SOURCE[contract.id],
            [InputFile(name=f"{FOLDER}/{name}.csv", path=SAMPLES / f"{name}.csv")],
            pseudonymiser=KEY,
        )
    ]


def stored(warehouse: Warehouse, table: str, *columns: str) -> list[tuple[Any, ...]]:
    frame = warehouse.table(table).order_by("source_row").select(*columns).to_pandas()
    return [tuple(None if pd.isna(cell) else cell for cell in row) for row in frame.itertuples(index=False)]


def incidents(warehouse: Warehouse, feed: str) -> pd.DataFrame:
    return incidents_of(warehouse, FEED[feed]).order_by("source_row").to_pandas()


@pytest.mark.parametrize("name", sorted({*ATHENA, *NICHE}))
def test_a_file_is_of_one_contract(name: str) -> None:
    header = InputFile(name=name, path=SAMPLES / f"{name}.csv").header()
    fits = [contract.id for contract in CONTRACTS if matching(header, [contract])]
    assert fits == [f"police_{name.split('_')[1]}"]


def test_a_joined_file_is_of_all_three(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "extract.csv").write_bytes((SAMPLES / "athena_joined.csv").read_bytes())
    (tmp_path / FOLDER / "victims.csv").write_bytes((SAMPLES / "niche_victims.csv").read_bytes())
    found = discover(tmp_path, CONTRACTS)
    assert {contract: len(files) for contract, files in found.files.items()} == {
        "police_offences": 1, "police_victims": 2, "police_suspects": 1,
    }  # fmt: skip
    assert found.unrecognised == ()


REPEATED, AGAIN = "crime reference repeated: first by content kept", "person repeated in a crime: first by content kept"
ODD = {"unknown offence code": 1, "a flag is neither yes nor no": 1, "committed_from: wrong form": 1}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "athena",
            [
                (13, 9, {REPEATED: 1}, ODD),
                (12, 8, {AGAIN: 1}, {"age: out of range": 2, "victim_type: unknown code": 1}),
                (5, 4, {}, {"suspect_status: unknown code": 1}),
            ],
        ),
        ("niche", [(4, 3, {}, {"offence_code: blank": 1}), (2, 2, {}, {}), (2, 2, {}, {})]),
        (
            "joined",
            [
                (6, 3, {REPEATED: 3}, {}),
                (6, 3, {AGAIN: 2, "row names no such person": 1}, {}),
                (6, 3, {AGAIN: 2, "row names no such person": 1}, {}),
            ],
        ),
    ],
)
def test_every_row_is_accounted_for(extracts: dict[str, Loaded], name: str, expected: list[Any]) -> None:
    accounts = extracts[name][1]
    assert [(a.rows_in, a.accepted, dict(a.set_aside), dict(a.quarantined)) for a in accounts] == expected


def test_codes_are_repaired_and_visible(athena: Warehouse) -> None:
    assert stored(athena, "police_offences", "source_row", "offence_code", "code_repaired") == [
        (1, "8N", "no"), (2, "105A", "no"), (3, "19C", "yes"), (4, "4.10", "no"), (6, "8N", "no"), (7, "46", "no"),
        (8, "8L", "no"), (12, "8P", "yes"), (13, "1", "yes"),
    ]  # fmt: skip


def test_times_flags_and_factors(athena: Warehouse) -> None:
    rows = stored(
        athena, "police_offences", "committed_from", "committed_to", "time_given", "flags", "factors", "longitude"
    )
    at = pd.Timestamp
    assert rows[0] == (at("2023-06-03 23:40"), None, "yes", "alcohol", "alcohol", -0.45)
    assert rows[1] == (
        at("2023-06-04 00:00"), None, "no", "domestic abuse", "child at risk|domestic abuse|partner", None,
    )  # fmt: skip
    assert rows[2] == (at("2023-01-01 00:00"), at("2023-01-31 23:59"), "yes", "domestic abuse", None, None)
    assert rows[6][:4] == (None, None, "no", "online")
    assert rows[7][1:5] == (at("2024-01-01 23:59"), "yes", "hate: race|serious youth violence", "hate")
    assert rows[8][:2] == (at("2022-12-30 23:30"), at("2022-12-29 23:00"))  # end before start is kept


def test_qualifiers_and_classes_of_the_other_system(extracts: dict[str, Loaded]) -> None:
    warehouse, _ = extracts["niche"]
    assert stored(warehouse, "police_offences", "offence_code", "flags", "factors", "premises", "lsoa_code") == [
        ("8N", "alcohol|domestic abuse", "alcohol|domestic abuse", "Public house", "E01990011"),
        ("105A", "knife|serious youth violence", "knife", "Street", "E01990012"),
        ("9A", None, None, "Street", None),
    ]
    assert stored(warehouse, "police_victims", "age", "sex", "flags", "relationship") == [
        (33, "male", "vulnerable", "Partner"),
        (16, "female", None, "Stranger"),
    ]


def test_persons(athena: Warehouse) -> None:
    rows = stored(athena, "police_victims", "source_row", "age", "sex", "ethnic_group", "lsoa_code", "flags")
    black = "Black, Black British, Black Welsh, Caribbean or African"
    assert rows[0] == (1, 32, "male", "White", "E01990002", None)  # the day before the birthday
    assert rows[1][1:3] + rows[1][5:] == (32, "female", "repeat victim|vulnerable")
    assert rows[2] == (3, 14, "female", black, None, "vulnerable")
    assert stored(athena, "police_suspects", "age", "suspect_status", "ethnic_group")[:2] == [
        (18, "offender", "White"),  # on the birthday; self-defined is blank
        (41, "suspect", black),  # self-defined comes before what an officer saw
    ]


def test_the_same_person_has_one_pseudonym_and_an_unknown_one_none(athena: Warehouse) -> None:
    people = [person for (person,) in stored(athena, "police_victims", "person")]
    assert people[3] is None
    assert len({one for one in people if one}) == 5


def test_nobody_is_named_in_the_warehouse(athena: Warehouse) -> None:
    held = "\n".join(athena.table(c.id).to_pandas().astype(str).to_csv() for c in CONTRACTS)
    for planted in (
        "Planted",
        "ZZ99",
        "N99",
        "07700",
        "9990000",
        "TST/0",
        "1990-06-04",
        "04/06/1990",
        "drunk",
        "99/1A",
    ):
        assert planted not in held
    for file in athena.folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            assert not any(word in content for word in (b"Planted", b"ZZ99 ", b"TST/0", b"N990000"))


def test_long_text_where_a_choice_belongs_is_quarantined(warehouse: Warehouse, tmp_path: Path) -> None:
    (account,) = one_offence(warehouse, tmp_path, {"Outcome": "Spoke to " + "a witness " * 8})
    assert dict(account.quarantined) == {"outcome: wrong form": 1}


def one_offence(warehouse: Warehouse, tmp_path: Path, *changes: dict[str, str]) -> list[FileAccount]:
    """Load offences that are the first of the sample with some cells changed."""
    return _written(warehouse, tmp_path, "offences", changes)


def one_person(warehouse: Warehouse, tmp_path: Path, kind: str, *changes: dict[str, str]) -> list[FileAccount]:
    return _written(warehouse, tmp_path, kind, changes)


def _written(warehouse: Warehouse, folder: Path, kind: str, changes: Sequence[dict[str, str]]) -> list[FileAccount]:
    first = next(csv.DictReader((SAMPLES / f"athena_{kind}.csv").read_text("utf-8").splitlines()))
    file = folder / f"{kind}.csv"
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, first)
        writer.writeheader()
        writer.writerows({**first, **change} for change in changes)
    return load(warehouse, SOURCE[f"police_{kind}"], [InputFile(name=file.name, path=file)], pseudonymiser=KEY)


OFFENCE_CASES: list[tuple[dict[str, str], str | None]] = [
    ({"Crime Status": "Cancelled"}, "not-cancelled"),
    ({"Crime Status": "No-crime"}, "not-cancelled"),
    ({"Outcome": "NO CRIME"}, "not-cancelled"),
    ({"Outcome": "Transferred to another body"}, None),
    ({"Crime Status": "", "Outcome": ""}, None),
    ({"Committed From Date": "", "Committed From Time": ""}, "date-committed-known"),
    ({"Committed From Time": ""}, None),
    ({"Home Office Code": "46"}, "group-counted"),
    ({"Home Office Code": "28E"}, "group-counted"),
    ({"Home Office Code": "58A"}, "group-counted"),
    *(({"Home Office Code": code}, None) for code in ("1", "19J", "92A", "10D", "34B", "66")),
]
PERSON_CASES: dict[str, list[tuple[dict[str, str], str | None]]] = {
    "victims": [
        ({}, None),
        ({"Victim Type": ""}, None),
        ({"Victim Type": "State"}, "victim-is-a-person"),
        ({"Crime Reference": "TST/000002/23"}, "offence-counted"),
        ({"Crime Reference": "TST/999999/23"}, "offence-counted"),
    ],
    "suspects": [
        ({}, None),
        ({"Suspect Status": "Offender"}, None),
        ({"Suspect Status": "Eliminated"}, "suspect-not-eliminated"),
        ({"Crime Reference": "TST/000002/23"}, "offence-counted"),
    ],
}


def unmet(warehouse: Warehouse, feed: Feed) -> list[str | None]:
    """Return, row by row, the first condition that is not met."""
    table = warehouse.table(feed.sources[0])
    rows = table.order_by("source_row").select("source_row").to_pandas()["source_row"].tolist()
    found: dict[int, str] = {}
    for condition in feed.conditions:
        beside = [warehouse.table(condition.beside)] if condition.beside else []
        met = table.filter(condition.holds(table, *beside).fill_null(False)).select("source_row").to_pandas()
        for row in set(rows) - set(met["source_row"]):
            found.setdefault(row, condition.id)
    return [found.get(row) for row in rows]


def test_conditions_of_offences(warehouse: Warehouse, tmp_path: Path) -> None:
    changes = [{"Crime Reference": f"TST/{n}", **change} for n, (change, _) in enumerate(OFFENCE_CASES)]
    (account,) = one_offence(warehouse, tmp_path, *changes)
    assert account.accepted == len(OFFENCE_CASES)
    assert unmet(warehouse, FEED["police_offence"]) == [condition for _, condition in OFFENCE_CASES]
    steps = cohort_account(warehouse, FEED["police_offence"])
    assert [step.left_out for step in steps] == [3, 1, 3]


@pytest.mark.parametrize("kind", PERSON_CASES)
def test_conditions_of_persons(warehouse: Warehouse, tmp_path: Path, kind: str) -> None:
    cancelled = {"Crime Reference": "TST/000002/23", "Crime Status": "Cancelled"}
    one_offence(warehouse, tmp_path, {}, cancelled)
    who, cases = kind[:-1].capitalize(), PERSON_CASES[kind]
    one_person(
        warehouse, tmp_path, kind, *({f"{who} Person ID": f"N{n}", **change} for n, (change, _) in enumerate(cases))
    )
    feed = FEED[f"police_{kind[:-1]}"]
    assert unmet(warehouse, feed) == [condition for _, condition in cases]
    assert len(incidents(warehouse, feed.id)) == sum(condition is None for _, condition in cases)


def test_victims_without_offences_are_no_cohort(warehouse: Warehouse, tmp_path: Path) -> None:
    one_person(warehouse, tmp_path, "victims", {})
    with pytest.raises(InputError, match="cannot be told without police offences"):
        cohort_account(warehouse, FEED["police_victim"])


@pytest.mark.parametrize("feed", FEEDS, ids=lambda feed: feed.id)
def test_incidents_have_the_shape_that_all_share(athena: Warehouse, feed: Any) -> None:
    table = incidents_of(athena, feed)
    assert {name: str(kind) for name, kind in table.schema().items()} == INCIDENT_COLUMNS
    steps = cohort_account(athena, feed)
    assert table.count().execute() == steps[0].rows_in - sum(step.left_out for step in steps)
    assert all(step.citation and step.words for step in steps)


def test_offences_as_incidents(athena: Warehouse) -> None:
    frame = incidents(athena, "police_offence")
    assert frame["source_row"].tolist() == [1, 2, 3, 4, 12, 13]
    assert frame["time_given"].tolist() == [True, False, True, True, True, True]
    assert frame["year"].tolist() == [2023, 2023, 2023, 2023, 2023, 2022]  # New Year's Eve is of the year it began in
    assert frame["counted"].astype(str).tolist()[-2:] == ["2023-12-31", "2022-12-30"]
    assert frame["reported"].astype(str).tolist()[2] == "2023-03-02"
    assert set(frame["group"]) <= set(GROUPS)
    assert frame["category"].tolist()[:2] == ["Violence with injury", "Violence without injury"]
    assert frame["person"].isna().all()
    assert frame["role"].isna().all()


def test_victims_take_time_code_and_flags_from_their_offence(athena: Warehouse) -> None:
    frame = incidents(athena, "police_victim")
    offences = incidents(athena, "police_offence").set_index("reference")
    assert frame["source_row"].tolist() == [1, 2, 3, 11, 12]
    assert frame["code"].tolist() == ["8N", "105A", "19C", "8P", "8P"]
    assert frame["code"].tolist() == offences.loc[frame["reference"], "code"].tolist()
    assert frame["lsoa_code"].tolist()[:2] == ["E01990002", "E01990001"]  # the home, not the place of the offence
    assert frame["flags"].tolist()[1] == "domestic abuse|repeat victim|vulnerable"
    assert frame["flags"].tolist()[3] == "hate: race|repeat victim|serious youth violence"  # sorted after all
    assert set(frame["role"]) == {"victim"}
    assert frame["longitude"].isna().all()


def test_suspects_keep_their_own_outcome(athena: Warehouse) -> None:
    frame = incidents(athena, "police_suspect")
    assert frame["outcome"].tolist() == ["Charge", "No further action"]
    assert frame["age"].tolist() == [18, 41]
    assert frame["lsoa_code"].tolist() == ["E01990003", "E01990001"]
    assert set(frame["role"]) == {"suspect"}


def test_a_joined_extract_counts_each_once(extracts: dict[str, Loaded]) -> None:
    warehouse, _ = extracts["joined"]
    assert [len(incidents(warehouse, feed.id)) for feed in FEEDS] == [3, 3, 3]
    victims = incidents(warehouse, "police_victim")
    assert victims["age"].tolist() == [30, 12, 40]  # the boy without a number stands beside two suspects
    assert victims["person"].isna().tolist() == [False, True, False]


def test_the_order_of_rows_does_not_matter(warehouse: Warehouse, tmp_path: Path) -> None:
    early, late = {"Recorded Date": "04/06/2023"}, {"Recorded Date": "09/06/2023"}
    kept = []
    for pair in ((early, late), (late, early)):
        one_offence(warehouse, tmp_path, *pair)
        kept += [str(day)[:10] for (day,) in stored(warehouse, "police_offences", "recorded_on")]
    assert kept == ["2023-06-04", "2023-06-04"]
