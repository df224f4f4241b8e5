"""Ambulance callouts: both layouts, the declared words and cards, places and times; and area classifications."""

from pathlib import Path

import pytest

from verity.sources import ambulance, classification
from verity.warehouse.engine import opened

from .health_files import incidents, left_out, loaded, not_met, sample, stored_text, written

SOURCE, FEED = ambulance.SOURCES[0], ambulance.FEED
CALL = {
    "call_id": "", "call_time": "2024-01-01 20:00:00", "complaint": "ASSAULT", "dispatch_code": "",
    "lsoa_code": "E01990001", "lad_code": "E06990001", "longitude": "", "latitude": "", "age": "30", "sex": "M",
}  # fmt: skip


@pytest.fixture
def warehouse(tmp_path: Path):
    with opened(tmp_path / "warehouse", threads=1) as one:
        yield one


def calls(warehouse, tmp_path, *rows):
    (account,) = loaded(warehouse, SOURCE, written(tmp_path / "calls.csv", CALL, rows))
    return account


@pytest.mark.parametrize(
    ("name", "layout", "accepted", "aside"),
    [("callouts", 0, 4, {ambulance.SAME_CALL: 1}), ("dispatch", 1, 2, {})],
)
def test_each_layout_is_read(warehouse, name, layout, accepted, aside):
    (account,) = loaded(warehouse, SOURCE, sample(f"ambulance/{name}.csv"))
    assert account.layout == SOURCE.contract.layouts[layout].name
    assert (account.accepted, dict(account.set_aside), dict(account.quarantined)) == (accepted, aside, {})


def test_callouts_become_incidents(warehouse):
    loaded(warehouse, SOURCE, sample("ambulance/callouts.csv"))
    assert left_out(warehouse, FEED) == {"assault-complaint": 1}
    first, second, third = incidents(warehouse, FEED).itertuples()
    assert (first.code, first.category, first.year) == ("assault", "sexual assault", 2023)
    assert (str(first.counted)[:10], first.time_given) == ("2023-12-31", True)
    assert (second.category, second.year, second.age, second.sex) == (
        "stab, gunshot or penetrating wound", 2024, 17, "female",
    )  # fmt: skip
    assert (second.lsoa_code, second.longitude, second.premises) == (None, -0.41, "home")
    assert (third.category, third.premises, third.sex) == ("assault", None, None)


def test_the_declared_words_and_cards(warehouse, tmp_path):
    pierced = "stab, gunshot or penetrating wound"
    said = {
        "Assault": "assault", "SEXUAL ASSAULT": "sexual assault", "Alleged rape": "sexual assault",
        "Stabbed in leg": pierced, "GUNSHOT": pierced, "Gun shot wound": pierced,
        "STABLE": None, "THERAPEUTIC": None, "GRAPE": None, "FALLS": None, "": None,
    }  # fmt: skip
    cards = {
        "04B01": "assault", "4-B-1": "assault", "27D04S": pierced, "17A01": None, "40C01": None, "14D01": None,
        "270": None, "127D": None,
    }  # fmt: skip
    rows = [{"complaint": words} for words in said] + [{"complaint": "", "dispatch_code": card} for card in cards]
    calls(warehouse, tmp_path, *rows)
    kinds = [*said.values(), *cards.values()]
    assert not_met(warehouse, FEED) == [[] if kind else ["assault-complaint"] for kind in kinds]
    assert incidents(warehouse, FEED)["category"].tolist() == [kind for kind in kinds if kind]


def test_ages_are_read_as_they_are_told(warehouse, tmp_path):
    told = {"0": 0, "34 years": 34, "6 months": 0, "3W": 0, "adult": None, "44": 44}
    calls(warehouse, tmp_path, *({"age": age} for age in told))
    assert incidents(warehouse, FEED)["age"].tolist() == list(told.values())


def test_rows_that_break_the_contract_are_quarantined(warehouse, tmp_path):
    account = calls(warehouse, tmp_path, {}, {"call_time": ""}, {"call_time": "2024-13-01 10:00"}, {"latitude": "12.5"})
    assert dict(account.quarantined) == {"called: blank": 1, "called: wrong form": 1, "latitude: out of range": 1}


def test_no_direct_identifier_is_stored(warehouse):
    loaded(warehouse, SOURCE, sample("ambulance/callouts.csv"), sample("ambulance/dispatch.csv"))
    text = stored_text(warehouse, SOURCE.contract.id)
    for planted in ("Onymous", "onymous", "ZZ99", "C2", "N1", "STAB"):
        assert planted not in text


@pytest.mark.parametrize(("name", "licensed"), [("oac_lsoa21", [None, None]), ("oac_lsoa21_licensed", ["J42"])])
def test_classifications_with_and_without_a_licensed_one(warehouse, name, licensed):
    (account,) = loaded(warehouse, classification.SOURCES[0], sample(f"classifications/{name}.csv"))
    assert account.accepted == len(licensed)
    table = warehouse.table("output_area_classification").order_by("lsoa_code").to_pandas()
    assert table["group_code"].tolist()[0] == "3a"
    codes = table["licensed_group_code"].astype(object)
    assert codes.where(codes.notna(), None).tolist() == licensed
