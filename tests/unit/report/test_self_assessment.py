"""The self-assessment: every item decided, checks that can fail, the RAP level as what is shown allows."""

import dataclasses

import pytest

from verity.chapters.chapter import Gap
from verity.exhibits.exhibit import Cell, Exhibit, ExhibitTable, Kind, TableColumn
from verity.model.releases import CellState
from verity.report.checks import content, form, validity
from verity.report.checks.outcome import State
from verity.report.edition import Attestation
from verity.report.plain_words import ages, repeated, summary_texts
from verity.report.reading_age import reading_age, sentences, syllables
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


def test_a_sentence_that_stands_in_a_gap_and_a_finding_is_found(sample_edition):
    chapter = sample_edition.chapters[0]
    words = chapter.findings[0].words
    section = dataclasses.replace(chapter.sections[0], blocks=(*chapter.sections[0].blocks, Gap(f"Before. {words}")))
    again = dataclasses.replace(chapter, sections=(section, *chapter.sections[1:]))
    edition = dataclasses.replace(sample_edition, chapters=(again,))
    assert sentences(words)[0] in repeated(edition)
    assert repeated(sample_edition) == ()


def test_what_a_person_vouched_for_is_attested_in_their_words(sample_edition):
    said = Attestation(check="SVD-10", name="A. Name", role="Head", date="1 March 2026", words="They took part.")
    assessed = self_assessment(dataclasses.replace(sample_edition, attestations=(said,)))
    own = {one.item.id: one for group in assessed.groups for one in group.items}
    assert own["SVD-10"].state is State.ATTESTED
    assert own["SVD-10"].words == "A. Name, Head, 1 March 2026: “They took part.”"
    assert own["SVD-02"].state is State.NOT_ATTESTED


def test_an_attestation_never_overrules_a_check(sample_edition):
    said = Attestation(check="SNA-01", name="A. Name", role="Head", date="1 March 2026", words="All is there.")
    plain, told = (
        {one.item.id: one.state for group in self_assessment(edition).groups for one in group.items}
        for edition in (sample_edition, dataclasses.replace(sample_edition, attestations=(said,)))
    )
    assert told == plain


def test_the_approval_of_an_edition_comes_from_its_log(sample_edition):
    approvals = (("A. Name", "Director", "1 March 2026"),)
    assert content.approved(sample_edition).state is State.NOT_ATTESTED
    assert content.approved(dataclasses.replace(sample_edition, approvals=approvals)).state is State.MET
    draft = dataclasses.replace(sample_edition, approvals=approvals, draft="Draft")
    assert content.approved(draft).state is State.PARTLY


@pytest.mark.parametrize(
    ("kind", "policy", "state"),
    [
        ("public", "public edition: 1–4 withheld, audited; no figures below LSOA", State.MET),
        ("public", "open data: shown as published", State.NOT_APPLICABLE),
        ("restricted", "restricted edition: not for publication", State.NOT_APPLICABLE),
    ],
)
def test_editions_for_others_are_audited(sample_edition, kind, policy, state):
    assert content.audited(dataclasses.replace(sample_edition, kind=kind, policies=(policy,))).state is state


def test_a_dropped_recommendation_owes_its_reason_and_no_date(sample_edition):
    row = {"id": "R1", "owner": "o", "action": "a", "measure": "m", "due": "", "status": "dropped", "reason": "r"}

    def state(**fields):
        return content.recommendations_complete(
            dataclasses.replace(sample_edition, recommendations=({**row, **fields},))
        ).state

    assert state() is State.MET
    assert state(reason="") is State.NOT_MET
    assert state(status="agreed") is State.NOT_MET


@pytest.mark.parametrize(
    ("named", "state"),
    [("most", State.MET), ("sample-table", State.MET), ("sample-table.count.a", State.MET), ("", State.NOT_MET),
     ("no-such.count.a", State.NOT_MET)],
)  # fmt: skip
def test_a_recommendation_may_rest_on_a_finding_an_exhibit_or_a_number(sample_edition, named, state):
    edition = dataclasses.replace(sample_edition, recommendations=({"id": "R1", "findings": named},))
    assert content.recommendations_traceable(edition).state is state


def of_prevention(columns, *rows):
    table = ExhibitTable(
        columns=tuple(TableColumn(one, one) for one in columns),
        rows=tuple(tuple(Cell(text, text) for text in row) for row in rows),
    )
    return Exhibit(id="x", kind=Kind.TABLE, title="t", subtitle="s", table=table, alt_text="", source_line="x",
                   notes=("n",))  # fmt: skip


def test_approaches_in_use_owe_an_evaluation(sample_edition):
    columns = ("approach", "impact", "source", "local_activity", "evaluation")
    used, unused = ("W1", "low", "s", "here", "counts"), ("W2", "low", "s", "none", "none")
    bad = ("W3", "low", "s", "here", "none")
    right, wrong = (only(sample_edition, of_prevention(columns, *rows)) for rows in ((used, unused), (used, bad)))
    assert content.evaluations_planned(right).state is State.MET
    assert content.evaluations_planned(wrong).words.endswith("W3.")
    assert content.evaluations_planned(sample_edition).state is State.NOT_APPLICABLE
    assert content.evidence_reviewed(right).state is State.MET
    assert content.evidence_reviewed(sample_edition).state is State.NOT_MET
    factors = of_prevention(("factor", "local_measure"), ("F1", "not measured"))
    assert content.factors_mapped(only(sample_edition, factors)).state is State.MET
    assert content.factors_mapped(sample_edition).state is State.NOT_MET


def test_ages_are_told_of_the_summary_each_chapter_the_methods_and_the_whole(sample_edition):
    told = ages(sample_edition)
    assert [one.title for one in told] == [
        "Summary", *(one.title for one in sample_edition.chapters), "Methods", "The whole",
    ]  # fmt: skip
    assert told[0].years == reading_age(summary_texts(sample_edition))


def rap(**states):
    items = tuple(Assessed(Item(id=f"RAP-{one}", asks="a.", proof="build"), state, "") for one, state in states.items())
    return SelfAssessment(groups=(AssessedGroup("RAP", items),)).rap


def test_the_rap_level_is_the_highest_of_which_nothing_is_lacking():
    assert rap(B1=State.MET, S1=State.MET, G1=State.MET) == "gold"
    assert rap(B1=State.ATTESTED, S1=State.MET, G1=State.ATTESTED) == "gold"
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
