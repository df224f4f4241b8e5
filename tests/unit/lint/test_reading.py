"""Every format comes to the same text: sections, captions, tables, footnotes, joined paragraphs."""

from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from verity.lint.formats import pdf
from verity.lint.linting import lint
from verity.lint.reading import read_text
from verity.lint.text import Text
from verity.model.errors import InputError

TABLE = (("Year", "Indoors", "Outdoors", "Total"), ("2022", "40", "55", "95"), ("2023", "41", "58", "100"))
PLAIN = "1.1 Places\n\nSee Table 1.\n\nTable 1: Offences by place\n\n{rows}\n\nSource: police records\n"


def checks(text: Text) -> set[str]:
    return {f"{one.check}/{one.rule}" for one in lint(text)}


def write(path: Path, words: str) -> Path:
    path.write_text(words, "utf-8")
    return path


def html(rows: tuple[tuple[str, ...], ...]) -> str:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return (
        "<html><head><title>x</title></head><body><nav>Table 9: none</nav><h2>1.1 Places</h2><p>See <a "
        "href='#'>Table 1</a>.</p>"
        f"<table><caption>Table 1: Offences by place</caption>{cells}</table><p>Source: police "
        f"records</p></body></html>"
    )


def word(path: Path, rows: tuple[tuple[str, ...], ...]) -> Path:
    document = docx.Document()
    document.add_heading("1.1 Places", level=2)
    document.add_paragraph("See Table 1.")
    caption = document.add_paragraph("Table ", style="Caption")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), " SEQ Table ")
    run = OxmlElement("w:r")
    result = OxmlElement("w:t")
    result.text = "1"
    run.append(result)
    field.append(run)
    caption._p.append(field)
    caption.add_run(": Offences by place")
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.add_paragraph("Source: police records")
    document.save(str(path))
    return path


def forms(folder: Path) -> dict[str, Path]:
    return {
        "tabs": write(folder / "tabs.txt", PLAIN.format(rows="\n".join("\t".join(row) for row in TABLE))),
        "spaces": write(
            folder / "spaces.txt",
            PLAIN.format(rows="\n".join("".join(cell.ljust(12) for cell in row) for row in TABLE)),
        ),
        "markdown": write(
            folder / "page.md",
            "## 1.1 Places\n\nSee Table 1.\n\nTable 1: Offences by place\n\n"
            + "\n".join(
                [
                    "| " + " | ".join(TABLE[0]) + " |",
                    "|---|---|---|---|",
                    *("| " + " | ".join(row) + " |" for row in TABLE[1:]),
                ]
            )
            + "\n\nSource: police records\n",
        ),
        "html": write(folder / "page.html", html(TABLE)),
        "word": word(folder / "report.docx", TABLE),
    }


@pytest.mark.parametrize("form", ["tabs", "spaces", "markdown", "html", "word"])
def test_each_format_gives_section_caption_table_and_source(form: str, tmp_path: Path) -> None:
    text = read_text(forms(tmp_path)[form])
    assert [(table.name, table.title, table.rows) for table in text.tables] == [("Table 1", "Offences by place", TABLE)]
    assert [section.name for section in text.sections] == ["1.1 Places"]
    assert text.tables[0].source == "Source: police records"
    assert "STAT-05/row-total" in checks(text)


def test_the_pages_of_a_site_are_one_document(tmp_path: Path) -> None:
    write(tmp_path / "index.html", "<h1>Start</h1><p>See Table 1.</p><li>Table 1: Offences by place</li>")
    write(tmp_path / "places.html", html(TABLE))
    text = read_text(tmp_path)
    assert [table.section.name for table in text.tables] == ["places.html: 1.1 Places"]
    assert [one.name for one in text.listed] == ["Table 1"]


def test_paragraphs_are_joined_over_lines_pages_and_footnotes(tmp_path: Path) -> None:
    words = "The number of callouts in the\ncounty rose\n\n¹ A callout is a call that was answered.\n\nby 40 in May.\n"
    text = read_text(write(tmp_path / "cut.txt", words))
    assert [one.words for one in text.prose] == ["The number of callouts in the county rose by 40 in May."]
    assert [(note.mark, note.words) for note in text.footnotes] == [(1, "A callout is a call that was answered.")]


