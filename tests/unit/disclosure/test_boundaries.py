"""What a rule, a clue, a message or a file does exactly at its edge, where a small change would go unseen elsewhere."""

import numpy as np
import pandas as pd
import pytest

from verity.disclosure.audit import AuditReport, HiddenCell, audit, hidden_range, narrowed
from verity.disclosure.clues import Clue, count_interval_from_crude_rate, count_interval_from_rate
from verity.disclosure.constraints import CountTable, cells_of, linked_cells
from verity.disclosure.gate import release_edition
from verity.disclosure.ledger import LEDGER, ledger_text, read_ledger
from verity.disclosure.policy import Action, Attacker, read_policy, strictest
from verity.disclosure.primary import below_threshold, class_disclosed, dominated
from verity.disclosure.protection import Submitted, protect_edition
from verity.disclosure.rounding import range_of_rounded, range_of_shown, rounded
from verity.methods.intervals import poisson_interval
from verity.model.areas import Level
from verity.model.contracts import Sensitivity
from verity.model.errors import DisclosureError, ValidityError
from verity.model.measures import Change, Measure, MeasureTable, PlaceBasis, Quantity, Rate, Share, Statistic, Unit
from verity.model.releases import EditionKind

POLICY = read_policy()
POLICE = POLICY.rule(["police_offences"], "public")
HOSPITAL = POLICY.rule(["hospital_admissions"], "public")
SOURCES = {
    "police_offences": Sensitivity.RESTRICTED, "hospital_admissions": Sensitivity.RESTRICTED,
    "police_uk_street": Sensitivity.OPEN,
}  # fmt: skip


def cell(name="a", *, required=2, via=()):
    return HiddenCell(universe="u", cell=(("lad", name),), lower=3, upper=3, required=required, via=via)


def message(*cells):
    with pytest.raises(DisclosureError) as caught:
        AuditReport(cells=cells, solved=0).raise_for_leaks()
    return caught.value.where


def test_a_message_names_each_leak_and_where_clues_stand():
    assert message(cell()) == "u: lad a"
    assert message(cell(via=("rate", "map")), cell("b"), cell("c", required=0)) == "u: lad a (from rate, map); u: lad b"


def test_a_message_names_twenty_cells_and_counts_the_others():
    twenty = [cell(str(n)) for n in range(20)]
    assert message(*twenty).endswith("lad 19")
    assert message(*twenty, cell("x"), cell("y")).endswith("lad 19; and 2 more")


def table(name, columns, rows, **more):
    frame = pd.DataFrame(rows, columns=[*columns, "count"]).astype({"count": "Int64"})
    return CountTable(id=name, universe="u", columns=columns, frame=frame, **more)


ROWS = [("a", 3), ("b", 40), ("c", 9)]
PAIR = [table("lads", ("lad",), ROWS), table("total", (), [(52,)])]
SYSTEM = linked_cells(PAIR)
A = (("lad", "a"),)


@pytest.mark.parametrize(
    ("told", "bounds"),
    [((0, 3), (0, 3)), ((3, 9), (3, 9)), ((1, 4), (1, 4)), ((4, 9), (3, 3)), ((0, 2), (3, 3))],
)
def test_a_clue_that_fits_narrows_and_one_that_does_not_is_full_knowledge(told, bounds):
    clue = Clue(universe="u", cell=A, lower=told[0], upper=told[1], via="x")
    size = len(SYSTEM.counts)
    lower, upper, via = narrowed(SYSTEM, np.zeros(size, np.int64), np.full(size, 99), [clue, clue])
    at = SYSTEM.index[A]
    assert (lower[at], upper[at]) == bounds
    assert via == {at: ("x", "x")}


def test_ranges_are_whole_numbers():
    small = below_threshold(SYSTEM.counts, POLICE)
    for one in hidden_range(SYSTEM, small, small, POLICE):
        assert one.dtype == np.int64
    rounding = POLICE.model_copy(update={"action": Action.ROUND, "rounding_base": 5})
    assert below_threshold(SYSTEM.counts, rounding).dtype == bool
    assert rounded(np.array([7.0]), 5).dtype == np.int64
    assert all(one.dtype == np.int64 for one in range_of_rounded(np.array([10.0]), 5))
    assert all(one.dtype == np.int64 for one in range_of_shown(np.array([10.0]), POLICE))


def test_an_exact_audit_reports_the_whole_range_and_another_stops_when_it_is_wide_enough():
    hidden = np.array([True, True, False, False])
    known = {
        "universe": "u", "hidden": hidden, "required": np.full(4, 2), "lower": np.where(hidden, 0, SYSTEM.counts),
        "upper": np.where(hidden, 99, SYSTEM.counts),
    }  # fmt: skip
    exact, quick = audit(SYSTEM, **known), audit(SYSTEM, **known, exact=False)
    assert [(one.lower, one.upper) for one in exact.cells] == [(0, 43), (0, 43)]
    assert exact.solved == 2
    assert quick.solved < exact.solved
    assert quick.leaks == ()


