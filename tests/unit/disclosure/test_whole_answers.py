"""What parts of the gate give back: reports joined, clues named, families looked up, missing groups kept."""

import numpy as np
import pandas as pd

from verity.disclosure.audit import AuditReport, HiddenCell
from verity.disclosure.clues import clues_of_classes
from verity.disclosure.gate import release_edition
from verity.disclosure.policy import read_policy
from verity.disclosure.primary import class_disclosed
from verity.model.contracts import Sensitivity
from verity.model.definitions import Definition
from verity.model.measures import Measure, MeasureTable, PlaceBasis, Quantity, Unit
from verity.model.releases import EditionKind

POLICE = read_policy().rule(["police_offences"], "public")


def test_a_joined_report_holds_the_cells_and_the_work_of_both():
    cell = HiddenCell(universe="u", cell=(("lad", "a"),), lower=1, upper=4, required=2)
    other = HiddenCell(universe="v", cell=(("lad", "b"),), lower=3, upper=3, required=2)
    joined = AuditReport(cells=(cell,), solved=2).joined(AuditReport(cells=(other,), solved=3))
    assert joined.cells == (cell, other)
    assert joined.solved == 5
    assert joined.leaks == (other,)


def test_a_clue_of_a_map_says_of_what_and_from_where():
    (clue,) = clues_of_classes("u", [(("lsoa", "x"),)], np.array([1]), {1: (5, 9)})
    assert (clue.universe, clue.cell, clue.lower, clue.upper, clue.via) == ("u", (("lsoa", "x"),), 5, 9, "map class")


def test_a_group_that_is_missing_is_a_group_of_its_own():
    frame = pd.DataFrame({"lad": [None, None, "b", "b"], "sex": ["f", "m"] * 2, "count": [12, 0, 7, pd.NA]})
    assert class_disclosed(frame, ["lad"], POLICE).tolist() == [True, True, True, True]


def definition(name, *codes, family="police"):
    return Definition(id=name, title=name, authority="a test", codes={family: frozenset(codes)})


def districts(name, counts):
    asked = Measure(
        id=name, title=name, quantity=Quantity.RECORDS, sources=("police_offences",), unit=Unit.CRIME,
        feed="police_offence", definition=name, place_basis=PlaceBasis.OCCURRENCE, breakdowns=("lad",), period="2023",
    )  # fmt: skip
    frame = pd.DataFrame({"lad": ["a", "b", "c"], "count": pd.array(counts, dtype="Int64")})
    return MeasureTable(measure=asked, frame=frame)


def hidden(families):
    tables = [districts("whole", [20, 50, 60]), districts("part", [18, 30, 40])]
    found, _ = release_edition(
        tables, {"police_offences": Sensitivity.RESTRICTED}, EditionKind.PUBLIC, families=families,
        definitions={"whole": definition("whole", "8N", "105A"), "part": definition("part", "8N")},
    )  # fmt: skip
    return {
        (name, lad) for name in found
        for lad, state in zip(found[name].frame["lad"], found[name].frame["state"], strict=True)
        if state == "suppressed"
    }  # fmt: skip


def test_what_a_definition_holds_beyond_another_is_protected_in_the_family_of_its_feed():
    """20 of the whole and 18 of the part leave 2 that neither table shows."""
    told = hidden({"police_offence": "police"})
    assert {("whole", "a"), ("part", "a")} & told
    assert not hidden({"police_offence": "admission"}), "no code of that family lies in another"
