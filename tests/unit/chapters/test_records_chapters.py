"""Chapters over record-level feeds: gaps where nothing is there, every exhibit where all is, and no loose words."""

import json
import re
from dataclasses import asdict

import altair as alt
import pandas as pd
import pytest
import vl_convert

from verity.chapters.agreement.chapter import Agreement
from verity.chapters.chapter import Gap, Prose, Show
from verity.chapters.records import (
    ADMISSIONS,
    AMBULANCE,
    EMERGENCY_CARE,
    POLICE_RECORDS,
    SEXUAL_OFFENCES,
)
from verity.chapters.records.chapter import ALL_PARTS
from verity.chapters.records.gaps import PART_WORDS
from verity.chapters.records.measures import ASKS
from verity.chapters.records.profile import SECTIONS, Part
from verity.exhibits.exhibit import Kind
from verity.exhibits.numbering import number_exhibits
from verity.model.releases import CellState, EditionKind

CHAPTERS = [POLICE_RECORDS, SEXUAL_OFFENCES, AMBULANCE, EMERGENCY_CARE, ADMISSIONS, Agreement()]
RECORDS = CHAPTERS[:-1]
FORBIDDEN = re.compile(
    r"\b(caus\w+|because|due to|led to|leads to|driv\w+|drove|result\w* in|under-?report\w*|significan\w+|"
    r"trend\w*|rising|falling|increas\w+|decreas\w+|risen|fallen|impact\w*)\b",
    re.IGNORECASE,
)


def composed(made, chapter, told, **given):
    return chapter.compose(told, made.releases(chapter, told, **given))


MADE = {}


def everything(made, chapter):
    """The chapter with every feed there, composed once."""
    if chapter.id not in MADE:
        MADE[chapter.id] = composed(made, chapter, made.context([made.note(one) for one in made.feeds]))
    return MADE[chapter.id]


def said(content):
    """Every word that a chapter shows."""
    for exhibit in content.exhibits:
        yield from (exhibit.title, exhibit.subtitle, exhibit.alt_text, *exhibit.notes)
        yield from (column.heading for column in exhibit.table.columns)
        yield from (cell.text for row in exhibit.table.rows for cell in row)
    for section in content.sections:
        yield section.title
        yield from (block.text for block in section.blocks if isinstance(block, Prose | Gap))
    yield from (one.words for one in content.findings)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
@pytest.mark.parametrize("edition", list(EditionKind))
def test_without_feeds_there_are_gaps_and_nothing_else(made, chapter, edition):
    told = made.context(edition=edition)
    assert chapter.measures(told) == ()
    content = chapter.compose(told, {})
    assert (content.exhibits, content.findings) == ((), ())
    blocks = [block for section in content.sections for block in section.blocks]
    assert blocks
    assert all(isinstance(block, Gap) for block in blocks)
    for block in blocks:
        assert "would add" in block.text
        assert "not part of the" not in block.text, "what is absent is absent from every edition"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_full_feeds_give_every_exhibit_and_leave_no_gap(made, chapter):
    content = everything(made, chapter)
    assert content.exhibits
    blocks = [block for section in content.sections for block in section.blocks]
    assert not [block.text for block in blocks if isinstance(block, Gap)]
    assert {block.exhibit for block in blocks if isinstance(block, Show)} == {one.id for one in content.exhibits}
    number_exhibits([content])


@pytest.mark.parametrize("chapter", RECORDS, ids=lambda one: one.id)
def test_every_part_of_a_profile_has_its_exhibit(made, chapter):
    ids = {one.id for one in everything(made, chapter).exhibits}
    wanted = {
        f"{chapter.profile.key}-{feed.slug}-{part}" for feed in chapter.profile.feeds for part in feed.parts
    } | {f"{chapter.profile.key}-cohort"}  # fmt: skip
    if chapter is EMERGENCY_CARE:
        wanted.add("emergency-two-series")
    assert ids == wanted


def test_every_part_can_be_shown_asked_for_and_named():
    assert set(Part) == ALL_PARTS
    assert set(Part) - set(ASKS) == {Part.DEFINITIONS, Part.SIDE_COHORTS}
    assert set(PART_WORDS) == set(ASKS)
    assert sorted(part for _, _, parts in SECTIONS for part in parts) == sorted(Part)