def test_a_shown_count_of_a_rule_that_hides_is_above_the_threshold():
    assert [one.tolist() for one in range_of_shown([0, 5, 10, 15], HOSPITAL)] == [[0, 8, 8, 13], [0, 7, 12, 17]]
    assert [one.tolist() for one in range_of_shown([0, 1, 9], POLICE)] == [[0, 5, 9], [0, 1, 9]]


def test_a_printed_rate_includes_the_halves_at_both_ends():
    assert count_interval_from_crude_rate(2.0, decimals=0, multiplier=1000, population=2000) == (3, 5)
    assert count_interval_from_crude_rate(0.0, decimals=0, multiplier=1000, population=2000) == (0, 1)


def test_a_rate_is_per_one_where_no_multiplier_is_given():
    limits = poisson_interval(12.0)
    printed = [round(float(one) / 40, 3) for one in (12.0, limits.lower, limits.upper)]
    assert count_interval_from_rate(*printed, decimals=3, population=40.0) == (12, 12)
    assert all(isinstance(one, int) for one in count_interval_from_rate(*printed, decimals=3, population=40.0))


def test_released_counts_come_back_with_their_base_and_their_keys_as_text(tmp_path):
    one = table("é", ("year", "lad"), [("2019", "a", 5), ("2020", "b", None)], fixed={"sex": ("f", "m")}, base=5)
    (tmp_path / LEDGER).write_text(ledger_text([one]), "utf-8")
    (read,) = read_ledger(tmp_path)
    assert (read.id, read.base, read.fixed, read.columns) == ("é", 5, {"sex": ("f", "m")}, ("year", "lad"))
    assert cells_of(read) == cells_of(one)
    assert read.frame["year"].tolist() == ["2019", "2020"]
    assert str(read.frame["count"].dtype) == "Int64"
    assert "é" in ledger_text([one])


def test_the_strictest_of_several_rules_takes_the_widest_areas_and_the_best_informed_attacker():
    def changed(**given):
        return POLICE.model_copy(update=given)

    for name in ("map_area", "minimum_area"):
        found = strictest([changed(**{name: one}) for one in (Level.LSOA, Level.LAD, Level.LSOA)])
        assert getattr(found, name) is Level.LAD
    for names in ((Attacker.TABLES, Attacker.RULE), (Attacker.RULE, Attacker.ROLES), (Attacker.ROLES, Attacker.TABLES)):
        assert strictest([changed(attacker=one) for one in names]).attacker is max(names, key=list(Attacker).index)


def test_each_edition_has_its_own_rule():
    police = POLICY.of("police_offences")
    assert police.rule(EditionKind.RESTRICTED) is police.restricted
    assert police.rule(EditionKind.PARTNER) is police.partner
    assert police.rule(EditionKind.PUBLIC) is police.public


def test_the_p_ratio_and_the_smallest_group_at_their_edges():
    only_p = POLICE.model_copy(update={"dominance_share_pct": 100.0})
    assert dominated(np.array([[1000.0, 500.0]] * 2), np.array([1599.5, 1600.0]), only_p).tolist() == [True, False]
    frame = pd.DataFrame({"lad": ["a", "a"], "sex": ["f", "m"], "count": [1, 0]})
    assert class_disclosed(frame, ["lad"], POLICE).tolist() == [True, True]
    texts = frame.astype({"count": "Int64"}).assign(count=pd.array([21, None], dtype="Int64"))
    assert class_disclosed(texts, ["lad"], POLICE).tolist() == [False, False]


def test_nothing_is_never_hidden_to_protect_another_where_zeros_are_shown():
    rows = [("a", 3), ("b", 0), ("c", 40)]
    found = protect_edition(
        [Submitted(table=one, rule=POLICE) for one in (table("lads", ("lad",), rows), table("total", (), [(43,)]))]
    )
    assert found.tables["lads"].counts.isna().tolist() == [True, False, True]
    assert str(found.tables["lads"].counts.dtype) == "Int64"


def test_a_small_difference_that_no_table_shows_is_protected():
    """48 and 70 of 120: the 2 elsewhere in the ward would be told by the three together."""
    free = POLICE.model_copy(update={"minimum_area": Level.LSOA})
    tables = [table("lsoas", ("lsoa",), [("x", 70), ("y", 48)]), table("ward", ("ward",), [("w", 120)])]
    found = protect_edition(
        [Submitted(table=one, rule=free) for one in tables],
        nestings={"lsoa": {"ward": {"x": "w", "y": "w"}}}, exact=True,
    )  # fmt: skip
    assert found.tables["lsoas"].counts.isna().any() or found.tables["ward"].counts.isna().any()
    assert found.report.leaks == ()
    rest = [one for one in found.report.cells if one.cell[-1][0] == "remainder beside"]
    assert [one.required for one in rest] == [2]
    assert all(one.upper - one.lower >= 2 for one in rest)


