"""An edition as a workbook: cover, contents, notes, and a sheet for each table and for the numbers of each figure."""

from collections.abc import Mapping, Sequence

from verity.exhibits.cells import SYMBOLS
from verity.exhibits.exhibit import Exhibit
from verity.model.releases import CellState
from verity.report.csvw import LICENCE
from verity.report.edition import Edition
from verity.report.spreadsheets.entries import table_of
from verity.report.spreadsheets.workbook import Column, Entry, Line, Role, Sheet, Table, Workbook

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
INVENTED = "Invented data: no place, person or event in this workbook is real."
ONE_TABLE = "This worksheet contains one table."
MEANINGS = {
    CellState.SUPPRESSED: "suppressed: there is a number, and it is not shown because it might point to a person; "
    "it is not zero",
    CellState.NOT_AVAILABLE: "not available: not supplied or not covered; it is not zero",
    CellState.NOT_APPLICABLE: "not applicable: there can be no number here",
}
ROUNDED = "Counts in this table are rounded, so that none points to a person."
APPLIES = "Notes that apply, to be found in the worksheet Notes:"
LONGEST = 130
"""Letters of a line above a table: a longer one would make the print small."""
READING = (
    "Numbers are kept with up to six decimals and shown with fewer. A number greater than zero that would be shown as "
    "zero is shown as, for example, <0.1. Nothing in a table is hidden, merged or left empty."
)


def workbook(edition: Edition) -> Workbook:
    """Return the workbook of an edition; its sheets are in reading order."""
    notes = numbered_notes(edition)
    data = [_data_sheet(edition, exhibit, notes) for chapter in edition.chapters for exhibit in chapter.exhibits]
    middle = [_notes_sheet(edition, notes)] if notes else []
    return Workbook(
        title=edition.title,
        subject=f"{edition.kind.capitalize()} edition {edition.year}: tables",
        marking=" · ".join(line.text for line in _markings(edition)),
        author=dict(edition.front).get("Prepared by", ""),
        sheets=(
            _cover(edition, with_notes=bool(notes)),
            _contents_sheet(edition, with_notes=bool(notes)),
            *middle,
            *data,
        ),
    )


def sheet_name(number: str) -> str:
    """Return the name of an exhibit's sheet.

    Examples
    --------
    >>> sheet_name("Figure 7")
    'Figure_7'
    """
    return number.replace(" ", "_")


def numbered_notes(edition: Edition) -> dict[str, int]:
    """Return each note once with its number, in the order in which readers meet them."""
    said = [note for chapter in edition.chapters for exhibit in chapter.exhibits for note in exhibit.notes]
    return {note: number for number, note in enumerate(dict.fromkeys(said), start=1)}


def _markings(edition: Edition) -> list[Line]:
    words = (edition.marking, edition.draft, INVENTED if edition.synthetic else "")
    return [Line(one, Role.MARKING) for one in words if one]


def _cover(edition: Edition, *, with_notes: bool) -> Sheet:
    facts = [("Area", edition.area), ("Year", str(edition.year)), ("Data as of", edition.as_of), *edition.front]
    count = sum(len(chapter.exhibits) for chapter in edition.chapters)
    lines = [
        Line(f"{edition.title}: tables", Role.TITLE),
        Line(f"{edition.kind.capitalize()} edition {edition.year}"),
        *_markings(edition),
        *(Line(f"{name}: {words}") for name, words in facts if words and name != "Contact"),
        Line("What is in this workbook", Role.HEADING),
        Line(f"The numbers behind each of the {count} tables and figures of the report, one to a worksheet."),
        Line("Contents", link=CONTENTS),
        *([Line("Notes to the tables", link=NOTES)] if with_notes else []),
        Line("Shorthand in cells", Role.HEADING),
        *(Line(f"{SYMBOLS[state]} {words}.") for state, words in MEANINGS.items()),
        Line("How to read the numbers", Role.HEADING),
        Line(READING),
        *_licence(edition),
        *_contact(edition),
        Line(f"Made with Verity {edition.version}."),
    ]
    return Sheet(name=COVER, lines=tuple(lines))


def _licence(edition: Edition) -> list[Line]:
    if edition.marking:
        return []
    return [Line("Licence", Role.HEADING), Line("Open Government Licence v3.0", link=LICENCE)]


def _contact(edition: Edition) -> list[Line]:
    contact = dict(edition.front).get("Contact", "")
    address = f"mailto:{contact}" if "@" in contact and " " not in contact else ""
    return [Line("Contact", Role.HEADING), Line(contact, link=address)] if contact else []