def test_ids_are_shared_by_no_two_chapters(made):
    contents = [everything(made, chapter) for chapter in CHAPTERS]
    for ids in (
        [one.id for content in contents for one in content.exhibits],
        [one.id for content in contents for one in content.findings],
        [one.id for content in contents for one in content.sections],
    ):
        assert len(ids) == len(set(ids))


def test_no_two_measures_share_an_id(made):
    told = made.context([made.note(one) for one in made.feeds])
    ids = [one.id for chapter in CHAPTERS for one in chapter.measures(told)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_measures_draw_on_sources_that_the_chapter_names(made, chapter):
    told = made.context([made.note(one) for one in made.feeds])
    assert {source for one in chapter.measures(told) for source in one.sources} <= set(chapter.sources)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_findings_stand_on_exhibits_and_released_cells(made, chapter):
    told = made.context([made.note(one) for one in made.feeds])
    content = everything(made, chapter)
    exhibits = {one.id for one in content.exhibits}
    measures = {one.id for one in chapter.measures(told)}
    assert content.findings
    for finding in content.findings:
        assert re.fullmatch(r"violence\.[a-z_]+\.[A-Za-z0-9.-]+", finding.id)
        assert finding.exhibit in exhibits
        assert finding.measure in measures
        assert finding.cells
        assert {cell.split("[")[0] for cell in finding.cells} <= measures
        assert finding.base
        if finding.lower is not None:
            assert finding.lower <= finding.value <= finding.upper


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_words_are_plain_about_what_is_known(made, chapter):
    for text in said(everything(made, chapter)):
        assert not FORBIDDEN.search(text), text
        assert "nan" not in text.split(), text
        assert "<NA>" not in text


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.id)
def test_pictures_are_valid_and_have_words_for_those_who_cannot_see_them(made, chapter):
    for exhibit in everything(made, chapter).exhibits:
        assert (exhibit.kind is Kind.FIGURE) == (exhibit.chart is not None), exhibit.id
        if exhibit.chart:
            assert exhibit.alt_text
            json.dumps(exhibit.chart, allow_nan=False)
            if chapter in (POLICE_RECORDS, ADMISSIONS, CHAPTERS[-1]):  # every form of picture is among these
                alt.Chart.from_dict(exhibit.chart, validate=True)


def test_every_headline_cites_its_definition(made):
    for chapter in RECORDS:
        content = everything(made, chapter)
        notes = {exhibit.id: exhibit.notes[0] for exhibit in content.exhibits}
        for finding in content.findings:
            whole = "the whole cohort of" in notes[finding.exhibit]
            assert finding.definition in ({""} if whole else set(made.context([]).definitions)), finding.id
            assert "Definition:" not in finding.words
        for exhibit in content.exhibits:
            if not exhibit.id.endswith("-cohort"):
                assert exhibit.notes[0].startswith("Definition: ")


@pytest.mark.parametrize("chapter", [POLICE_RECORDS, SEXUAL_OFFENCES], ids=lambda one: one.id)
def test_a_definition_that_does_not_reach_a_feed_is_not_counted(made, chapter):
    told = made.context([made.note(one, definitions=()) for one in made.feeds])
    assert chapter.measures(told) == ()
    gaps = [block.text for section in chapter.compose(told, {}).sections for block in section.blocks]
    assert all("no definition" in text for text in gaps)


def test_health_records_without_a_definition_are_shown_whole_and_say_so(made):
    told = made.context([made.note("admission", definitions=())])
    assert {one.definition for one in ADMISSIONS.measures(told)} == {""}
    content = composed(made, ADMISSIONS, told)
    assert {one.definition for one in content.findings} == {""}
    told = [exhibit.notes[0] for exhibit in content.exhibits if not exhibit.id.endswith("-cohort")]
    assert told
    assert all("the whole cohort of" in one for one in told)


def test_only_what_the_columns_can_answer_is_asked(made):
    told = made.context([made.note("police_victim", attributes=frozenset({"sex", "counted", "lad_code"}))])
    assert not [one for one in POLICE_RECORDS.measures(told) if set(one.breakdowns) - {"year"}]
    content = composed(made, POLICE_RECORDS, told)
    gaps = [block.text for section in content.sections for block in section.blocks if isinstance(block, Gap)]
    assert any("ethnic group, relationship and repeats" in text for text in gaps)


