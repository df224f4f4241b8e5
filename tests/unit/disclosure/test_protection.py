"""A whole edition through protection: states, counts, areas, earlier editions, and the report."""

import numpy as np
import pandas as pd
import pytest

from verity.disclosure.audit import AuditReport, HiddenCell, hidden_range
from verity.disclosure.clues import Clue
from verity.disclosure.constraints import CountTable, linked_cells
from verity.disclosure.policy import Action, Attacker, ShownRule, Zeros, read_policy
from verity.disclosure.primary import below_threshold
from verity.disclosure.protection import Submitted, protect_edition
from verity.model.errors import DisclosureError
from verity.model.releases import CellState

POLICY = read_policy()
POLICE = POLICY.rule(["police_offences"], "public")
HOSPITAL = POLICY.rule(["hospital_admissions"], "public")
OPEN = ShownRule(action=Action.SHOW)
SHOWN, ROUNDED, HIDDEN, NONE = CellState.SHOWN, CellState.ROUNDED, CellState.SUPPRESSED, CellState.NOT_AVAILABLE


def table(name: str, columns: tuple[str, ...], rows: list[tuple], universe: str = "u") -> CountTable:
    frame = pd.DataFrame(rows, columns=[*columns, "count"]).astype({"count": "Int64"})
    return CountTable(id=name, universe=universe, columns=columns, frame=frame)


DISTRICTS = table("districts", ("lad",), [("a", 3), ("b", 40), ("c", 9), ("d", None), ("e", 0)])


def test_open_data_are_shown_as_counted():
    found = protect_edition([Submitted(table=DISTRICTS, rule=OPEN)])
    assert found.tables["districts"].states == (SHOWN, SHOWN, SHOWN, NONE, SHOWN)
    assert found.tables["districts"].counts.dropna().tolist() == [3, 40, 9, 0]
    assert found.report.cells == ()


def test_small_counts_are_hidden_and_others_rounded_by_the_hospital_rule():
    found = protect_edition([Submitted(table=DISTRICTS, rule=HOSPITAL)])
    assert found.tables["districts"].states == (HIDDEN, ROUNDED, ROUNDED, NONE, ROUNDED)
    assert found.tables["districts"].counts.dropna().tolist() == [40, 10, 0]
    found.report.raise_for_leaks()


def test_a_total_hides_a_second_part():
    full = table("districts", ("lad",), [("a", 3), ("b", 40), ("c", 9)])
    total = table("total", (), [(52,)])
    found = protect_edition([Submitted(table=one, rule=POLICE) for one in (full, total)], exact=True)
    assert found.tables["districts"].states == (HIDDEN, SHOWN, HIDDEN)
    assert found.tables["total"].states == (SHOWN,)
    assert found.optimal
    (small, other) = found.report.cells
    assert (small.lower, small.upper, small.required, small.ok) == (1, 4, 2, True)
    assert (other.lower, other.upper, other.required) == (8, 11, 0)


def test_areas_below_the_smallest_level_are_withheld_whole():
    small = table("small", ("lsoa",), [("1", 70), ("2", None)])
    found = protect_edition([Submitted(table=one, rule=POLICE) for one in (small, DISTRICTS)])
    assert found.tables["small"].states == (HIDDEN, NONE)
    assert found.tables["small"].counts.isna().all()
    assert found.tables["districts"].states[1] is SHOWN
    alone = protect_edition([Submitted(table=small, rule=POLICE)])
    assert alone.tables["small"].states == (HIDDEN, NONE)


def test_the_strictest_rule_of_a_universe_holds_for_all_its_tables():
    sexes = table("sexes", ("sex",), [("f", 6), ("m", 46)])
    linked = POLICY.rule(["police_offences", "hospital_admissions"], "public")
    submitted = [Submitted(table=DISTRICTS, rule=POLICE), Submitted(table=sexes, rule=linked)]
    found = protect_edition([*submitted, Submitted(table=table("t", (), [(52,)]), rule=OPEN)])
    assert found.tables["districts"].states[:3] == (HIDDEN, ROUNDED, HIDDEN)
    assert found.tables["districts"].states[4] is HIDDEN
    assert found.tables["sexes"].states[0] is HIDDEN
    found.report.raise_for_leaks()


def test_universes_are_protected_apart_and_reported_together():
    other = table("other", ("lad",), [("a", 2), ("b", 60)], universe="v")
    found = protect_edition([Submitted(table=one, rule=POLICE) for one in (DISTRICTS, other)])
    assert {cell.universe for cell in found.report.cells} == {"u", "v"}
    assert list(found.tables) == ["districts", "other"]


