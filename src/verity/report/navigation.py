"""The menu that stands on every page: summary, chapters, places, and what lies behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from verity.report.edition import Edition
from verity.report.layout import Layout
from verity.report.places import PlacePage


@dataclass(frozen=True)
class Entry:
    """One link of the menu, with those below it: shown when the page is one of them."""

    page: str
    title: str
    number: str = ""
    below: tuple["Entry", ...] = ()

    def holds(self, page: str) -> bool:
        """Whether a page is this one or one below it."""
        return page == self.page or any(one.page == page for one in self.below)


@dataclass(frozen=True)
class Group:
    """Links under one heading."""

    title: str
    entries: tuple[Entry, ...]


def navigation(edition: Edition, where: Layout, places: Sequence[PlacePage]) -> tuple[Group, ...]:
    """Return the menu of an edition."""
    changed = (Entry("changes", "What changed"),) if edition.changes_markdown else ()
    found = (
        Group("Start", (Entry("index", "Summary"), *changed, Entry("search", "Search"))),
        Group("Chapters", tuple(_chapter(where, chapter.id) for chapter in edition.chapters)),
        Group("Places", _places(places)),
        Group(
            "Behind the numbers",
            (
                Entry("exhibits", "Tables and figures"),
                *((Entry("definitions", "Definitions"),) if edition.definitions else ()),
                Entry("glossary", "Glossary"),
                Entry("methods", "Methods"),
                Entry("data-quality", "Data quality"),
                Entry("self-assessment", "Self-assessment"),
            ),
        ),
    )
    return tuple(group for group in found if group.entries)


def _chapter(where: Layout, chapter: str) -> Entry:
    first, *rest = where.of(chapter)
    below = tuple(Entry(page.name, page.title, page.number) for page in rest)
    return Entry(first.name, first.title, first.number, below)


def _places(places: Sequence[PlacePage]) -> tuple[Entry, ...]:
    if not places:
        return ()
    below = tuple(Entry(one.name, one.place.name) for one in places)
    return (Entry("places", "Districts and partnerships", below=below),)