def test_rates_need_populations(made):
    told = made.context([made.note("admission", denominator_years=())])
    assert not [one for one in ADMISSIONS.measures(told) if "rate" in one.id or "inequality" in one.id]


def unknown(share):
    """Make so many per cent of ethnic groups not known."""

    def change(measure, frame):
        if measure.breakdowns == ("ethnic_group",) and not measure.where:
            frame["count"] = pd.array([140] * len(frame), dtype="Int64")
            rest = int(frame["count"].iloc[:-1].sum())
            frame.loc[frame.index[-1], "count"] = round(rest * share / (100 - share))
        return frame

    return change


@pytest.mark.parametrize(("share", "spoken"), [(20, True), (30, False)])
def test_too_many_unknown_ethnic_groups_give_no_finding_and_the_exhibit_says_so(made, share, spoken):
    told = made.context([made.note("police_victim")])
    content = composed(made, POLICE_RECORDS, told, change=unknown(share))
    found = [one for one in content.findings if ".ethnicity." in one.id]
    exhibit = next(one for one in content.exhibits if one.id == "police-victims-ethnicity")
    headings = [column.heading for column in exhibit.table.columns]
    assert bool(found) is spoken
    assert ("nothing is concluded" in exhibit.title) is not spoken
    assert ("% of those known" in headings) is spoken
    assert (exhibit.chart is not None) is spoken
    assert any(f"not known for {share}" in note for note in exhibit.notes)


def test_ethnic_groups_stand_beside_residents_without_a_word_of_comparison(made):
    content = composed(made, POLICE_RECORDS, made.context([made.note("police_suspect")]))
    found = [one for one in content.findings if ".ethnicity." in one.id]
    assert len(found) == 5
    for one in found:
        assert "beside" in one.words
        assert not re.search(r"\b(higher|lower|over|under)\b", one.words)


def withheld(measure, frame):
    """Withhold the rate of the second district, and leave its count."""
    if "withheld" in frame and "area" in frame:
        frame.loc[2, ["value", "lower_95", "upper_95"]] = None
        frame.loc[2, "withheld"] = "fewer than 10 events"
        frame.loc[2, "comparison"] = ""
    return frame


def test_a_withheld_rate_reads_suppressed_and_its_count_stays(made):
    content = composed(made, ADMISSIONS, made.context([made.note("admission")]), change=withheld)
    exhibit = next(one for one in content.exhibits if one.id == "admissions-stays-area-rates")
    names = [column.name for column in exhibit.table.columns]
    row = dict(zip(names, exhibit.table.rows[2], strict=True))
    assert row["dsr_per_100k"].state is CellState.SUPPRESSED
    assert row["dsr_per_100k"].text == "suppressed"
    assert row["count"].state is CellState.SHOWN
    assert row["comparison"].text == "not compared"
    assert any("fewer than 10 events" in note for note in exhibit.notes)
    assert not [one for one in content.findings if one.id.endswith("rate.E06990002")]
    labels = [one["label"] for one in exhibit.chart["data"]["values"]]
    assert "suppressed" in labels


def test_small_areas_tell_withheld_rates_from_areas_not_compared(made):
    content = composed(made, ADMISSIONS, made.context([made.note("admission")]))
    exhibit = next(one for one in content.exhibits if one.id == "admissions-stays-small-areas")
    texts = [cell.text for row in exhibit.table.rows for cell in row]
    assert texts.count("suppressed") == 1
    assert texts.count("not compared") == 1
    assert any("withheld for 8% of small areas" in note for note in exhibit.notes)
    assert "hatch-not-available" in json.dumps(exhibit.chart)


def test_suppressed_counts_never_come_back_in_words(made):
    """The next gate hides counts: nothing may then be summed, ranked or quoted from them."""

    def hidden(measure, frame):
        return frame.assign(count=pd.array([None] * len(frame), dtype="Int64"))

    for chapter in RECORDS:
        told = made.context([made.note(one) for one in made.feeds])
        content = composed(made, chapter, told, change=hidden)
        for finding in content.findings:
            quoted = [cell for cell in finding.cells if cell.endswith((".count", ".share_pct"))]
            assert not quoted, finding.id


