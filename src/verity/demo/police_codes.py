"""Offence codes of the police extract as a file has them: most right, a few damaged by a spreadsheet, a few unknown."""

import numpy as np
from numpy.typing import NDArray

from verity.demo.police_records import PoliceRows
from verity.demo.record_parameters import PoliceRecords
from verity.model.offences import CODE_OF_CLASS

UNKNOWN_CODE = "999Z"
"""A code that no table knows."""
SPREADSHEET_EPOCH = np.datetime64("1899-12-30")


def code_of(declared: PoliceRecords, rows: PoliceRows) -> NDArray[np.str_]:
    """Return the offence code of every row."""
    starts = np.cumsum([0, *(len(one.codes) for one in declared.offences)])
    every = np.array([code for one in declared.offences for code, *_ in one.codes])
    return every[starts[rows.group] + rows.code]


def damaged(declared: PoliceRecords, codes: NDArray[np.str_], random: np.random.Generator) -> NDArray[np.str_]:
    """Return codes with a few unknown, and a few written as class and subclass and turned into a date's number."""
    year = int(declared.extracted[:4])
    serials = {code: spreadsheet_number(one, year) or "" for one, code in CODE_OF_CLASS.items()}
    known, which = np.unique(codes, return_inverse=True)
    number = np.array([serials.get(code, "") for code in known.tolist()])[which]
    able = number != ""
    hit = able & (random.random(len(codes)) < declared.excel_damage / max(float(able.mean()), 1e-9))
    written = np.where(hit, number, codes)
    return np.where(random.random(len(codes)) < declared.unknown_codes, UNKNOWN_CODE, written)


def spreadsheet_number(offence_class: str, year: int) -> str | None:
    """Return the number that a spreadsheet makes of a class and subclass that looks like a date.

    Examples
    --------
    >>> spreadsheet_number("19/8", 2020), spreadsheet_number("8/60", 2020), spreadsheet_number("92/61", 2020)
    ('44062', '22129', None)
    """
    day, month = (int(part) for part in offence_class.split("/"))
    if day <= 28 and month <= 12:
        date = np.datetime64(f"{year}-{month:02d}-{day:02d}")
    elif day <= 12 and 30 <= month <= 99:
        date = np.datetime64(f"19{month}-{day:02d}-01")
    else:
        return None
    return str(int((date - SPREADSHEET_EPOCH).astype(int)))
