"""Captions, fields, cross-references, links and pictures of the Word file, read back as XML."""

import dataclasses
import importlib.util
import re
import zipfile
from pathlib import Path

import pytest

from verity.exhibits.exhibit import Kind
from verity.report.document.blocks import Heading, Paragraph, Run, Style
from verity.report.png import png_size
from verity.report.word.references import bookmark_name

_spec = importlib.util.spec_from_file_location("word_files", Path(__file__).with_name("word_files.py"))
word = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(word)
A, PIC, R, W, WP = word.A, word.PIC, word.R, word.W, word.WP


# Captions, fields, references


def test_every_exhibit_has_a_caption_that_word_numbers(word_body, whole):
    captions = word.styled(word_body, "Caption")
    assert [word.flat(word.text_of(one)) for one in captions] == [
        word.flat(f"{d.number}. {d.exhibit.title}") for d in whole.displays
    ]
    for caption, display in zip(captions, whole.displays, strict=True):
        assert word.instructions(caption) == [f"SEQ {display.exhibit.kind} \\* ARABIC"]
        marked = word.bookmarks(caption)
        assert len(marked) == 1
        assert word.enclosed(caption) == display.number, "references repeat label and number, not the title"
    for kind in Kind:
        shown = [d.number for d in whole.displays if d.exhibit.kind is kind]
        assert shown == [f"{kind} {place}" for place in range(1, len(shown) + 1)], "as Word counts them"