def test_directions_come_from_the_released_comparison(made):
    content = composed(made, ADMISSIONS, made.context([made.note("admission")]))
    rates = {one.id.rsplit(".", 1)[1]: one for one in content.findings if ".rate." in one.id}
    assert rates["E23990001"].comparison == ""
    assert rates["E06990001"].comparison == "lower"
    assert "lower (better) than in Testshire" in rates["E06990001"].words
    assert "similar to that in Testshire" in rates["E06990002"].words


def test_where_a_value_is_withheld_no_other_is_called_the_most_common(made):
    """The hidden one may be more."""

    def change(measure, frame):
        if measure.breakdowns == ("category",):
            frame["count"] = pd.array([900, 10, 3], dtype="Int64")
        return frame

    def hidden(measure, frame):
        changed = change(measure, frame)
        if measure.breakdowns == ("category",):
            changed.loc[1, "count"] = None
        return changed

    told = made.context([made.note("admission")])
    for given, clear in ((change, True), (hidden, False)):
        content = composed(made, ADMISSIONS, told, change=given)
        found = [one.words for one in content.findings if one.id.endswith(".category")]
        assert all(("among the most common" in one.lower()) is not clear for one in found), found
        assert found or not clear


def test_where_comparisons_are_not_shown_small_areas_are_counted_at_least(made):
    def change(measure, frame):
        if "comparison_fdr" in frame:
            frame.loc[:3, "comparison_fdr"] = ""
        return frame

    told = made.context([made.note("admission")])
    content = composed(made, ADMISSIONS, told, change=change)
    found = next(one.words for one in content.findings if one.id.endswith(".small-areas"))
    exhibit = next(one for one in content.exhibits if one.id == "admissions-stays-small-areas")
    assert found.startswith("At least ")
    assert "is not shown" in found
    assert "not compared; at least" in exhibit.title


def test_homicide_is_counted_for_the_force_alone(made):
    told = made.context([made.note("police_offence")])
    asked = [one for one in POLICE_RECORDS.measures(told) if one.definition == "homicide-and-attempted-murder"]
    assert [one.breakdowns for one in asked] == [("year",)]


def test_definitions_by_age_are_asked_only_of_records_with_ages(made):
    bare = frozenset({"counted", "code", "category"})
    told = made.context([made.note("police_offence", attributes=bare), made.note("police_victim")])
    asked = {one.id for one in POLICE_RECORDS.measures(told)}
    assert "police.victims.definitions-serious-youth-violence" in asked
    assert "police.offences.definitions-serious-youth-violence" not in asked


def test_rates_state_their_denominator_and_occurrences_over_residents_say_so(made):
    content = everything(made, POLICE_RECORDS)
    by_id = {one.id: one for one in content.exhibits}
    for one in ("police-victims-area-rates", "police-victims-decile-rates", "police-victims-small-areas",
                "police-offences-harm-area"):  # fmt: skip
        assert "Mid-year populations match the years." in by_id[one].notes
    assert any("Occurrences over residents" in note for note in by_id["police-offences-harm-area"].notes)
    assert not any("Occurrences over residents" in note for note in by_id["police-victims-area-rates"].notes)


def test_a_withheld_week_says_why_and_shows_no_number(made):
    def change(measure, frame):
        if "hour_group" not in measure.breakdowns:
            return frame
        return frame.assign(value=None, count=pd.array([None] * len(frame), dtype="Int64"), withheld="too few times")

    content = composed(made, AMBULANCE, made.context([made.note("callout")]), change=change)
    exhibit = next(one for one in content.exhibits if one.id == "ambulance-callouts-week-hours")
    assert exhibit.title.endswith("withheld, too few times")
    assert {cell.text for row in exhibit.table.rows for cell in row[2:]} == {"suppressed"}
    assert "hatch-suppressed" in json.dumps(exhibit.chart)
    assert not [one for one in content.findings if one.id.endswith(".week")]


def test_overlaps_of_side_cohorts_follow_from_either_and_each(made):
    """Of 100 and 80 with 150 in either, 30 are in both."""
    sizes = {1: [100, 80, 50], 2: [150, 130, 120], 3: [160]}

    def change(measure, frame):
        if "flag" in measure.where:
            frame["count"] = 0
            frame.loc[0, "count"] = sizes[len(measure.where["flag"])].pop(0)
        return frame

    content = composed(made, ADMISSIONS, made.context([made.note("admission")]), change=change)
    exhibit = next(one for one in content.exhibits if one.id == "admissions-stays-side-cohorts")
    assert [(row[0].text, row[1].value) for row in exhibit.table.rows] == [
        ("Mental health", 100), ("Substance misuse", 80), ("Alcohol-attributable", 50),
        ("Both mental health and substance misuse", 30), ("Both mental health and alcohol-attributable", 20),
        ("Both substance misuse and alcohol-attributable", 10), ("Any of these", 160),
    ]  # fmt: skip


