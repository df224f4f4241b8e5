"""The Word file as a package, read back by python-docx and as XML: sound, described, marked, of real styles."""

import dataclasses
import datetime as dt
import importlib.util
import posixpath
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest

from verity.report.document.assembly import document
from verity.report.document.blocks import Display, Grid, Heading, Listing, Paragraph, Run
from verity.report.word.writing import write_docx

etree = pytest.importorskip("lxml.etree", reason="the extra `office` is not installed: office files are not read back")
docx = pytest.importorskip("docx", reason="the extra `office` is not installed: Word files are not read back")
_spec = importlib.util.spec_from_file_location("word_files", Path(__file__).with_name("word_files.py"))
word = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(word)
R, W = word.R, word.W
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps strike color spacing sz szCs highlight u shd vertAlign lang",
    "tblPr": "tblStyle tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption "
    "tblDescription",
    "tcPr": "cnfStyle tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg",
    "style": "name aliases basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr trPr tcPr "
    "tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle suff lvlText lvlJc pPr rPr",
    "settings": "zoom updateFields defaultTabStop characterSpacingControl compat themeFontLang decimalSymbol "
    "listSeparator",
}
"""Order in which the schema of the format (ECMA-376, part 1) asks for children; Word refuses a file that breaks it."""


# The package


def test_every_relation_leads_to_a_part_and_every_part_has_a_media_type(word_file):
    with zipfile.ZipFile(word_file) as archive:
        names = archive.namelist()
        assert len(names) == len(set(names))
        assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
        types = etree.fromstring(archive.read("[Content_Types].xml"))
        stated = {one.get("PartName") for one in types if one.tag.endswith("Override")}
        by_ending = {one.get("Extension") for one in types if one.tag.endswith("Default")}
        reached = set()
        for name in [one for one in names if one.endswith(".rels")]:
            folder = posixpath.dirname(posixpath.dirname(name))
            relations = list(etree.fromstring(archive.read(name)))
            ids = [one.get("Id") for one in relations]
            assert len(ids) == len(set(ids)), name
            reached |= {posixpath.join(folder, r.get("Target")) for r in relations if r.get("TargetMode") is None}
    parts = {one for one in names if not one.endswith(".rels")} - {"[Content_Types].xml"}
    assert reached == parts
    assert {one.lstrip("/") for one in stated} <= parts
    assert all(f"/{one}" in stated or one.rpartition(".")[2] in by_ending - {"xml"} for one in parts)


def test_every_relation_that_the_text_uses_is_there(word_file, word_body):
    there = {one.get("Id") for one in word.part_of(word_file, "word/_rels/document.xml.rels")}
    used = {value for one in word_body.iter() for name, value in one.attrib.items() if name.startswith(R)}
    assert used
    assert used <= there


@pytest.mark.parametrize("name", ["document", "styles", "numbering", "settings", "header", "footer"])
def test_properties_stand_in_the_order_of_the_format(word_file, name):
    root = word.part_of(word_file, f"word/{name}.xml")
    for one in root.iter():
        kind = etree.QName(one).localname
        if kind in ORDER:
            order = ORDER[kind].split()
            places = [order.index(etree.QName(child).localname) for child in one]
            assert places == sorted(places), etree.tostring(one)[:300]
        if kind == "tc":
            assert etree.QName(one[-1]).localname == "p", "a cell ends with a paragraph"


def test_it_is_the_same_on_every_run(word_file, whole, pictures, tmp_path):
    assert word.written(tmp_path, whole, pictures).read_bytes() == word_file.read_bytes()


def test_another_date_is_told_in_the_properties(word_file, whole, pictures, tmp_path, word_opened):
    path = tmp_path / "later.docx"
    write_docx(whole, path, created=dt.date(2025, 1, 2), pictures=pictures)
    assert path.read_bytes() != word_file.read_bytes()
    assert docx.Document(str(path)).core_properties.created.date() == dt.date(2025, 1, 2)
    assert word_opened.core_properties.created.date() == word.CREATED


def test_no_member_of_the_archive_tells_when_or_where_it_was_word_file(word_file):
    with zipfile.ZipFile(word_file) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {3}


# Properties, styles, headings


def test_title_language_and_author_are_properties(word_opened, word_file, whole):
    said = word_opened.core_properties
    assert (said.title, said.subject, said.language) == (whole.title, whole.subtitle, "en-GB")
    styles = word.part_of(word_file, "word/styles.xml")
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "en-GB"


def test_the_author_is_who_prepared_it(whole, pictures, tmp_path):
    prepared = dataclasses.replace(whole, front=(("Prepared by", "A & B"),))
    assert docx.Document(str(word.written(tmp_path, prepared, pictures))).core_properties.author == "A & B"


