"""Write the tables of an edition as two workbooks that hold the same."""

import datetime as dt
from pathlib import Path

from verity.report.edition import Edition
from verity.report.spreadsheets.contents import workbook
from verity.report.spreadsheets.excel import write_xlsx
from verity.report.spreadsheets.open_document import write_ods


def write_workbooks(edition: Edition, folder: Path, *, created: dt.date) -> tuple[Path, Path]:
    """Write `tables.ods` and `tables.xlsx` into a folder; an edition that is not public says so in the names.

    Parameters
    ----------
    edition : Edition
    folder : Path
        Exists already.
    created : datetime.date
        The date in the files' properties; no clock is read.

    Returns
    -------
    tuple[Path, Path]
        The OpenDocument and the Excel file.

    Raises
    ------
    PublishError
        The extra `office`, which writes Excel files, is not installed.
    """
    book = workbook(edition)
    ods, xlsx = (folder / edition.tables_name(form) for form in ("ods", "xlsx"))
    write_ods(book, ods, created=created)
    write_xlsx(book, xlsx, created=created)
    return ods, xlsx
