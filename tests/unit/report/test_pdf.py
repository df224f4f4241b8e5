"""The PDF of the sample edition: tagged, titled, with bookmarks, its marks and its numbers, the same on every run."""

import dataclasses
import datetime as dt
import re
import shutil
import subprocess

import pytest

from verity.report.document.assembly import document
from verity.report.pdf import write_pdf
from verity.report.pdf.writer import can_write_pdf
from verity.report.pictures import draw_all

pytestmark = pytest.mark.skipif(not can_write_pdf(), reason="the extra `pdf` is not installed: PDF is not tested")
CREATED = dt.date(2024, 6, 1)


@pytest.fixture(scope="module")
def pictures(sample_edition):
    every = [(one, sample_edition.numbers[one.id]) for part in sample_edition.chapters for one in part.exhibits]
    return draw_all(every).svg


@pytest.fixture(scope="module")
def made(sample_edition, pictures, tmp_path_factory):
    path = tmp_path_factory.mktemp("pdf") / "report.pdf"
    write_pdf(document(sample_edition), path, created=CREATED, pictures=pictures)
    return path


def text_of(path):
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not on this machine: the words of the PDF are not read back")
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def test_it_is_tagged_titled_and_declares_pdf_ua(made):
    raw = made.read_bytes()
    assert raw.startswith(b"%PDF-1.7")
    for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang", b"/Outlines", b"/DisplayDocTitle"):
        assert mark in raw, mark
    assert re.search(rb"pdfuaid:part(=\"1\"|>1<)", raw)
    assert raw.count(b"/Alt") >= len(set(re.findall(rb"/Subtype\s*/Image", raw))), "every picture has words"


def test_it_is_the_same_on_every_run(made, sample_edition, pictures, tmp_path):
    again = tmp_path / "again.pdf"
    write_pdf(document(sample_edition), again, created=CREATED, pictures=pictures)
    assert again.read_bytes() == made.read_bytes()


def test_every_number_of_every_short_table_is_in_it(made, sample_edition):
    words = re.sub(r"\s+", "", text_of(made))
    for chapter in sample_edition.chapters:
        for exhibit in chapter.exhibits:
            for row in exhibit.table.rows:
                for cell in row:
                    assert re.sub(r"\s+", "", cell.text) in words, (exhibit.id, cell.text)


def test_an_edition_that_is_not_public_says_so_on_every_page(sample_edition, pictures, tmp_path):
    path = tmp_path / "restricted.pdf"
    edition = dataclasses.replace(sample_edition, kind="restricted")
    write_pdf(document(edition), path, created=CREATED, pictures=pictures)
    pages = text_of(path).split("\f")[:-1]
    assert len(pages) > 3
    assert all("not for publication" in page and "synthetic" in page for page in pages)


def test_no_character_of_the_text_is_markup(sample_edition, pictures, tmp_path):
    odd = "#let x = 1 *bold* $math$ @label <tag> [square] \\ backslash"
    edition = dataclasses.replace(sample_edition, front=(("Purpose", odd),))
    path = tmp_path / "odd.pdf"
    write_pdf(document(edition), path, created=CREATED, pictures=pictures)
    assert "#let x = 1 *bold* $math$ @label" in re.sub(r"\s+", " ", text_of(path))


def test_a_draft_says_so_on_every_page(sample_edition, pictures, tmp_path):
    path = tmp_path / "draft.pdf"
    edition = dataclasses.replace(sample_edition, draft="Draft: not yet approved")
    write_pdf(document(edition), path, created=CREATED, pictures=pictures)
    pages = text_of(path).split("\f")[:-1]
    assert all("Draft: not yet approved" in page for page in pages)


def test_pictures_are_vectors_and_every_page_names_its_chapter(made, sample_edition):
    assert b"/Subtype /Image" not in made.read_bytes().replace(b"/Subtype/Image", b"/Subtype /Image")
    pages = text_of(made).split("\f")[:-1]
    chapter = sample_edition.chapters[1]
    own = [page for page in pages if page.lstrip().startswith(f"{chapter.number}")]
    assert len(own) > 1
    assert all(chapter.title in page[:200] for page in own)


def test_a_character_that_no_font_draws_is_spelt_out(sample_edition, pictures, tmp_path):
    edition = dataclasses.replace(sample_edition, front=(("Purpose", "well done \N{PARTY POPPER}"),))
    path = tmp_path / "odd.pdf"
    write_pdf(document(edition), path, created=CREATED, pictures=pictures)
    assert "well done [party popper]" in re.sub(r"\s+", " ", text_of(path))