def test_fields_open_and_close(word_file):
    for name in ("document", "footer"):
        kinds = [one.get(f"{W}fldCharType") for one in word.part_of(word_file, f"word/{name}.xml").iter(f"{W}fldChar")]
        depth = 0
        for kind in kinds:
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth in (0, 1)
        assert depth == 0
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_every_reference_leads_to_a_bookmark_that_is_there_once(word_body):
    there = word.bookmarks(word_body)
    assert len({one.casefold() for one in there}) == len(there)
    assert len({one.get(f"{W}id") for one in word_body.iter(f"{W}bookmarkStart")}) == len(there)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", one, re.ASCII) for one in there)
    fields = [one.split()[1] for one in word.instructions(word_body) if one.startswith("REF ")]
    links = [one.get(f"{W}anchor") for one in word_body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert fields
    assert links
    assert set(fields) | set(links) <= set(there)


def test_every_bookmark_ends_in_the_paragraph_in_which_it_starts(word_body):
    for paragraph in word_body.iter(f"{W}p"):
        starts, ends = ([one.get(f"{W}id") for one in paragraph.iter(f"{W}bookmark{end}")] for end in ("Start", "End"))
        assert starts == ends


def test_a_reference_in_prose_is_a_field_with_the_words_of_its_bookmark(word_body, whole):
    number = next(one.number for one in whole.displays if one.exhibit.id == "sample-lines")
    said = next(p for p in word.styled(word_body, "BodyText") if "break in May" in word.text_of(p))
    assert word.text_of(said) == f"The lines of {number} break in May 2023."
    assert word.instructions(said) == ["REF sample_lines \\h \\* MERGEFORMAT"]


def test_names_of_bookmarks_differ_where_ids_do():
    taken: set[str] = set()
    for target in ("a-b", "a_b", "A-B", "a b", "é-b", "x" * 50, "x" * 51):
        name = bookmark_name(target, taken)
        assert name.casefold() not in taken, target
        assert len(name) <= 40
        taken.add(name.casefold())


def test_headings_of_like_names_keep_bookmarks_apart(whole, tmp_path):
    blocks = [Heading(text=one, level=2, id=one) for one in ("by-place", "By-Place", "by_place")]
    refers = Paragraph(runs=(Run("By-Place", target="By-Place"),))
    body = word.part_of(word.written(tmp_path, word.with_blocks(whole, *blocks, refers), {}), "word/document.xml")
    there = word.bookmarks(body)
    assert len({one.casefold() for one in there}) == len(there) == 4
    second = next(p for p in word.styled(body, "Heading2") if word.text_of(p) == "By-Place")
    assert word.instructions(word.styled(body, "BodyText")[0])[0].split()[1] == word.bookmarks(second)[0]


def test_contents_and_lists_are_filled_before_any_field_is_updated(word_body, whole):
    fields = [one for one in word.instructions(word_body) if one.startswith("TOC")]
    assert [one.split()[1:3] for one in fields] == [["\\o", '"1-2"'], ["\\h", "\\z"], ["\\h", "\\z"]]
    first = [word.flat(word.text_of(p)) for p in word.styled(word_body, "TOC1")]
    assert first == [word.flat(f"{part.number} {part.title}") for part in whole.parts]
    listed = [word.flat(word.text_of(p)) for p in word.styled(word_body, "TableofFigures")]
    wanted = [f"{d.number}. {d.exhibit.title}" for kind in ("Figure", "Table") for d in whole.displays
              if d.exhibit.kind == kind]  # fmt: skip
    assert listed == [word.flat(one) for one in wanted]


def test_a_web_address_is_a_link_of_the_file(whole, tmp_path):
    told = Paragraph(runs=(Run("there", target="https://example.org/?a=1&b=2"), Run("post", target="mailto:a@b.org")))
    path = word.written(tmp_path, word.with_blocks(whole, told), {})
    outside = {
        one.get("Id"): one.get("Target") for one in word.part_of(path, "word/_rels/document.xml.rels")
        if one.get("TargetMode") == "External"
    }  # fmt: skip
    links = [one for one in word.part_of(path, "word/document.xml").iter(f"{W}hyperlink") if one.get(f"{R}id")]
    assert {word.text_of(one): outside[one.get(f"{R}id")] for one in links} == {
        "there": "https://example.org/?a=1&b=2", "post": "mailto:a@b.org",
    }  # fmt: skip


def test_a_finding_before_its_exhibit_keeps_with_it_and_others_do_not(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.chart is not None)
    first, second = (Paragraph(runs=(Run(text),), style=Style.FINDING) for text in ("one", "two"))
    path = word.written(tmp_path, word.with_blocks(whole, first, second, display), pictures)
    found = word.styled(word.part_of(path, "word/document.xml"), "Finding")
    assert [one.find(f"{W}pPr/{W}keepNext") is not None for one in found] == [False, True]


# Pictures


def test_every_picture_has_its_words_and_keeps_its_shape(word_body, word_file, whole, pictures):
    drawn = [one for one in whole.displays if one.exhibit.chart is not None]
    found = list(word_body.iter(f"{WP}inline"))
    assert len(found) == len(drawn) > 0
    for inline, display in zip(found, drawn, strict=True):
        about = inline.find(f"{WP}docPr")
        assert about.get("descr") == display.exhibit.alt_text
        assert inline.find(f".//{PIC}cNvPr").get("descr") == display.exhibit.alt_text
        width, height = (int(inline.find(f"{WP}extent").get(one)) for one in ("cx", "cy"))
        across, down = png_size(pictures[display.exhibit.id])
        assert width / height == pytest.approx(across / down, rel=0.001)
        assert width <= 17.1 / 2.54 * 914400, "no wider than the text of an upright page"
    assert len({one.find(f"{WP}docPr").get("id") for one in found}) == len(found)
    with zipfile.ZipFile(word_file) as archive:
        assert sum(one.endswith(".png") for one in archive.namelist()) == len(drawn)


def test_a_picture_without_alternative_text_bears_its_title(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.chart is not None)
    bare = dataclasses.replace(display, exhibit=dataclasses.replace(display.exhibit, alt_text=""))
    body = word.part_of(word.written(tmp_path, word.with_blocks(whole, bare), pictures), "word/document.xml")
    assert next(body.iter(f"{WP}docPr")).get("descr") == display.exhibit.title


def test_a_picture_that_is_lacking_or_no_png_stops_the_file(whole, pictures, tmp_path):
    with pytest.raises(ValueError, match="no picture was given"):
        word.written(tmp_path, whole, {})
    with pytest.raises(ValueError, match="PNG"):
        word.written(tmp_path, whole, dict.fromkeys(pictures, b"<svg/>"))
