"""What the search page looks through: every page, section, exhibit, finding, place and definition, in words.

The index is a script beside the page, so that it works from a folder without a server.
"""

from collections.abc import Iterator, Sequence

from verity.report.edition import Edition
from verity.report.layout import Layout
from verity.report.places import PlacePage

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
            yield (kind, one.title, f"{where.exhibit[one.id]}.html#{one.id}", f"{one.subtitle} {one.source_line}")


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
        yield ("Data quality", source.replace("_", " "), f"data-quality.html#{source}", "files rows accepted set aside")
