"""The chapter on prevention: entries beside what they rest on, counted, dated, and nothing claimed beyond it."""

import datetime as dt

import pytest

from verity.chapters.chapter import ChapterContent, Gap, Prose, Section, Show
from verity.chapters.prevention.chapter import with_prevention
from verity.exhibits.exhibit import Cell, Exhibit, ExhibitTable, Kind, TableColumn
from verity.exhibits.numbering import number_exhibits
from verity.findings.finding import Finding
from verity.model.errors import SettingsError
from verity.model.registers import (
    Approach,
    Effect,
    Factor,
    FactorLevel,
    Impact,
    Recommendation,
    Registers,
    Status,
)

AS_OF = dt.date(2026, 3, 1)
EXHIBIT = Exhibit(
    id="by-place", kind=Kind.TABLE, title="Half lie in one town", subtitle="Offences, 2025", alt_text="",
    source_line="Source: the force.",
    table=ExhibitTable(
        columns=(TableColumn("place", "Place"), TableColumn("count", "Offences")),
        rows=((Cell("A", "A"), Cell(12, "12")),),
    ),
)  # fmt: skip
FINDING = Finding(
    id="place.most", measure="m", area="Here", period="2025", value=50.0, unit="per cent", base="offences",
    exhibit="by-place", words="Half of the offences were recorded in A.",
)  # fmt: skip


def chapter(one, number):
    return ChapterContent(
        id=one, number=number, title="Places", findings=(FINDING,) if number == "3.1" else (),
        sections=(Section(id=f"{one}-s", title="S", blocks=(Show("by-place"),) if number == "3.1" else ()),),
        exhibits=(EXHIBIT,) if number == "3.1" else (),
    )  # fmt: skip


BODY = (chapter("places", "3.1"), chapter("planted", "A"))


def recommendation(one, **given):
    fields = {"text": f"Do {one}.", "owner": "the force", "due": dt.date(2026, 6, 1), "status": Status.AGREED}
    return Recommendation(id=one, **fields | given)


def approach(one, impact, name="Clubs", retrieved=dt.date(2026, 1, 1), **given):
    return Approach(id=one, approach=name, impact=impact, source="A toolkit", retrieved=retrieved, **given)


def composed(**entered):
    chapters = with_prevention(BODY, Registers(**entered), {"by-place.count.a": "12"}, AS_OF)
    assert number_exhibits(chapters)["by-place"] == "Table 1"
    return next(one for one in chapters if one.id == "prevention")


def texts(content, exhibit):
    table = next(one for one in content.exhibits if one.id == exhibit).table
    return [tuple(cell.text for cell in row) for row in table.rows]


def test_it_stands_after_the_last_numbered_chapter_and_before_the_appendices():
    chapters = with_prevention(BODY, Registers(), {}, AS_OF)
    assert [(one.id, one.number) for one in chapters] == [("places", "3.1"), ("prevention", "4"), ("planted", "A")]


def test_empty_registers_are_said_to_be_empty():
    content = composed()
    said = [block.text for section in content.sections for block in section.blocks if isinstance(block, Gap)]
    assert len(said) == len(content.sections) == 3
    assert any(text.startswith("No recommendation has been entered yet;") for text in said)
    assert content.exhibits == ()


def test_what_a_recommendation_rests_on_is_quoted_and_linked():
    content = composed(recommendations=(recommendation("R1", evidence=("place.most", "by-place", "by-place.count.a")),))
    assert texts(content, "recommendations-evidence") == [
        ("R1", "Table 1", FINDING.words),
        ("R1", "Table 1", "Half lie in one town."),
        ("R1", "Table 1", "12: Half lie in one town."),
    ]
    told = [block.text for section in content.sections for block in section.blocks if isinstance(block, Prose)]
    assert "The numbers stand here: for R1, {by-place}." in told


@pytest.mark.parametrize("name", ["place.mots", "by-place.count.b", "nothing"])
def test_a_name_that_nothing_bears_stops_the_build(name):
    with pytest.raises(SettingsError) as error:
        composed(recommendations=(recommendation("R1", evidence=(name,)),))
    assert error.value.found == name
    assert error.value.where == "registers/recommendations.csv, R1, findings"
    with pytest.raises(SettingsError):
        composed(factors=(factor("F1", measure=name),))