def _contents_sheet(edition: Edition, *, with_notes: bool) -> Sheet:
    rows = []
    for chapter in edition.chapters:
        for exhibit in chapter.exhibits:
            number = edition.numbers[exhibit.id]
            name = sheet_name(number)
            words = (number, exhibit.title, exhibit.subtitle, f"{chapter.number} {chapter.title}")
            rows.append((Entry(name, name, link=name), *(_words(one) for one in words)))
    columns = (("Worksheet", 14), ("Number", 12), ("Title", 70), ("What is shown", 60), ("Chapter", 40))
    lines = (
        Line("Contents", Role.TITLE),
        *_markings(edition),
        Line(f"{ONE_TABLE} It names every worksheet of tables and leads to it."),
        Line("Back to the cover", link=COVER),
        *([Line("Notes to the tables", link=NOTES)] if with_notes else []),
    )
    return Sheet(name=CONTENTS, lines=lines, table=_table_of_words(CONTENTS, columns, rows))


def _notes_sheet(edition: Edition, notes: Mapping[str, int]) -> Sheet:
    users: dict[str, list[str]] = {note: [] for note in notes}
    for chapter in edition.chapters:
        for exhibit in chapter.exhibits:
            for note in dict.fromkeys(exhibit.notes):
                users[note].append(edition.numbers[exhibit.id])
    rows = [tuple(_words(one) for one in (_mark(notes[note]), note, ", ".join(on))) for note, on in users.items()]
    columns = (("Note", 12), ("What it says", 90), ("Applies to", 60))
    lines = (
        Line("Notes to the tables", Role.TITLE),
        *_markings(edition),
        Line(ONE_TABLE),
        Line("Back to the contents", link=CONTENTS),
    )
    return Sheet(name=NOTES, lines=lines, table=_table_of_words(NOTES, columns, rows))


def _data_sheet(edition: Edition, exhibit: Exhibit, notes: Mapping[str, int]) -> Sheet:
    number = edition.numbers[exhibit.id]
    name = sheet_name(number)
    table = table_of(exhibit, name)
    marks = ", ".join(_mark(notes[note]) for note in dict.fromkeys(exhibit.notes))
    rounded = any(cell.state is CellState.ROUNDED for row in exhibit.table.rows for cell in row)
    lines = [
        Line(f"{number}: {exhibit.title}", Role.TITLE),
        *(Line(one) for one in parted(exhibit.subtitle)),
        *_markings(edition),
        Line(ONE_TABLE),
        *_shorthand(table),
        *([Line(ROUNDED)] if rounded else []),
        *(Line(one, link=NOTES) for one in (parted(f"{APPLIES} {marks}") if marks else [])),
        *(Line(one) for one in parted(exhibit.source_line)),
        Line("Back to the contents", link=CONTENTS),
    ]
    return Sheet(name=name, lines=tuple(line for line in lines if line.text), table=table)


def _shorthand(table: Table) -> list[Line]:
    """Explain the shorthand that occurs in a table, and no other."""
    there = {entry.value for row in table.rows for entry in row}
    return [Line(f"{SYMBOLS[one]} means {words}.") for one, words in MEANINGS.items() if SYMBOLS[one] in there]


def parted(text: str, longest: int = LONGEST) -> list[str]:
    """Return a list of things as lines that can be printed, parted after semicolons, else commas, and nowhere else.

    Examples
    --------
    >>> parted("Source: one; two; three.", longest=12)
    ['Source: one;', 'two; three.']
    >>> parted("see one, two, three.", longest=12)
    ['see one,', 'two, three.']
    """
    if len(text) <= longest:
        return [text]
    mark = next((one for one in ("; ", ", ") if one in text), "")
    lines: list[str] = []
    for piece in text.replace(mark, f"{mark[0]}\n").split("\n") if mark else [text]:
        if lines and len(lines[-1]) + len(piece) < longest:
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
    return lines


def _mark(number: int) -> str:
    return f"[note {number}]"


def _words(text: str) -> Entry:
    return Entry(text, text)


def _table_of_words(name: str, columns: Sequence[tuple[str, int]], rows: Sequence[tuple[Entry, ...]]) -> Table:
    made = tuple(Column(heading=heading, width=width) for heading, width in columns)
    return Table(name=name, columns=made, rows=tuple(rows), about=name)
