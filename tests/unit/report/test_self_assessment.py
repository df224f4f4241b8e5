"""The self-assessment: every item decided, checks that can fail, the RAP level as what is shown allows."""

import dataclasses

import pytest

from verity.exhibits.exhibit import Cell, Exhibit, ExhibitTable, Kind, TableColumn
from verity.model.releases import CellState
from verity.report.checks import content, form, validity
from verity.report.checks.outcome import State
from verity.report.reading_age import reading_age, syllables
from verity.report.self_assessment import (
    CHECKS,
    Assessed,
    AssessedGroup,
    Item,
    SelfAssessment,
    checklist,
    self_assessment,
)


def changed(edition, **fields):
    """The sample edition with its first exhibit changed."""
    first, *rest = edition.chapters
    exhibit, *others = first.exhibits
    return dataclasses.replace(
        edition,
        chapters=(dataclasses.replace(first, exhibits=(dataclasses.replace(exhibit, **fields), *others)), *rest),
    )


def only(edition, exhibit, **fields):
    """The sample edition with one exhibit alone."""
    chapter = dataclasses.replace(edition.chapters[0], exhibits=(exhibit,), findings=())
    return dataclasses.replace(edition, chapters=(chapter,), numbers={exhibit.id: "Table 1"}, **fields)


def test_every_item_has_an_id_of_its_own_and_a_way_to_be_known():
    items = [item for _, group in checklist() for item in group]
    ids = [item.id for item in items]
    assert len(ids) == len(set(ids)) >= 70
    assert {item.proof for item in items} == {"build", "product", "attested", "not yet"}
    assert {item.check for item in items if item.proof == "build"} == set(CHECKS)
    assert all(item.asks.endswith(".") and item.id.split("-")[0] in
               {"SVD", "SNA", "HNA", "RAP", "COP", "ACC", "XLS", "SDC", "STAT", "IG"} for item in items)  # fmt: skip


def test_what_a_person_must_vouch_for_is_never_met(sample_edition):
    for group in self_assessment(sample_edition).groups:
        for one in group.items:
            assert one.words
            if one.item.proof in {"attested", "not yet"}:
                assert one.state in {State.NOT_ATTESTED, State.NOT_YET}


@pytest.mark.parametrize(
    ("check", "fields"),
    [(form.notes_everywhere, {"notes": ()}),
     (form.alternative_text, {"alt_text": " ", "chart": {"mark": "bar"}}),
     (form.table_headings, {"table": ExhibitTable(columns=(TableColumn("a", " "),), rows=())}),
     (form.cells_filled, {"table": ExhibitTable(columns=(TableColumn("a", "A"),), rows=((Cell(None, " "),),))}),
     (form.states_explained, {"table": ExhibitTable(columns=(TableColumn("a", "A"),),
                                                    rows=((Cell(None, "–", CellState.SUPPRESSED),),))}),
     (validity.no_causal_words, {"title": "Rain caused offences"}),
     (form.tidy_data, {"table": ExhibitTable(columns=(TableColumn("a", "A"), TableColumn("a", "B")), rows=())})],
    ids=lambda one: getattr(one, "__name__", ""),
)  # fmt: skip
def test_a_check_of_form_fails_for_the_exhibit_that_is_wrong(sample_edition, check, fields):
    sound = changed(sample_edition, notes=("A note.",))
    assert check(sound).state is State.MET
    failed = check(changed(sound, **fields))
    assert failed.state is State.NOT_MET
    assert "sample-table" in failed.words


def test_numbers_that_skip_or_repeat_are_found(sample_edition):
    assert form.numbers_unbroken(sample_edition).state is State.MET
    for wrong in ("Table 2", "Table 99", ""):
        numbers = {**sample_edition.numbers, "sample-table": wrong}
        assert form.numbers_unbroken(dataclasses.replace(sample_edition, numbers=numbers)).state is State.NOT_MET


