"""The Word file read back by python-docx and as XML: a sound package, real styles, captions, fields, tables."""

import dataclasses
import datetime as dt
import posixpath
import re
import zipfile
from itertools import pairwise

import pytest
from lxml import etree

from verity.exhibits.exhibit import Kind
from verity.report.document.assembly import document
from verity.report.document.blocks import Display, Grid, Heading, Listing, Paragraph, Part, Run
from verity.report.pictures import draw_all
from verity.report.png import png_size
from verity.report.word.references import bookmark_name
from verity.report.word.writing import write_docx

docx = pytest.importorskip("docx", reason="the extra `office` is not installed: Word files are not read back")
CREATED = dt.date(2024, 6, 1)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
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


@pytest.fixture(scope="module")
def pictures(sample_edition):
    return draw_all(sample_edition.numbered_exhibits).png


@pytest.fixture(scope="module")
def whole(sample_edition):
    return document(sample_edition)


@pytest.fixture(scope="module")
def made(whole, pictures, tmp_path_factory):
    path = tmp_path_factory.mktemp("word") / "report.docx"
    write_docx(whole, path, created=CREATED, pictures=pictures)
    return path


@pytest.fixture(scope="module")
def body(made):
    return part_of(made, "word/document.xml")


@pytest.fixture(scope="module")
def opened(made):
    return docx.Document(str(made))


def part_of(path, name):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(name))


def written(tmp_path, whole, pictures, name="other.docx"):
    path = tmp_path / name
    write_docx(whole, path, created=CREATED, pictures=pictures)
    return path


def with_blocks(whole, *blocks):
    """Return the document with one part of these blocks."""
    return dataclasses.replace(whole, parts=(Part(id="one", title="One part", number="", blocks=blocks),))


def instructions(body):
    return [" ".join(one.text.split()) for one in body.iter(f"{W}instrText")]


def bookmarks(body):
    return [one.get(f"{W}name") for one in body.iter(f"{W}bookmarkStart")]


def styled(body, style):
    return [p for p in body.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None]


def text_of(element):
    return "".join(one.text or "" for one in element.iter(f"{W}t"))


def flat(text):
    return re.sub(r"\s+", " ", text).strip()


# The package


def test_every_relation_leads_to_a_part_and_every_part_has_a_media_type(made):
    with zipfile.ZipFile(made) as archive:
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


def test_every_relation_that_the_text_uses_is_there(made, body):
    there = {one.get("Id") for one in part_of(made, "word/_rels/document.xml.rels")}
    used = {value for one in body.iter() for name, value in one.attrib.items() if name.startswith(R)}
    assert used
    assert used <= there


@pytest.mark.parametrize("name", ["document", "styles", "numbering", "settings", "header", "footer"])
def test_properties_stand_in_the_order_of_the_format(made, name):
    root = part_of(made, f"word/{name}.xml")
    for one in root.iter():
        kind = etree.QName(one).localname
        if kind in ORDER:
            order = ORDER[kind].split()
            places = [order.index(etree.QName(child).localname) for child in one]
            assert places == sorted(places), etree.tostring(one)[:300]
        if kind == "tc":
            assert etree.QName(one[-1]).localname == "p", "a cell ends with a paragraph"


def test_it_is_the_same_on_every_run(made, whole, pictures, tmp_path):
    assert written(tmp_path, whole, pictures).read_bytes() == made.read_bytes()


def test_another_date_is_told_in_the_properties(made, whole, pictures, tmp_path, opened):
    path = tmp_path / "later.docx"
    write_docx(whole, path, created=dt.date(2025, 1, 2), pictures=pictures)
    assert path.read_bytes() != made.read_bytes()
    assert docx.Document(str(path)).core_properties.created.date() == dt.date(2025, 1, 2)
    assert opened.core_properties.created.date() == CREATED


def test_no_member_of_the_archive_tells_when_or_where_it_was_made(made):
    with zipfile.ZipFile(made) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {one.create_system for one in archive.infolist()} == {3}


