"""The sample edition, its site, its document and its office files, made once."""

import datetime as dt
import importlib.util
import zipfile
from pathlib import Path

import pytest

from verity.report.data_files import write_data_files
from verity.report.document.assembly import document
from verity.report.pictures import draw_all
from verity.report.site import write_site
from verity.report.spreadsheets.contents import workbook
from verity.report.spreadsheets.writing import write_workbooks
from verity.report.word.writing import write_docx

SAMPLE = Path(__file__).parents[2] / "browser" / "sample_edition.py"


@pytest.fixture(scope="session")
def sample_edition():
    spec = importlib.util.spec_from_file_location("sample_edition", SAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.edition()


@pytest.fixture(scope="session")
def sample_site(sample_edition, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("sample-site")
    write_site(sample_edition, out)
    write_data_files(sample_edition, out)
    return out


@pytest.fixture(scope="session")
def pictures(sample_edition):
    """Exhibit id → PNG."""
    return draw_all(sample_edition.numbered_exhibits).png


@pytest.fixture(scope="session")
def whole(sample_edition):
    return document(sample_edition)


@pytest.fixture(scope="session")
def word_file(whole, pictures, tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("word") / "report.docx"
    write_docx(whole, path, created=dt.date(2024, 6, 1), pictures=pictures)
    return path


@pytest.fixture(scope="session")
def word_body(word_file):
    """The main part of the Word file."""
    etree = pytest.importorskip(
        "lxml.etree", reason="the extra `office` is not installed: Word files are not read back"
    )
    with zipfile.ZipFile(word_file) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.fixture(scope="session")
def word_opened(word_file):
    """The Word file as python-docx reads it."""
    docx = pytest.importorskip("docx", reason="the extra `office` is not installed: Word files are not read back")
    return docx.Document(str(word_file))


@pytest.fixture(scope="session")
def sheet_files():
    """`sheet_files.py` as a module."""
    spec = importlib.util.spec_from_file_location("sheet_files", Path(__file__).with_name("sheet_files.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def edition(sample_edition, sheet_files):
    """The sample with cells of every state and form in its first table."""
    first = sample_edition.chapters[0].exhibits[0]
    return sheet_files.with_first(sample_edition, sheet_files.every_form(first))


@pytest.fixture(scope="session")
def workbooks(edition, sheet_files, tmp_path_factory) -> tuple[Path, Path]:
    """The ODS and the XLSX."""
    return write_workbooks(edition, tmp_path_factory.mktemp("sheets"), created=dt.date(2024, 6, 1))


@pytest.fixture(scope="session")
def book(edition):
    return workbook(edition)


@pytest.fixture(scope="session")
def ods(workbooks, sheet_files):
    return sheet_files.read_ods(workbooks[0])


@pytest.fixture(scope="session")
def xlsx(workbooks, sheet_files):
    return sheet_files.read_xlsx(workbooks[1])
