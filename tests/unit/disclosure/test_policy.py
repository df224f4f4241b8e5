"""The shipped rules are those of their authorities, and nothing that is left out or misspelt opens anything."""

from pathlib import Path

import pytest

from verity.disclosure.policy import SHIPPED, Action, ProtectedRule, ShownRule, Zeros, allows_area, read_policy
from verity.model.areas import Level
from verity.model.errors import DisclosureError
from verity.model.releases import EditionKind

POLICY = read_policy()
POLICE = (SHIPPED / "police.toml").read_text("utf-8")
RESTRICTED = (
    "police_offences", "police_victims", "police_suspects", "hospital_admissions", "emergency_attendances_hes",
    "emergency_attendances_ecds", "ambulance_callouts",
)  # fmt: skip


def written(folder: Path, text: str, name: str = "police.toml") -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder


def refused(folder: Path, *told: str) -> None:
    with pytest.raises(DisclosureError) as caught:
        read_policy(folder)
    for one in told:
        assert one in str(caught.value)
    assert caught.value.do_this


@pytest.mark.parametrize("source", ["hospital_admissions", "emergency_attendances_hes", "emergency_attendances_ecds"])
@pytest.mark.parametrize("edition", ["public", "partner"])
def test_hospital_counts_of_1_to_7_are_hidden_and_others_rounded_to_5(source, edition):
    rule = POLICY.rule([source], edition)
    assert rule.action is Action.SUPPRESS_THEN_ROUND
    assert (rule.threshold, rule.rounding_base, rule.zeros) == (7, 5, Zeros.SHOWN)
    assert rule.minimum_events == 10


@pytest.mark.parametrize("source", RESTRICTED)
def test_records_are_protected_outside_the_team_and_shown_within(source):
    for edition in ("public", "partner"):
        rule = POLICY.rule([source], edition)
        assert rule.threshold >= 4
        assert rule.minimum_events == 10
    assert isinstance(POLICY.rule([source], "restricted"), ShownRule)
    assert not allows_area(POLICY.rule([source], "public"), Level.LSOA)
    assert allows_area(POLICY.rule([source], "public"), Level.LAD)
    assert allows_area(POLICY.rule([source], "partner"), Level.LSOA)


def test_open_data_are_shown_in_every_edition():
    for edition in EditionKind:
        rule = POLICY.rule(["police_uk_street", "population_lad"], edition.value)
        assert isinstance(rule, ShownRule)
        assert allows_area(rule, Level.LSOA)


@pytest.mark.parametrize("edition", ["public", "partner"])
def test_two_agencies_make_a_linked_cohort(edition):
    rule = POLICY.rule(["police_victims", "hospital_admissions", "population_lad"], edition)
    assert (rule.threshold, rule.rounding_base, rule.zeros) == (9, 5, Zeros.SUPPRESSED)
    assert not allows_area(rule, Level.WARD)
    assert not allows_area(rule, Level.LSOA)
    assert rule.action is Action.SUPPRESS_THEN_ROUND
    assert rule.protection_width == 4
    alone = POLICY.rule(["police_victims", "population_lad"], edition)
    assert alone == POLICY.rule(["police_victims"], edition)


def test_what_is_not_known_stops():
    census, press, nothing = (["census_1801"], "public"), (["police_victims"], "press"), ([], "public")
    for (sources, edition), where in ((census, "census_1801"), (press, "press"), (nothing, "disclosure")):
        with pytest.raises(DisclosureError) as caught:
            POLICY.rule(sources, edition)
        assert where in caught.value.where
        assert caught.value.expected
        assert caught.value.found
        assert caught.value.do_this


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('action = "suppress"', 'action = "hide"', "action"),
        ("threshold = 4", "treshold = 4", "treshold"),
        ("threshold = 4", "threshold = 4\nlenient = true", "lenient"),
        ("threshold = 4\n", "", "threshold"),
        ("threshold = 4", "threshold = 0", "threshold above 0"),
        ("threshold = 4", "threshold = -1", "threshold"),
        ("rounding_base = 1", "rounding_base = 5", "rounding base"),
        ("protection_width = 2", "protection_width = 4", "protection_width"),
        ('minimum_area = "lad"', 'minimum_area = "street"', "minimum_area"),
        ("[partner]", "[partners]", "partner"),
        ('schema = "verity.disclosure/1"', 'schema = "verity.disclosure/9"', "schema"),
        ('agency = "police"', "agency = ", "TOML"),
        ('  "police_suspects",', '  "police_victims",', "police_victims"),
    ],
)
def test_a_mistake_in_a_file_stops(tmp_path, before, after, told):
    assert before in POLICE
    refused(written(tmp_path, POLICE.replace(before, after)), told)


def test_restricted_sources_are_never_shown_as_counted(tmp_path):
    head, rest = POLICE.split("[public]")
    partner = rest.split("[partner]")[1]
    text = f'{head}[public]\naction = "show"\n[partner]{partner}'
    refused(written(tmp_path, text), "cannot be shown as counted in the public edition")


def test_a_count_above_the_threshold_is_not_rounded_to_zero(tmp_path):
    text = POLICE.replace('action = "suppress"', 'action = "suppress-then-round"')
    text = text.replace("threshold = 4", "threshold = 3").replace("rounding_base = 1", "rounding_base = 20")
    refused(written(tmp_path, text), "rounded to zero")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("threshold = 9", "threshold = 8", "below 10"),
        ('minimum_area = "lad"', 'minimum_area = "ward"', "below the district"),
        ('map_area = "lad"', 'map_area = "lsoa"', "below the district"),
    ],
)
def test_no_file_lowers_what_holds_for_linked_cohorts(tmp_path, before, after, told):
    text = (SHIPPED / "linked.toml").read_text("utf-8")
    refused(written(tmp_path, text.replace(before, after), "linked.toml"), told)


def test_linked_cohorts_may_be_shown_within_the_team(tmp_path):
    written(tmp_path, (SHIPPED / "linked.toml").read_text("utf-8"), "linked.toml")
    assert isinstance(read_policy(tmp_path).rule(["linked_cohort"], "restricted"), ShownRule)


def test_a_folder_without_files_and_a_source_named_twice_stop(tmp_path):
    refused(tmp_path, "no policy file")
    written(tmp_path, POLICE)
    refused(written(tmp_path, POLICE, "again.toml"), "police_offences", "twice")


def test_rounding_alone_is_a_rule(tmp_path):
    text = POLICE.replace('action = "suppress"', 'action = "round"')
    text = text.replace("threshold = 4", "threshold = 0").replace("rounding_base = 1", "rounding_base = 5")
    policy = read_policy(written(tmp_path, text))
    rule = policy.rule(["police_offences"], "public")
    assert isinstance(rule, ProtectedRule)
    assert rule.rounds
    assert not rule.suppresses