@pytest.mark.parametrize(("half_width", "state"), [(18.6, State.MET), (8.05, State.NOT_MET)])
def test_an_interval_narrower_than_its_count_allows_is_found(sample_edition, half_width, state):
    """2,876.4 per 100,000 on 92,896 events cannot be known to better than 18.5 either way."""
    names = ("count", "dsr_per_100k", "lower_95", "upper_95")
    values = (92_896, 2876.4, 2876.4 - half_width, 2876.4 + half_width)
    table = ExhibitTable(
        columns=(TableColumn("area_name", "Area"), *(TableColumn(one, one) for one in names)),
        rows=((Cell("County", "County"), *(Cell(one, str(one)) for one in values)),),
    )
    exhibit = Exhibit(id="rates", kind=Kind.TABLE, title="t", subtitle="s", table=table, alt_text="", source_line="x",
                      notes=("Standardised to the European Standard Population 2013.",))  # fmt: skip
    edition = only(sample_edition, exhibit)
    assert validity.intervals_possible(edition).state is state
    assert validity.standard_population_named(edition).state is State.MET
    assert validity.standard_population_named(only(sample_edition, dataclasses.replace(exhibit, notes=()))).state is (
        State.NOT_MET
    )


def test_a_recommendation_owes_its_fields_and_its_findings(sample_edition):
    row = {"id": "R1", "owner": "o", "action": "a", "measure": "m", "due": "2025", "status": "open", "findings": "most"}

    def given(**fields):
        return dataclasses.replace(sample_edition, recommendations=({**row, **fields},))

    assert content.recommendations_complete(given()).state is State.MET
    assert content.recommendations_complete(given(owner=" ")).state is State.NOT_MET
    assert content.recommendations_traceable(given(findings="most; no-such")).words.endswith("R1.")
    assert content.recommendations_complete(sample_edition).state is State.NOT_APPLICABLE


def test_front_matter_is_partly_there(sample_edition):
    outcome = content.front_matter(sample_edition)
    assert outcome.state is State.PARTLY
    assert "Lacking: scope, partners, authors, version, next review." in outcome.words


def test_a_definition_that_a_finding_names_must_be_explained(sample_edition):
    assert content.definitions_resolve(sample_edition).state is State.MET
    assert content.definitions_resolve(dataclasses.replace(sample_edition, definitions=())).state is State.NOT_MET


def test_a_sentence_that_stands_twice_is_found(sample_edition):
    chapter = sample_edition.chapters[0]
    twice = dataclasses.replace(
        chapter, findings=(*chapter.findings, dataclasses.replace(chapter.findings[0], id="again"))
    )
    assert validity.no_sentence_twice(sample_edition).state is State.MET
    assert validity.no_sentence_twice(dataclasses.replace(sample_edition, chapters=(twice,))).state is State.NOT_MET


def rap(**states):
    items = tuple(Assessed(Item(id=f"RAP-{one}", asks="a.", proof="build"), state, "") for one, state in states.items())
    return SelfAssessment(groups=(AssessedGroup("RAP", items),), summary_age="", findings_age="").rap


def test_the_rap_level_is_the_highest_of_which_nothing_is_lacking():
    assert rap(B1=State.MET, S1=State.MET, G1=State.MET) == "gold"
    assert rap(B1=State.MET, S1=State.NOT_ATTESTED, G1=State.MET) == "baseline; silver lacks RAP-S1 (not attested)"
    assert rap(B1=State.NOT_ATTESTED, S1=State.MET).startswith("none shown yet; baseline lacks RAP-B1")


def test_reading_age_rises_with_sentences_and_words():
    plain = reading_age(["The police came. They saw a man run."])
    grave = reading_age(
        ["Notwithstanding considerable organisational deterioration, authorities persevered indefinitely."]
    )
    assert plain < 8
    assert grave > 16
    assert reading_age([]) is None
    assert reading_age(["One sentence", "another sentence"]) == reading_age(["One sentence. another sentence."])


@pytest.mark.parametrize(("word", "count"), [("rate", 1), ("violence", 3), ("region", 2), ("the", 1), ("12,345", 1),
                                             ("deprivation", 4), ("serious", 3), ("little", 2)])  # fmt: skip
def test_syllables(word, count):
    assert syllables(word) == count