def released(frame, *, source="police_uk_street", kind=EditionKind.PUBLIC, name="m", **given):
    fields = {
        "title": "A measure", "quantity": Quantity.RECORDS, "sources": (source,), "unit": Unit.CRIME,
        "place_basis": PlaceBasis.OCCURRENCE, "breakdowns": ("lad",), "period": "2023",
    }  # fmt: skip
    asked = Measure(id=name, **(fields | given))
    table = MeasureTable(measure=asked, frame=pd.DataFrame(frame))
    return release_edition([table], SOURCES, kind)[0][name]


def test_a_release_says_its_edition_and_its_policy():
    frame = {"lad": ["a", "b"], "count": pd.array([30, 40], dtype="Int64")}
    opened = released(frame)
    assert opened.policy == "open data: shown as published"
    assert opened.edition is EditionKind.PUBLIC
    assert opened.frame.columns.tolist() == ["lad", "count", "state"]
    police = released(frame, source="police_offences", feed="f")
    assert police.policy == "public edition: counts of 1 to 4 suppressed, audited; no figures below lad"
    hospital = released(frame, source="hospital_admissions", feed="f", kind=EditionKind.PARTNER)
    assert "counts of 1 to 7 suppressed, others rounded to 5, audited" in hospital.policy
    restricted = released(frame, source="police_offences", feed="f", kind=EditionKind.RESTRICTED)
    assert restricted.policy == "restricted edition: not for publication, before disclosure control"


def test_a_rate_without_a_population_is_no_table():
    with pytest.raises(ValidityError, match="not what its measure declares"):
        released({"lad": ["a"], "count": [5]}, rate=Rate(denominator="residents", denominator_period="2021"))


def test_a_share_of_a_group_with_an_unknown_count_or_name():
    frame = {"lad": ["a", "a", None, None], "kind": ["x", "y", "x", "y"], "count": [3, None, 30, 10]}
    found = released(
        pd.DataFrame(frame).astype({"count": "Int64"}), breakdowns=("lad", "kind"),
        share=Share(within=("lad",), base="all"),
    ).frame  # fmt: skip
    assert found["share_pct"].isna().tolist() == [True, True, False, False]
    assert found["share_pct"].tolist()[2:] == [75.0, 25.0]


def test_nestings_that_the_build_gives_tie_tables_of_areas():
    districts = {"lad": ["a", "b", "c", "d"], "count": pd.array([3, 60, 40, 50], dtype="Int64")}
    regions = {"region": ["r", "s"], "count": pd.array([63, 90], dtype="Int64")}
    both = [
        MeasureTable(
            measure=Measure(
                id=name, title=name, quantity=Quantity.RECORDS, sources=("police_offences",), unit=Unit.CRIME,
                feed="police_offence", place_basis=PlaceBasis.OCCURRENCE, breakdowns=(name,), period="2023",
            ),
            frame=pd.DataFrame(frame),
        )
        for name, frame in {"lad": districts, "region": regions}.items()
    ]  # fmt: skip
    apart, _ = release_edition(both, SOURCES, EditionKind.PUBLIC)
    assert apart["lad"].frame["count"].isna().tolist() == [True, False, True, False], "beside their common total"
    nests = {"lad": {"region": {"a": "r", "b": "r", "c": "s", "d": "s"}}}
    tied, _ = release_edition(both, SOURCES, EditionKind.PUBLIC, nestings=nests)
    districts, regions = (tied[name].frame["count"].isna().tolist() for name in ("lad", "region"))
    assert districts[0]
    assert districts[1] or regions[0], "63 less 60 is 3"


def test_a_list_of_codes_is_shown_and_a_value_over_records_goes_with_its_count():
    codes = released(
        {"code": ["104"], "words": ["assault"]}, breakdowns=("code",), quantity=Quantity.CODE_LIST,
        statistic=Statistic.CODE_LIST,
    ).frame  # fmt: skip
    assert codes["state"].tolist() == ["shown"]
    harm = released(
        {"kind": ["x", "y"], "count": [30, 3], "value": [2.5, 1.5]}, source="police_offences", feed="f",
        breakdowns=("kind",), quantity=Quantity.REPEATS, statistic=Statistic.VALUE,
    ).frame  # fmt: skip
    assert harm["state"].tolist() == ["shown", "suppressed"]
    assert harm["value"].isna().tolist() == [False, True]


def test_parts_of_a_total_that_no_table_shows_are_tied_to_none():
    parts = table("parts", ("lad", "year"), [("a", "1", 4), ("a", "2", 5), ("b", "1", 6)])
    system = linked_cells([parts, table("totals", ("lad",), [("a", 9)])])
    row = system.matrix.toarray()
    assert row.tolist() == [[1, 1, 0, -1]]


def test_a_share_of_everything_and_a_change_of_what_was_not_there_before():
    whole = released({"lad": ["a", "b"], "count": [30, 70]}, share=Share(within=(), base="all")).frame
    assert whole["base"].tolist() == [100, 100]
    new = released(
        {"lad": ["a", "a", "b"], "year": [2010, 2020, 2020], "count": [100, 110, 5]}, breakdowns=("lad", "year"),
        change=Change(across="year"),
    ).frame  # fmt: skip
    assert new["change"].tolist() == [pd.NA, 10, pd.NA]