# Properties, styles, headings


def test_title_language_and_author_are_properties(opened, made, whole):
    said = opened.core_properties
    assert (said.title, said.subject, said.language) == (whole.title, whole.subtitle, "en-GB")
    styles = part_of(made, "word/styles.xml")
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    assert language.get(f"{W}val") == "en-GB"


def test_the_author_is_who_prepared_it(whole, pictures, tmp_path):
    prepared = dataclasses.replace(whole, front=(("Prepared by", "A & B"),))
    assert docx.Document(str(written(tmp_path, prepared, pictures))).core_properties.author == "A & B"


def test_every_style_that_is_used_is_defined(body, made):
    defined = {one.get(f"{W}styleId") for one in part_of(made, "word/styles.xml").iter(f"{W}style")}
    used = {
        one.get(f"{W}val")
        for name in ("pStyle", "rStyle", "tblStyle", "basedOn", "next")
        for root in (body, part_of(made, "word/styles.xml"), part_of(made, "word/header.xml"))
        for one in root.iter(f"{W}{name}")
    }
    assert used <= defined
    assert all(p.find(f"{W}pPr/{W}pStyle") is not None for p in body.iter(f"{W}p")), "no look but from a style"


def test_headings_are_word_s_own_and_skip_no_level(opened, whole):
    found = [(int(p.style.name[-1]), p.text) for p in opened.paragraphs if p.style.name.startswith("Heading ")]
    wanted = []
    for part in whole.parts:
        wanted.append((1, f"{part.number} {part.title}".strip()))
        wanted += [(b.level, f"{b.number} {b.text}".strip()) for b in part.blocks if isinstance(b, Heading)]
    assert found == wanted
    levels = [level for level, _ in found]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(opened.styles[f"Heading {level}"].paragraph_format.keep_with_next for level in (1, 2, 3, 4))


def test_a_numbered_list_starts_at_one_each_time(whole, pictures, tmp_path):
    items = ((Run("first"),), (Run("second"),))
    path = written(tmp_path, with_blocks(whole, *[Listing(items=items, ordered=True)] * 2, Listing(items=items)), {})
    numbers = [
        one.get(f"{W}val") for p in styled(part_of(path, "word/document.xml"), "ListNumber")
        for one in p.iter(f"{W}numId")
    ]  # fmt: skip
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = part_of(path, "word/numbering.xml")
    for number in set(numbers):
        found = numbering.find(f"{W}num[@{W}numId='{number}']")
        assert found.find(f"{W}lvlOverride/{W}startOverride").get(f"{W}val") == "1"


# Captions, fields, references


def test_every_exhibit_has_a_caption_that_word_numbers(body, whole):
    captions = styled(body, "Caption")
    assert [flat(text_of(one)) for one in captions] == [flat(f"{d.number}. {d.exhibit.title}") for d in whole.displays]
    for caption, display in zip(captions, whole.displays, strict=True):
        assert instructions(caption) == [f"SEQ {display.exhibit.kind} \\* ARABIC"]
        marked = bookmarks(caption)
        assert len(marked) == 1
        assert enclosed(caption) == display.number, "references repeat label and number, not the title"
    for kind in Kind:
        shown = [d.number for d in whole.displays if d.exhibit.kind is kind]
        assert shown == [f"{kind} {place}" for place in range(1, len(shown) + 1)], "as Word counts them"


def enclosed(paragraph):
    """Return the words between the start and the end of the bookmark."""
    words, inside = "", False
    for one in paragraph.iter():
        inside = (inside or one.tag == f"{W}bookmarkStart") and one.tag != f"{W}bookmarkEnd"
        words += one.text if inside and one.tag == f"{W}t" else ""
    return words


def test_fields_open_and_close(made):
    for name in ("document", "footer"):
        kinds = [one.get(f"{W}fldCharType") for one in part_of(made, f"word/{name}.xml").iter(f"{W}fldChar")]
        depth = 0
        for kind in kinds:
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth in (0, 1)
        assert depth == 0
        assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 0


