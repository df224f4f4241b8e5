"""One finished edition in every format that this installation can write."""

import datetime as dt
from pathlib import Path

from verity.build.clock import Clock
from verity.report.document.assembly import document
from verity.report.edition import Edition
from verity.report.pdf.writer import can_write_pdf, write_pdf
from verity.report.pictures import draw_all
from verity.report.site import write_site
from verity.report.spreadsheets.excel import can_write_workbooks
from verity.report.spreadsheets.writing import write_workbooks
from verity.report.word.writing import write_docx


def write_formats(edition: Edition, folder: Path, created: dt.date, clock: Clock) -> None:
    """Draw the pictures once and write the site, Word, the spreadsheets and the PDF.

    Parameters
    ----------
    created : datetime.date
        The date that documents bear: `as_of`, so that a repeated build gives the same bytes.
    """
    with clock.step("Drawing charts"):
        pictures = draw_all(edition.numbered_exhibits)
    with clock.step("Writing the site"):
        write_site(edition, folder, pictures, formats=_formats(edition))
    whole = document(edition)
    with clock.step("Writing Word"):
        write_docx(whole, folder / edition.report_name("docx"), created=created, pictures=pictures.png)
    if can_write_workbooks():
        with clock.step("Writing spreadsheets"):
            write_workbooks(edition, folder, created=created)
    if can_write_pdf():
        with clock.step("Setting the PDF"):
            write_pdf(whole, folder / edition.report_name("pdf"), created=created, pictures=pictures.svg)


def _formats(edition: Edition) -> dict[str, str]:
    """Return the other formats that this installation can write: words for a reader → file."""
    made = {"Word document, to be finished by hand": edition.report_name("docx")}
    if can_write_pdf():
        made["PDF, tagged for screen readers"] = edition.report_name("pdf")
    if can_write_workbooks():
        made |= {"tables as ODS": edition.tables_name("ods"), "tables as XLSX": edition.tables_name("xlsx")}
    return made