def test_rows_sensitive_for_another_reason_are_hidden():
    sexes = table("sexes", ("lad", "sex"), [("a", "f", 12), ("a", "m", 0), ("b", "f", 30), ("b", "m", None)])
    marked = np.array([True, True, False, True])
    found = protect_edition([Submitted(table=sexes, rule=POLICE, sensitive=marked)], exact=True)
    assert found.tables["sexes"].states == (HIDDEN, HIDDEN, SHOWN, NONE)
    assert [cell.lower for cell in found.report.cells] == [0, 0]
    found.report.raise_for_leaks()


def test_the_zeros_of_a_small_total_are_hidden_with_it():
    cells = table("cells", ("lad", "year"), [("a", "1", 1), ("a", "2", 0), ("a", "3", 2), ("b", "1", 0), ("b", "2", 9)])
    totals = table("totals", ("lad",), [("a", 3), ("b", 9)])
    found = protect_edition([Submitted(table=one, rule=POLICE) for one in (cells, totals)])
    assert found.tables["cells"].states == (HIDDEN, HIDDEN, HIDDEN, SHOWN, SHOWN)
    assert found.tables["totals"].states == (HIDDEN, SHOWN)
    found.report.raise_for_leaks()


def test_a_year_that_the_last_edition_showed_counts_as_known():
    years = table("years", ("year",), [("2021", 34), ("2022", 3), ("2023", 60)])
    total = table("total", (), [(97,)])
    before = table("2022 edition", ("year",), [("2020", 50), ("2021", 34), ("2022", None)])
    submitted = [Submitted(table=one, rule=POLICE) for one in (years, total)]
    found = protect_edition(submitted, earlier=[before, table("other", (), [(5,)], universe="w")])
    assert found.tables["years"].states[1] is HIDDEN
    found.report.raise_for_leaks()
    told = table("2022 edition", ("year",), [("2022", 3)])
    leaking = protect_edition(submitted, earlier=[told])
    with pytest.raises(DisclosureError) as caught:
        leaking.report.raise_for_leaks()
    assert "u: year 2022 (from earlier 2022 edition)" in caught.value.where


def test_counts_that_do_not_belong_together_are_told():
    parts = table("parts", ("category",), [("violence", 60), ("other", 12)])
    found = protect_edition([Submitted(table=one, rule=POLICE) for one in (parts, table("t", (), [(50,)]))])
    assert found.untied == ("u: category violence beside the total",)


def test_clues_of_cells_that_no_table_holds_tell_nothing():
    clue = Clue(universe="u", cell=(("lad", "z"),), lower=3, upper=3, via="finding")
    found = protect_edition([Submitted(table=DISTRICTS, rule=POLICE)], clues=[clue])
    assert found.report.leaks == ()


def test_a_message_names_twenty_cells_and_tells_how_many_more():
    cells = tuple(HiddenCell(universe="u", cell=(("lad", str(at)),), lower=1, upper=1, required=2) for at in range(23))
    with pytest.raises(DisclosureError) as caught:
        AuditReport(cells=cells, solved=0).raise_for_leaks()
    assert caught.value.where.endswith("and 3 more")
    assert caught.value.where.count("lad") == 20
    AuditReport(cells=(), solved=0).raise_for_leaks()


@pytest.mark.parametrize(
    ("attacker", "zeros", "lower", "upper"),
    [
        (Attacker.TABLES, Zeros.SHOWN, [0, 0, 0, 0], [False] * 4),
        (Attacker.RULE, Zeros.SHOWN, [1, 1, 1, 0], [False] * 4),
        (Attacker.RULE, Zeros.SUPPRESSED, [0, 0, 0, 0], [False] * 4),
        (Attacker.ROLES, Zeros.SHOWN, [1, 5, 5, 0], [True, False, False, False]),
        (Attacker.ROLES, Zeros.SUPPRESSED, [0, 5, 5, 0], [True, False, False, True]),
    ],
)
def test_what_the_rule_tells_of_a_hidden_cell(attacker, zeros, lower, upper):
    system = linked_cells([table("t", ("lad",), [("a", 3), ("b", 40), ("c", 9), ("e", 0)])])
    rule = POLICE.model_copy(update={"attacker": attacker, "zeros": zeros})
    small = below_threshold(system.counts, rule)
    low, high = hidden_range(system, small, small, rule)
    assert low.tolist() == lower
    assert (high == 4).tolist() == upper
    enclosing = np.array([True, False, False, True])
    low, high = hidden_range(system, small | enclosing, small, rule, enclosing)
    assert low.tolist()[0] == 0
    assert (high[enclosing] == 4).all() == (attacker is Attacker.ROLES)


def test_an_attacker_who_knows_the_roles_learns_nothing_from_rounding_alone():
    system = linked_cells([table("t", ("lad",), [("a", 3), ("b", 40)])])
    rule = POLICE.model_copy(update={"action": Action.ROUND, "rounding_base": 5, "threshold": 0})
    low, _ = hidden_range(system, np.zeros(2, bool), np.zeros(2, bool), rule)
    assert low.tolist() == [0, 0]
