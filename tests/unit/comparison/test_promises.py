"""Recommendations from one edition to the next: kept, carried, closed, or vanished; silence is vanishing."""

import pytest

from verity.comparison.differences import changes
from verity.comparison.promises import promises
from verity.comparison.published import Published, PublishedTable


def row(one, status="agreed", **given):
    return {
        "id": one,
        "recommendation": f"Do {one}.",
        "status": status,
        "reason": "",
        "carried_forward_from": "",
    } | given


def followed(before, now):
    return promises({"recommendations": before}, {"recommendations": now})


def test_one_that_is_open_and_not_there_has_vanished():
    found = followed([row("R1"), row("R2")], [row("R2")])
    assert (found.carried, found.vanished, found.closed) == (("R2",), ("R1",), ())


@pytest.mark.parametrize("status", ["done", "dropped"])
def test_one_that_was_closed_need_not_be_listed_again(status):
    found = followed([row("R1", status, reason="No money.")], [])
    assert (found.vanished, found.closed) == ((), ("R1",))


def test_one_goes_on_under_another_id_and_two_may_become_one():
    found = followed([row("R1"), row("R2")], [row("N1", carried_forward_from="R1; R2")])
    assert (found.carried, found.vanished) == (("R1", "R2"), ())
    assert found.told == ("R1 → N1, “Do N1”: as before", "R2 → N1, “Do N1”: as before")


@pytest.mark.parametrize("before", ["agreed", "dropped"])
def test_one_that_is_dropped_without_a_reason_counts_as_vanished(before):
    assert followed([row("R1", before)], [row("R1", "dropped")]).vanished == ("R1",)
    assert followed([row("R1", before)], [row("N1", "Dropped", carried_forward_from="R1")]).vanished == ("R1",)
    found = followed([row("R1", before)], [row("R1", "dropped", reason="No money.")])
    assert (found.carried, found.vanished) == (("R1",), ())


def test_each_is_told_with_what_changed_of_it():
    now = [row("R1", "done"), row("R2", "dropped", reason="No money."), row("R3"), row("R4", recommendation="Undo.")]
    assert followed([row("R1"), row("R2"), row("R3"), row("R4")], now).told == (
        "R1, “Do R1”: agreed → done", "R2, “Do R2”: agreed → dropped; No money.", "R3, “Do R3”: as before",
        "R4, “Undo”: in other words than before",
    )  # fmt: skip


def test_editions_without_a_register_or_without_the_newer_columns_can_be_compared():
    assert promises({}, {}).vanished == ()
    assert followed([{"id": "R1"}], [{"id": "R1"}]).carried == ("R1",)


@pytest.mark.parametrize("measured", [True, False])
def test_a_status_that_moved_is_no_revision_of_data(tmp_path, measured):
    def edition(text):
        table = PublishedTable(id="t", number="Table 1", title="T", subtitle="2023", cells={(("R1",), "status"): text},
                               measured=measured)  # fmt: skip
        about = {"title": "A", "kind": "public", "year": 2023, "version": "1"}
        return Published(folder=tmp_path, edition=about, tables={"t": table}, findings={})

    assert bool(changes(edition("agreed"), edition("done")).revisions) is measured
