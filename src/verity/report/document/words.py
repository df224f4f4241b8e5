"""Abbreviations of the field with their meanings; a document lists those that occur in it."""

import re
from collections.abc import Sequence

from verity.report.document.blocks import Display, Grid, Heading, Listing, Paragraph, Part, plain

ABBREVIATIONS: dict[str, str] = {
    "A&E": "accident and emergency department",
    "ASB": "anti-social behaviour",
    "CSP": "community safety partnership",
    "DSR": "directly standardised rate",
    "ECDS": "Emergency Care Data Set",
    "ESP": "European Standard Population",
    "FDR": "false discovery rate",
    "HES": "Hospital Episode Statistics",
    "ICD-10": "International Classification of Diseases, 10th revision",
    "IMD": "Index of Multiple Deprivation",
    "ISTV": "Information Sharing to Tackle Violence",
    "LSOA": "lower layer super output area, of about 1,500 residents",
    "MSOA": "middle layer super output area",
    "ODS": "OpenDocument spreadsheet, a file of tables",
    "ONS": "Office for National Statistics",
    "PNG": "a picture made of points, as a file",
    "RII": "relative index of inequality",
    "SII": "slope index of inequality",
    "SNA": "strategic needs assessment",
    "SVG": "a picture made of lines, as a file",
    "VAWG": "violence against women and girls",
    "XLSX": "a workbook of Microsoft Excel, a file of tables",
}
"""Abbreviation → meaning, in alphabetical order."""


def used_abbreviations(parts: Sequence[Part]) -> tuple[str, ...]:
    """Return the abbreviations that occur in the parts as words of their own, plurals included."""
    text = "\n".join(texts(parts))
    return tuple(one for one in ABBREVIATIONS if re.search(rf"(?<![\w&-]){re.escape(one)}s?(?![\w&-])", text))


def texts(parts: Sequence[Part]) -> list[str]:
    """Return every stretch of words in the parts; cells of exhibits are numbers and are left out."""
    found: list[str] = []
    for part in parts:
        found.append(part.title)
        for block in part.blocks:
            match block:
                case Heading():
                    found.append(block.text)
                case Paragraph():
                    found.append(plain(block.runs))
                case Listing():
                    found += [plain(item) for item in block.items]
                case Grid():
                    found += [" ".join(row) for row in (block.header, *block.rows)]
                case Display():
                    one = block.exhibit
                    found += [one.title, one.subtitle, *one.notes, *(column.heading for column in one.table.columns)]
    return found