def test_what_stands_on_every_page_is_left_out(tmp_path: Path) -> None:
    subjects = ("robbery", "knives", "schools", "nights", "homes", "roads")
    pages = "\f".join(
        f"County assessment\nPage {page} of 6\nThis page is about {one}.\nMore of {one} follows.\n"
        for page, one in enumerate(subjects, start=1)
    )
    text = read_text(write(tmp_path / "paged.txt", pages))
    assert "County assessment" not in text.words
    assert "This page is about nights." in text.words
    assert "Page 4" not in text.words


def test_rows_a_pdf_sets_one_space_apart_are_a_table(tmp_path: Path) -> None:
    caption = "Table 1: Offences by place and year, all ages, as counted\nby the county\n"
    words = f"{caption}Fernby 40 55 95\nMossgate 41 58 99\nTotal 81 113 204\n"
    text = read_text(write(tmp_path / "narrow.txt", words))
    assert text.tables[0].title == "Offences by place and year, all ages, as counted by the county"
    assert text.tables[0].rows[0] == ("Fernby", "40", "55", "95")
    assert "STAT-05/column-total" in checks(text)


def test_a_glossary_is_read_as_entries(tmp_path: Path) -> None:
    text = read_text(
        write(tmp_path / "glossary.txt", "GLOSSARY\n\n**RQT** – Rapid Query Team\nNHA\tNorthern Harbour Authority\n")
    )
    assert [(one.short, one.meaning) for one in text.glossary] == [
        ("RQT", "Rapid Query Team"),
        ("NHA", "Northern Harbour Authority"),
    ]


def test_sections_below_the_summary_belong_to_it(tmp_path: Path) -> None:
    contents = "Contents\n\nExecutive summary.....1\nOverview of the county.....2\n1. People.....3\n\n"
    text = read_text(
        write(
            tmp_path / "parts.txt",
            contents + "EXECUTIVE SUMMARY\n\nOverview of the county\n\nText.\n\n1. People\n\nText.",
        )
    )
    assert [(section.title, section.summary) for section in text.sections] == [
        ("EXECUTIVE SUMMARY", True), ("Overview of the county", True), ("People", False),
    ]  # fmt: skip


def test_automatic_numbers_and_merged_cells_of_word(tmp_path: Path) -> None:
    document = docx.Document()
    for style in ("Heading 1", "Heading 2"):
        numbering = OxmlElement("w:numPr")
        document.styles[style].element.get_or_add_pPr().append(numbering)
    for words, level in (("People", 1), ("Age", 2), ("Places", 1), ("Towns", 2), ("Villages", 2)):
        document.add_heading(words, level=level)
    table = document.add_table(rows=2, cols=3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Both"
    document.save(str(tmp_path / "auto.docx"))
    text = read_text(tmp_path / "auto.docx")
    assert [section.name for section in text.sections] == [
        "1 People",
        "1.1 Age",
        "2 Places",
        "2.1 Towns",
        "2.2 Villages",
    ]
    assert text.tables[0].rows[0][:2] == ("Both", "")


@pytest.mark.parametrize(
    ("name", "content"), [("none.txt", None), ("sheet.xlsx", b"x"), ("broken.docx", b"x"), ("empty.txt", b"\n")]
)
def test_what_cannot_be_read_is_told(name: str, content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError):
        read_text(tmp_path / name)


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        read_text(tmp_path)


def test_a_pdf_without_a_reader_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(pdf.importlib, "import_module", absent)
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    with pytest.raises(InputError, match="PDF files cannot be read here"):
        read_text(write(tmp_path / "report.pdf", "x"))


def test_a_pdf_is_read_page_by_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Page:
        def __init__(self, words: str) -> None:
            self.words = words

        def extract_text(self, *, extraction_mode: str) -> str:
            assert extraction_mode == "layout"
            return self.words

    class Library:
        @staticmethod
        def PdfReader(_: str) -> object:
            return type("Reader", (), {"pages": [Page("The rate was 38%,"), Page("which rises to 31% for others.")]})

    monkeypatch.setattr(pdf.importlib, "import_module", lambda _: Library)
    text = read_text(write(tmp_path / "report.pdf", "x"))
    assert [one.words for one in text.prose] == ["The rate was 38%, which rises to 31% for others."]