def test_every_style_that_is_used_is_defined(word_body, word_file):
    defined = {one.get(f"{W}styleId") for one in word.part_of(word_file, "word/styles.xml").iter(f"{W}style")}
    used = {
        one.get(f"{W}val")
        for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for root in (word_body, word.part_of(word_file, "word/styles.xml"), word.part_of(word_file, "word/header.xml"))
        for one in root.iter(f"{W}{name}")
    }
    assert used <= defined
    assert all(p.find(f"{W}pPr/{W}pStyle") is not None for p in word_body.iter(f"{W}p")), "no look but from a style"


def test_headings_are_word_s_own_and_skip_no_level(word_opened, whole):
    found = [(int(p.style.name[-1]), p.text) for p in word_opened.paragraphs if p.style.name.startswith("Heading ")]
    wanted = []
    for part in whole.parts:
        wanted.append((1, f"{part.number} {part.title}".strip()))
        wanted += [(b.level, f"{b.number} {b.text}".strip()) for b in part.blocks if isinstance(b, Heading)]
    assert found == wanted
    levels = [level for level, _ in found]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(word_opened.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3, 4))


def test_a_numbered_list_starts_at_one_each_time(whole, pictures, tmp_path):
    items = ((Run("first"),), (Run("second"),))
    path = word.written(
        tmp_path, word.with_blocks(whole, *[Listing(items=items, ordered=True)] * 2, Listing(items=items)), {}
    )
    numbers = [
        one.get(f"{W}val") for p in word.styled(word.part_of(path, "word/document.xml"), "ListNumber")
        for one in p.iter(f"{W}numId")
    ]  # fmt: skip
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = word.part_of(path, "word/numbering.xml")
    for number in set(numbers):
        found = numbering.find(f"{W}num[@{W}numId='{number}']")
        assert found.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


# Marking, invented data, odd characters


def test_every_page_bears_the_marking_and_that_it_is_a_draft(sample_edition, pictures, tmp_path, word_file):
    draft = "Draft – not approved for release"
    edition = dataclasses.replace(sample_edition, kind="restricted", draft=draft)
    path = word.written(tmp_path, document(edition), pictures)
    said = word.header_of(path)
    assert said.startswith(f"Restricted – not for publication · {draft} · Invented data")
    ends = list(word.part_of(path, "word/document.xml").iter(f"{W}sectPr"))
    assert ends
    assert all(one.find(f"{W}headerReference").get(f"{R}id") == "rIdHeader" for one in ends)
    assert all(one.find(f"{W}titlePg") is None for one in ends), "no page has another head"
    assert word.header_of(word_file).startswith("Invented data"), "a public edition has no marking"


def test_a_public_edition_of_real_data_has_nothing_at_its_head(whole, pictures, tmp_path):
    assert word.header_of(word.written(tmp_path, dataclasses.replace(whole, synthetic=False), pictures)) == ""


def test_no_character_of_the_text_is_markup_or_breaks_the_file(whole, pictures, tmp_path):
    odd = "a<b>&amp; \"q\" 'p' \x00\x0b\x1f\ufffe £ 日本 🙂 é"
    title = "T<i> & \x07"
    grid = Grid(title=odd, header=(odd, "b"), rows=((odd, ""),))
    path = word.written(
        tmp_path, dataclasses.replace(
            word.with_blocks(whole, Heading(text=odd, level=2), Paragraph(runs=(Run(odd),)), grid),
            title=title, marking="M & <m>", front=((odd, odd),),
        ), pictures,
    )  # fmt: skip
    kept = "a<b>&amp; \"q\" 'p'  £ 日本 🙂 é"
    opened = docx.Document(str(path))
    assert kept in [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]
    assert kept in [p.text for p in opened.paragraphs if p.style.name == "Body Text"]
    assert [cell.text for cell in opened.tables[-1].rows[1].cells] == [kept, ""]
    assert opened.core_properties.title == "T<i> & "
    assert word.header_of(path).startswith("M & <m>")


def test_blocks_of_every_kind_stand_in_order(word_body, whole):
    """Every paragraph and item of the document is in the file, in its order."""
    words = [word.flat(word.text_of(p)) for p in word_body.iter(f"{W}p")]
    place = 0
    for part in whole.parts:
        for block in part.blocks:
            match block:
                case Paragraph():
                    wanted = ["".join(run.text for run in block.runs)]
                case Listing():
                    wanted = ["".join(run.text for run in item) for item in block.items]
                case Heading():
                    wanted = [f"{block.number} {block.text}".strip()]
                case Display():
                    wanted = [f"{block.number}. {block.exhibit.title}", block.exhibit.subtitle,
                              *block.exhibit.notes, block.exhibit.source_line]  # fmt: skip
                case Grid():
                    wanted = [*block.header, *(cell for row in block.rows for cell in row)]
            for one in wanted:
                place = words.index(word.flat(one), place) + 1
