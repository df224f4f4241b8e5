"""What the search page looks through: every page, section, exhibit, finding, place and definition, in words.

The index is a script beside the page, so that it works from a folder without a server.
"""

from collections.abc import Iterator, Sequence

from verity.exhibits.exhibit import Exhibit
from verity.report.edition import Edition
from verity.report.layout import Layout
from verity.report.places import PlacePage

MOST_ROWS = 30
"""Rows of a table whose headings are looked through; beyond, they are small areas or ages."""
Row = tuple[str, str, str, str]
"""Kind, title, address, and other words to look through."""


def search_index(edition: Edition, where: Layout, places: Sequence[PlacePage]) -> list[Row]:
    """Return the rows of the index; those of equal rank are shown in this order."""
    return [*_chapters(where), *_exhibits(edition, where), *_findings(edition, where), *_behind(edition, places)]


def _chapters(where: Layout) -> Iterator[Row]:
    for page in where.pages:
        yield ("Chapter", f"{page.number} {page.title}", f"{page.name}.html", page.chapter.title)
        if not where.parted(page.chapter.id):
            for section in page.sections:
                yield ("Section", section.title, f"{page.name}.html#{section.id}", page.title)


def _exhibits(edition: Edition, where: Layout) -> Iterator[Row]:
    for chapter in edition.chapters:
        for one in chapter.exhibits:
            kind = edition.numbers[one.id]
            told = f"{one.subtitle} {one.source_line} {_headings(one)}"
            yield (kind, one.title, f"{where.exhibit[one.id]}.html#{one.id}", told)


def _headings(exhibit: Exhibit) -> str:
    """Return the words that head the rows and columns of a table; of one with many rows, the columns alone."""
    table = exhibit.table
    words = [column.heading for column in table.columns]
    if len(table.rows) <= MOST_ROWS:
        words += [cell.text for row in table.rows for cell in row[: table.header_columns]]
    return " ".join(dict.fromkeys(words))


def _findings(edition: Edition, where: Layout) -> Iterator[Row]:
    for chapter in edition.chapters:
        for one in chapter.findings:
            yield ("Finding", one.words, f"{where.exhibit[one.exhibit]}.html#{one.exhibit}", f"{one.area} {one.base}")


def _behind(edition: Edition, places: Sequence[PlacePage]) -> Iterator[Row]:
    for place in places:
        yield ("Place", place.place.name, f"{place.name}.html", f"{place.kind} {' '.join(place.place.districts)}")
    for definition in edition.definitions:
        yield ("Definition", definition.title, f"definitions.html#{definition.id}", definition.authority)
    for at, method in enumerate(edition.methods, start=1):
        yield ("Method", method.title, f"methods.html#method-{at}", " ".join(method.paragraphs))
    for source in sorted({account.source for account in edition.accounts}):
        where = f"data-quality.html#{source}"
        yield ("Data quality", edition.source_title(source), where, "files rows accepted set aside")
