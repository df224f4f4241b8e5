"""Tables of the Word file, read back by python-docx and as XML: heads, cells, widths, pages on their side."""

import dataclasses
import importlib.util
from pathlib import Path

from verity.report.document.blocks import Grid, Heading, Paragraph, Run

_spec = importlib.util.spec_from_file_location("word_files", Path(__file__).with_name("word_files.py"))
word = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(word)
W, WP = word.W, word.WP


# Tables


def test_every_table_has_a_head_that_is_repeated_words_and_no_merged_cell(word_body):
    for table in word_body.iter(f"{W}tbl"):
        title = table.find(f"{W}tblPr/{W}tblCaption").get(f"{W}val")
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in table.iter(f"{W}tr")]
        assert heads == [title != "About this document", *[False] * (len(heads) - 1)], title
        columns = len(table.find(f"{W}tblGrid"))
        assert all(len(row.findall(f"{W}tc")) == columns for row in table.iter(f"{W}tr"))
        assert not list(table.iter(f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"))


def test_tables_hold_what_readers_of_every_format_see(word_opened, whole):
    by_title = {one._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val"): one for one in word_opened.tables}
    for display in whole.displays:
        table = by_title[f"{display.number}. {display.exhibit.title}"]
        found = [[cell.text for cell in row.cells] for row in table.rows]
        wanted = [[column.heading for column in display.exhibit.table.columns]]
        wanted += [[cell.text for cell in row] for row in display.exhibit.table.rows]
        assert found == wanted


def test_tables_fit_on_their_page(word_body):
    for table in word_body.iter(f"{W}tbl"):
        widths = [int(one.get(f"{W}w")) for one in table.find(f"{W}tblGrid")]
        assert sum(widths) <= word.page_of(table) - 2 * 1134
        assert min(widths) > 300


def wide_grid(columns=14):
    row = tuple(f"words{n} and{n} more{n}" for n in range(columns))
    return Grid(title="Wide", header=row, rows=(row,) * 3)


def test_a_wide_table_turns_the_page_and_its_heading_with_it(whole, tmp_path):
    before, after = Paragraph(runs=(Run("upright again"),)), Heading(text="Wide part", level=2, id="wide")
    path = word.written(tmp_path, word.with_blocks(whole, before, before, after, wide_grid(), before), {})
    body = word.part_of(path, "word/document.xml").find(f"{W}body")
    table = body.findall(f"{W}tbl")[-1]
    heading = next(p for p in word.styled(body, "Heading2") if word.text_of(p) == "Wide part")
    last = word.styled(body, "BodyText")[-1]
    assert (word.page_of(table), word.page_of(heading), word.page_of(last)) == (16838, 16838, 11906)


def test_much_prose_before_a_wide_table_stays_upright(whole, tmp_path):
    told = [Paragraph(runs=(Run(f"words {n}"),)) for n in range(12)]
    body = word.part_of(
        word.written(tmp_path, word.with_blocks(whole, *told, wide_grid()), {}), "word/document.xml"
    ).find(f"{W}body")
    pages = [word.page_of(p) for p in word.styled(body, "BodyText")]
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
    path = word.written(tmp_path, word.with_blocks(whole, tall), {display.exhibit.id: stretched})
    body = word.part_of(path, "word/document.xml").find(f"{W}body")
    drawn = next(p for p in body.iter(f"{W}p") if p.find(f".//{WP}inline") is not None)
    caption = word.styled(body, "Caption")[0]
    assert (word.page_of(caption), word.page_of(drawn), word.page_of(body.findall(f"{W}tbl")[-1])) == (
        11906,
        11906,
        16838,
    )


def test_cells_can_be_edited(word_body, word_file):
    assert not list(word_body.iter(f"{W}sdt")) or all(
        one.find(f".//{W}tbl") is None for one in word_body.iter(f"{W}sdt")
    )
    assert word.part_of(word_file, "word/settings.xml").find(f"{W}documentProtection") is None


def test_an_exhibit_and_a_grid_without_rows_say_so(whole, pictures, tmp_path):
    display = next(one for one in whole.displays if one.exhibit.chart is None)
    bare = dataclasses.replace(display.exhibit, table=dataclasses.replace(display.exhibit.table, rows=()))
    empty = Grid(title="Nothing here", header=("a", "b"), rows=())
    path = word.written(tmp_path, word.with_blocks(whole, dataclasses.replace(display, exhibit=bare), empty), {})
    body = word.part_of(path, "word/document.xml")
    assert [word.text_of(p) for p in word.styled(body, "Note")].count(
        "This table has no rows: nothing was found that it would list."
    ) == 2  # fmt: skip
    assert len(list(body.iter(f"{W}tbl"))) == 1, "only the table about the document"


def test_a_caption_keeps_with_its_picture_and_the_source_with_a_note(word_opened, word_body):
    for style in ("Caption", "ExhibitSubtitle", "TableTitle"):
        assert next(one for one in word_opened.styles if one.style_id == style).paragraph_format.keep_with_next
    for source in word.styled(word_body, "Source"):
        before = source.getprevious()
        if before.find(f"{W}pPr/{W}pStyle[@{W}val='ExhibitNote']") is not None:
            assert before.find(f"{W}pPr/{W}keepNext") is not None