def test_the_nearest_name_is_offered():
    with pytest.raises(SettingsError) as error:
        composed(recommendations=(recommendation("R1", evidence=("place.mots",)),))
    assert "place.most" in error.value.do_this


def test_what_is_overdue_is_counted_and_named():
    content = composed(recommendations=(
        recommendation("R1", due=AS_OF), recommendation("R2", due=dt.date(2026, 2, 28)),
        recommendation("R3", due=dt.date(2025, 1, 1), status=Status.DONE),
    ))  # fmt: skip
    assert [row[-1] for row in texts(content, "recommendations-register")] == ["no", "yes", "no"]
    assert {row[0]: row[1:] for row in texts(content, "recommendations-status")} == {
        "proposed": ("0", "0"), "agreed": ("2", "1"), "in progress": ("0", "0"), "done": ("1", "0"),
        "dropped": ("0", "0"), "all": ("3", "1"),
    }  # fmt: skip
    told = [block.text for section in content.sections for block in section.blocks if isinstance(block, Prose)]
    assert "1 recommendation is overdue: R2." in told


def factor(one, **given):
    return Factor(id=one, factor="Poverty", effect=Effect.RISK, level=FactorLevel.COMMUNITY, source="A book", **given)


def test_a_factor_is_set_beside_its_number_or_said_to_be_unmeasured():
    content = composed(factors=(factor("F1", measure="place.most"), factor("F2")))
    assert [row[4] for row in texts(content, "risk-factors")] == [FINDING.words, "not measured in this edition"]
    assert content.exhibits[0].title.startswith("1 of 2 factors")


def test_old_ratings_are_said_to_be_old_from_the_day_after_180():
    day = AS_OF - dt.timedelta(days=180)
    content = composed(approaches=(
        approach("W1", Impact.LOW, retrieved=day),
        approach("W2", Impact.LOW, "Other", retrieved=day - dt.timedelta(days=1)),
    ))  # fmt: skip
    assert content.exhibits[0].notes[-1].endswith("to be looked up again: W2.")


def test_a_rating_is_quoted_beside_what_rests_on_it():
    content = composed(
        approaches=(approach("W1", Impact.LOW),), recommendations=(recommendation("R1", approaches=("W1",)),)
    )
    assert texts(content, "recommendations-evidence") == [("R1", "W1", "Clubs: low (A toolkit).")]


@pytest.mark.parametrize(
    ("cited", "entered"),
    [
        (("W9",), (approach("W1", Impact.LOW),)),
        (("W1",), (approach("W1", Impact.HARMFUL),)),
        (("W1",), (approach("W1", Impact.HIGH), approach("W2", Impact.NO_EFFECT, "clubs"))),
    ],
    ids=["not entered", "harmful", "another rating left out"],
)
def test_a_recommendation_may_not_claim_more_than_its_evidence(cited, entered):
    with pytest.raises(SettingsError, match="claims more"):
        composed(approaches=entered, recommendations=(recommendation("R1", approaches=cited),))
    closed = recommendation("R1", approaches=cited, status=Status.DROPPED, reason="It harms.")
    if cited != ("W9",):
        composed(approaches=entered, recommendations=(closed,))


def test_both_ratings_cited_or_ratings_that_agree_are_let_through():
    differ = (approach("W1", Impact.HIGH), approach("W2", Impact.NO_EFFECT))
    composed(approaches=differ, recommendations=(recommendation("R1", approaches=("W1", "W2")),))
    agree = (approach("W1", Impact.HIGH), approach("W2", Impact.HIGH))
    composed(approaches=agree, recommendations=(recommendation("R1", approaches=("W1",)),))


def test_progress_tells_where_each_came_from_and_why_one_was_dropped():
    content = composed(recommendations=(
        recommendation("R1", carried_forward_from=("P1", "P2"), progress="Half done."),
        recommendation("R2", status=Status.DROPPED, reason="No money.", progress="Begun."),
        recommendation("R3"),
    ))  # fmt: skip
    assert texts(content, "recommendations-progress") == [
        ("R1", "P1, P2", "agreed", "Half done."),
        ("R2", "new", "dropped", "No money."),
        ("R3", "new", "agreed", "none"),
    ]  # fmt: skip
    without = composed(recommendations=(recommendation("R1"),))
    assert isinstance(without.sections[-1].blocks[0], Gap)
