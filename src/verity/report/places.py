"""A page for each district and community safety partnership: what the findings and released tables say of it.

Nothing is computed: rows whose heading names the place, and columns headed by its name, are taken as they stand.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from verity.chapters.chapter import ChapterContent
from verity.exhibits.exhibit import Exhibit, ExhibitTable
from verity.findings.finding import Finding
from verity.report.edition import Edition, Place


@dataclass(frozen=True)
class PlaceTable:
    """An exhibit, and the part of its table that speaks of the place."""

    exhibit: Exhibit
    table: ExhibitTable


@dataclass(frozen=True)
class PlaceChapter:
    """What one chapter says of a place."""

    chapter: ChapterContent
    findings: tuple[Finding, ...]
    tables: tuple[PlaceTable, ...]


@dataclass(frozen=True, kw_only=True)
class PlacePage:
    """A place's page: its file without `.html`, what kind of place it is, and what each chapter says of it."""

    name: str
    place: Place
    kind: str
    chapters: tuple[PlaceChapter, ...]


def place_pages(edition: Edition) -> tuple[PlacePage, ...]:
    """Return a page for each place, districts first; a partnership that is one district of its name shares its page."""
    alone = {one.name for one in edition.places if one.districts == (one.name,)}
    pages: list[PlacePage] = []
    taken: set[str] = set()
    for place in edition.places:
        if place.districts and place.name in alone:
            continue
        name = f"place-{slug(place.name)}"
        name = f"{name}-{slug(place.kind)}" if name in taken else name
        taken.add(name)
        kind = f"{place.kind} and community safety partnership" if place.name in alone else place.kind
        pages.append(PlacePage(name=name, place=place, kind=kind, chapters=_chapters(edition, place)))
    return tuple(pages)


def slug(name: str) -> str:
    """Return a name as it stands in the name of a file.

    Examples
    --------
    >>> slug("St Albans & Hatfield")
    'st-albans-and-hatfield'
    """
    return re.sub(r"[^a-z0-9]+", "-", name.casefold().replace("&", " and ")).strip("-")


def part_of(table: ExhibitTable, names: Sequence[str]) -> ExhibitTable | None:
    """Return the rows headed by one of the names; else the columns that one heads; None where there are neither.

    A column is headed by a name that stands at its beginning: “Luton”, “Luton: areas”, “Luton, female”.
    """
    heads = table.header_columns
    rows = tuple(row for row in table.rows if any(cell.text in names for cell in row[:heads]))
    if rows:
        return replace(table, rows=rows)
    begins = re.compile("|".join(rf"{re.escape(name)}(?=$|[:,])" for name in names))
    kept = [at for at, column in enumerate(table.columns) if at < heads or begins.match(column.heading)]
    if len(kept) == heads:
        return None
    columns = tuple(table.columns[at] for at in kept)
    return replace(table, columns=columns, rows=tuple(tuple(row[at] for at in kept) for row in table.rows))


def _chapters(edition: Edition, place: Place) -> tuple[PlaceChapter, ...]:
    names = (place.name, *place.districts)
    found = (PlaceChapter(chapter, _findings(chapter, names), _tables(chapter, names)) for chapter in edition.chapters)
    return tuple(one for one in found if one.findings or one.tables)


def _findings(chapter: ChapterContent, names: Sequence[str]) -> tuple[Finding, ...]:
    spoken = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names))
    return tuple(one for one in chapter.findings if one.area in names or spoken.search(one.words))


def _tables(chapter: ChapterContent, names: Sequence[str]) -> tuple[PlaceTable, ...]:
    parts = ((exhibit, part_of(exhibit.table, names)) for exhibit in chapter.exhibits)
    return tuple(PlaceTable(exhibit, table) for exhibit, table in parts if table is not None)
