"""Where links lead inside the Word file: bookmarks for parts, headings and exhibits, relations for web addresses."""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from verity.report.document.blocks import Display, Document, Heading, Listing, Paragraph, Part, Run, Runs
from verity.report.word.markup import bookmarked, field, inner_link, outer_link, run

LONGEST = 40
"""Letters that a bookmark's name may have."""
HASH = 8


@dataclass(frozen=True)
class Place:
    """A bookmark: its name, its number in the file, and the words that it encloses."""

    name: str
    number: int
    words: str

    def around(self, inside: str) -> str:
        """Return runs enclosed by the bookmark."""
        return bookmarked(self.name, self.number, inside)


@dataclass(frozen=True, kw_only=True)
class References:
    """Target → bookmark, and web address → relation."""

    places: Mapping[str, Place]
    links: Mapping[str, str]


def references(document: Document) -> References:
    """Return every place that a link can lead to, and every address."""
    places: dict[str, Place] = {}
    taken: set[str] = set()
    for number, (target, words) in enumerate(_targets(document), start=1):
        name = bookmark_name(target, taken)
        taken.add(name.casefold())
        places[target] = Place(name, number, words)
    addresses = dict.fromkeys(one.target for one in _runs(document) if is_address(one.target))
    return References(places=places, links={one: f"rIdLink{n}" for n, one in enumerate(addresses, start=1)})


def heading_key(part: Part, place: int, heading: Heading) -> str:
    """Return what a heading is found by: its own id, or its place in its part."""
    return heading.id or f"{part.id} {place}"


def numbered(number: str, text: str) -> str:
    """Return a title behind its number, where it has one."""
    return f"{number} {text}" if number else text


def bookmark_name(target: str, taken: Collection[str] = ()) -> str:
    """Return a name that Word allows: letters, digits and underscores, 40 at most, a letter first.

    Parameters
    ----------
    target : str
    taken : Collection[str]
        Names of other targets, in small letters: Word does not tell capitals apart.

    Examples
    --------
    >>> bookmark_name("population-pyramid")
    'population_pyramid'
    >>> bookmark_name("3 of " + 40 * "x")
    'at_3_of_xxxxxxxxxxxxxxxxxxxxxxx_cade51e7'
    """
    plain = re.sub(r"[^A-Za-z0-9]", "_", target)
    name = plain if plain[:1].isalpha() else f"at_{plain}"
    if len(name) <= LONGEST and name.casefold() not in taken:
        return name
    digest = hashlib.sha256(target.encode()).hexdigest()[:HASH]
    return f"{name[: LONGEST - HASH - 1]}_{digest}"


def is_address(target: str) -> bool:
    """Whether a target lies outside the document."""
    return target.startswith(("https://", "http://", "mailto:"))


def runs_xml(runs: Runs, known: References) -> str:
    """Return runs with their links: a field where the words are the bookmark's own, so that they renumber."""
    return "".join(_run_xml(one, known) for one in runs)


def _run_xml(one: Run, known: References) -> str:
    style = "Strong" if one.bold else "Emphasis" if one.slanted else ""
    place = known.places.get(one.target.removeprefix("#"))
    if place is not None and place.words == one.text:
        return field(f"REF {place.name} \\h \\* MERGEFORMAT", run(one.text, style=style or "CrossReference"))
    if place is not None:
        return inner_link(place.name, run(one.text, style="Hyperlink"))
    if one.target in known.links:
        return outer_link(known.links[one.target], run(one.text, style="Hyperlink"))
    return run(one.text, style=style, slanted=one.bold and one.slanted)


def _targets(document: Document) -> Iterator[tuple[str, str]]:
    for part in document.parts:
        yield part.id, numbered(part.number, part.title)
        for place, block in enumerate(part.blocks):
            if isinstance(block, Heading):
                yield heading_key(part, place, block), numbered(block.number, block.text)
            elif isinstance(block, Display):
                yield block.exhibit.id, block.number


def _runs(document: Document) -> Iterator[Run]:
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Paragraph):
                yield from block.runs
            elif isinstance(block, Listing):
                for item in block.items:
                    yield from item