def test_repeats_leave_records_without_a_key_out_of_the_people(made):
    def change(measure, frame):
        if measure.breakdowns == ("times",):
            frame["count"] = pd.array([80, 15, 5, 0, 0, None], dtype="Int64")
            frame["events"] = pd.array([80, 30, 15, 0, 0, 40], dtype="Int64")
        return frame

    content = composed(made, POLICE_RECORDS, made.context([made.note("police_victim")]), change=change)
    found = next(one for one in content.findings if one.id.endswith(".repeats"))
    assert found.value == pytest.approx(20.0)
    assert "20 people (20% of those with a usable key)" in found.words
    assert "36% of the records are theirs" in found.words


def test_sources_without_a_common_year_leave_a_gap_and_no_ratio(made):
    def change(measure, frame):
        return frame.assign(value=None) if measure.id == "agreement.ratio-attendance_hes" else frame

    told = made.context([made.note(one) for one in made.feeds])
    content = composed(made, CHAPTERS[-1], told, change=change)
    gaps = [block.text for section in content.sections for block in section.blocks if isinstance(block, Gap)]
    assert len(gaps) == 1
    assert "no year is covered by both" in gaps[0]
    assert "agreement-ratio-attendance-hes" not in {one.id for one in content.exhibits}


@pytest.mark.parametrize("lacking", ["police_victim", "admission"])
def test_agreement_asks_nothing_of_a_source_that_is_not_there(made, lacking):
    chapter = CHAPTERS[-1]
    told = made.context([made.note(one) for one in made.feeds if one != lacking])
    asked = chapter.measures(told)
    assert not [one for one in asked if lacking in {one.feed, *one.beside.split(",")}]
    number_exhibits([composed(made, chapter, told)])


def test_two_recordings_of_attendances_stand_apart(made):
    content = everything(made, EMERGENCY_CARE)
    for exhibit in content.exhibits:
        if not exhibit.id.endswith("-cohort"):
            assert any("breaks the series" in note for note in exhibit.notes)
    both = {"emergency_attendances_hes", "emergency_attendances_ecds"}
    assert [one.id for one in content.exhibits if both <= set(one.files)] == [
        "emergency-cohort",
        "emergency-two-series",
    ]
    series = next(one for one in content.exhibits if one.id == "emergency-two-series")
    assert len({row[0].text for row in series.table.rows}) == 2
    assert (
        not composed(made, EMERGENCY_CARE, made.context([made.note("attendance_hes")]))
        .exhibits[1]
        .id.endswith("two-series")
    )


def test_findings_come_by_place_then_person_then_time(made):
    content = everything(made, ADMISSIONS)
    order = [one.id.split(".")[2] for one in content.findings]
    assert order.index("rate") < order.index("age-sex") < order.index("month")


def test_a_chapter_says_the_same_every_time(made):
    told = made.context([made.note(one) for one in made.feeds])
    first, second = (composed(made, POLICE_RECORDS, told) for _ in range(2))
    assert json.dumps(asdict(first), default=str) == json.dumps(asdict(second), default=str)


@pytest.mark.slow
@pytest.mark.parametrize("chapter", [POLICE_RECORDS, EMERGENCY_CARE], ids=lambda one: one.id)
def test_every_picture_draws(made, chapter):
    for exhibit in everything(made, chapter).exhibits:
        if exhibit.chart:
            assert vl_convert.vegalite_to_svg(exhibit.chart).startswith("<svg")


@pytest.mark.parametrize("chapter", RECORDS, ids=lambda one: one.id)
def test_files_without_anyone_of_the_area_are_told_and_not_drawn_as_zeros(made, chapter):
    told = made.context([made.note(one, of_area=False) for one in made.feeds])
    assert chapter.measures(told) == ()
    content = chapter.compose(told, {})
    assert content.exhibits == ()
    gaps = [block.text for section in content.sections for block in section.blocks]
    assert gaps
    assert all("2019 to 2023" in text and "Testshire" in text and "would add" in text for text in gaps)