def test_every_reference_leads_to_a_bookmark_that_is_there_once(body):
    there = bookmarks(body)
    assert len({one.casefold() for one in there}) == len(there)
    assert len({one.get(f"{W}id") for one in body.iter(f"{W}bookmarkStart")}) == len(there)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,39}", one, re.ASCII) for one in there)
    fields = [one.split()[1] for one in instructions(body) if one.startswith("REF ")]
    links = [one.get(f"{W}anchor") for one in body.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert fields
    assert links
    assert set(fields) | set(links) <= set(there)


def test_a_reference_in_prose_is_a_field_with_the_words_of_its_bookmark(body, whole):
    number = next(one.number for one in whole.displays if one.exhibit.id == "sample-lines")
    said = next(p for p in styled(body, "BodyText") if "break in May" in text_of(p))
    assert text_of(said) == f"The lines of {number} break in May 2023."
    assert instructions(said) == ["REF sample_lines \\h \\* MERGEFORMAT"]


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
    body = part_of(written(tmp_path, with_blocks(whole, *blocks, refers), {}), "word/document.xml")
    there = bookmarks(body)
    assert len({one.casefold() for one in there}) == len(there) == 4
    second = next(p for p in styled(body, "Heading2") if text_of(p) == "By-Place")
    assert instructions(styled(body, "BodyText")[0])[0].split()[1] == bookmarks(second)[0]


def test_contents_and_lists_are_filled_before_any_field_is_updated(body, whole):
    fields = [one for one in instructions(body) if one.startswith("TOC")]
    assert [one.split()[1:3] for one in fields] == [["\\o", '"1-2"'], ["\\h", "\\z"], ["\\h", "\\z"]]
    first = [flat(text_of(p)) for p in styled(body, "TOC1")]
    assert first == [flat(f"{part.number} {part.title}") for part in whole.parts]
    listed = [flat(text_of(p)) for p in styled(body, "TableofFigures")]
    wanted = [f"{d.number}. {d.exhibit.title}" for kind in ("Figure", "Table") for d in whole.displays
              if d.exhibit.kind == kind]  # fmt: skip
    assert listed == [flat(one) for one in wanted]


def test_a_web_address_is_a_link_of_the_file(whole, tmp_path):
    told = Paragraph(runs=(Run("there", target="https://example.org/?a=1&b=2"), Run("post", target="mailto:a@b.org")))
    path = written(tmp_path, with_blocks(whole, told), {})
    outside = {
        one.get("Id"): one.get("Target") for one in part_of(path, "word/_rels/document.xml.rels")
        if one.get("TargetMode") == "External"
    }  # fmt: skip
    links = [one for one in part_of(path, "word/document.xml").iter(f"{W}hyperlink") if one.get(f"{R}id")]
    assert {text_of(one): outside[one.get(f"{R}id")] for one in links} == {
        "there": "https://example.org/?a=1&b=2", "post": "mailto:a@b.org",
    }  # fmt: skip


# Pictures


def test_every_picture_has_its_words_and_keeps_its_shape(body, made, whole, pictures):
    drawn = [one for one in whole.displays if one.exhibit.chart is not None]
    found = list(body.iter(f"{WP}inline"))
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
    with zipfile.ZipFile(made) as archive:
        assert sum(one.endswith(".png") for one in archive.namelist()) == len(drawn)


def test_a_picture_without_alternative_text_bears_its_title(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.chart is not None)
    bare = dataclasses.replace(display, exhibit=dataclasses.replace(display.exhibit, alt_text=""))
    body = part_of(written(tmp_path, with_blocks(whole, bare), pictures), "word/document.xml")
    assert next(body.iter(f"{WP}docPr")).get("descr") == display.exhibit.title


def test_a_picture_that_is_lacking_or_no_png_stops_the_file(whole, pictures, tmp_path):
    with pytest.raises(ValueError, match="no picture was given"):
        written(tmp_path, whole, {})
    with pytest.raises(ValueError, match="PNG"):
        written(tmp_path, whole, dict.fromkeys(pictures, b"<svg/>"))


# Tables


def test_every_table_has_a_head_that_is_repeated_words_and_no_merged_cell(body):
    for table in body.iter(f"{W}tbl"):
        title = table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [title != "About this document", *[False] * (len(heads) - 1)], title
        columns = len(table.find(f"{W}tblGrid"))
        assert all(len(row.findall(f"{W}tc")) == columns for row in table.iter(f"{W}tr"))
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"))


def test_tables_hold_what_readers_of_every_format_see(opened, whole):
    by_title = {one._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val"): one for one in opened.tables}
    for display in whole.displays:
        table = by_title[f"{display.number}. {display.exhibit.title}"]
        found = [[cell.text for cell in row.cells] for row in table.rows]
        wanted = [[column.heading for column in display.exhibit.table.columns]]
        wanted += [[cell.text for cell in row] for row in display.exhibit.table.rows]
        assert found == wanted


def test_tables_fit_on_their_page(body):
    for table in body.iter(f"{W}tbl"):
        widths = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        assert sum(widths) <= page_of(table) - 2 * 1134
        assert min(widths) > 300


def page_of(element):
    """Return the width of the page that an element stands on: that of the next section's end."""
    for following in element.itersiblings():
        size = following if following.tag == f"{W}sectPr" else following.find(f"{W}pPr/{W}sectPr")
        if size is not None:
            return int(size.find(f"{W}pgSz").get(f"{W}w"))
    raise AssertionError("no section ends after the table")


def wide_grid(columns=14):
    row = tuple(f"words{n} and{n} more{n}" for n in range(columns))
    return Grid(title="Wide", header=row, rows=(row,) * 3)


def test_a_wide_table_turns_the_page_and_its_heading_with_it(whole, tmp_path):
    before, after = Paragraph(runs=(Run("upright again"),)), Heading(text="Wide part", level=2, id="wide")
    path = written(tmp_path, with_blocks(whole, before, before, after, wide_grid(), before), {})
    body = part_of(path, "word/document.xml").find(f"{W}body")
    table = body.findall(f"{W}tbl")[-1]
    heading = next(p for p in styled(body, "Heading2") if text_of(p) == "Wide part")
    last = styled(body, "BodyText")[-1]
    assert (page_of(table), page_of(heading), page_of(last)) == (16838, 16838, 11906)


def test_much_prose_before_a_wide_table_stays_upright(whole, tmp_path):
    told = [Paragraph(runs=(Run(f"words {n}"),)) for n in range(12)]
    body = part_of(written(tmp_path, with_blocks(whole, *told, wide_grid()), {}), "word/document.xml").find(f"{W}body")
    pages = [page_of(p) for p in styled(body, "BodyText")]
    assert pages == sorted(pages)
    assert pages.count(11906) == 7


def test_a_map_before_a_wide_table_stays_large_on_an_upright_page(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.id == "sample-choropleth")
    table = display.exhibit.table
    columns = tuple(dataclasses.replace(table.columns[2], heading=f"Longheading{n}") for n in range(11))
    wider = dataclasses.replace(table, columns=columns, rows=tuple((row[2],) * 11 for row in table.rows))
    tall = dataclasses.replace(display, exhibit=dataclasses.replace(display.exhibit, table=wider))
    picture = pictures[display.exhibit.id]
    stretched = picture[:16] + (976).to_bytes(4) + (1408).to_bytes(4) + picture[24:]
    path = written(tmp_path, with_blocks(whole, tall), {display.exhibit.id: stretched})
    body = part_of(path, "word/document.xml").find(f"{W}body")
    drawn = next(p for p in body.iter(f"{W}p") if p.find(f".//{WP}inline") is not None)
    caption = styled(body, "Caption")[0]
    assert (page_of(caption), page_of(drawn), page_of(body.findall(f"{W}tbl")[-1])) == (11906, 11906, 16838)


def test_cells_can_be_edited(body, made):
    assert not list(body.iter(f"{W}sdt")) or all(one.find(f".//{W}tbl") is None for one in body.iter(f"{W}sdt"))
    assert part_of(made, "word/settings.xml").find(f"{W}documentProtection") is None


def test_an_exhibit_and_a_grid_without_rows_say_so(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.chart is None)
    bare = dataclasses.replace(display.exhibit, table=dataclasses.replace(display.exhibit.table, rows=()))
    empty = Grid(title="Nothing here", header=("a", "b"), rows=())
    path = written(tmp_path, with_blocks(whole, dataclasses.replace(display, exhibit=bare), empty), {})
    body = part_of(path, "word/document.xml")
    assert [text_of(p) for p in styled(body, "Note")].count(
        "This table has no rows: nothing was found that it would list."
    ) == 2  # fmt: skip
    assert len(list(body.iter(f"{W}tbl"))) == 1, "only the table about the document"


def test_a_caption_keeps_with_its_picture_and_the_source_with_a_note(opened, body):
    for style in ("Caption", "ExhibitSubtitle", "TableTitle"):
        assert next(one for one in opened.styles if one.style_id == style).paragraph_format.keep_with_next
    for source in styled(body, "Source"):
        before = source.getprevious()
        if before.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "ExhibitNote" if before.tag == f"{W}p" else False:
            assert before.find(f"{W}pPr/{W}keepNext") is not None


# Marking, invented data, odd characters


def header_of(path):
    return text_of(part_of(path, "word/header.xml"))


def test_every_page_bears_the_marking_and_that_it_is_a_draft(sample_edition, pictures, tmp_path, made):
    draft = "Draft – not approved for release"
    edition = dataclasses.replace(sample_edition, kind="restricted", draft=draft)
    path = written(tmp_path, document(edition), pictures)
    said = header_of(path)
    assert said.startswith(f"Restricted – not for publication · {draft} · Invented data")
    ends = list(part_of(path, "word/document.xml").iter(f"{W}sectPr"))
    assert ends
    assert all(one.find(f"{W}headerReference").get(f"{R}id") == "rIdHeader" for one in ends)
    assert all(one.find(f"{W}titlePg") is None for one in ends), "no page has another head"
    assert header_of(made).startswith("Invented data"), "a public edition has no marking"


def test_a_public_edition_of_real_data_has_nothing_at_its_head(whole, pictures, tmp_path):
    assert header_of(written(tmp_path, dataclasses.replace(whole, synthetic=False), pictures)) == ""


def test_no_character_of_the_text_is_markup_or_breaks_the_file(whole, pictures, tmp_path):
    odd = "a<b>&amp; \"q\" 'p' \x00\x0b\x1f\ufffe £ 日本 🙂 é"
    title = "T<i> & \x07"
    grid = Grid(title=odd, header=(odd, "b"), rows=((odd, ""),))
    path = written(
        tmp_path, dataclasses.replace(
            with_blocks(whole, Heading(text=odd, level=2), Paragraph(runs=(Run(odd),)), grid),
            title=title, marking="M & <m>", front=((odd, odd),),
        ), pictures,
    )  # fmt: skip
    kept = "a<b>&amp; \"q\" 'p'  £ 日本 🙂 é"
    opened = docx.Document(str(path))
    assert kept in [p.text for p in opened.paragraphs if p.style.name == "Heading 2"]
    assert kept in [p.text for p in opened.paragraphs if p.style.name == "Body Text"]
    assert [cell.text for cell in opened.tables[-1].rows[1].cells] == [kept, ""]
    assert opened.core_properties.title == "T<i> & "
    assert header_of(path).startswith("M & <m>")


def test_blocks_of_every_kind_stand_in_order(body, whole):
    """Every paragraph and item of the document is in the file, in its order."""
    words = [flat(text_of(p)) for p in body.iter(f"{W}p")]
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
                place = words.index(flat(one), place) + 1
