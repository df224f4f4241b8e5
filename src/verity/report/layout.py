"""Which page everything stands on: a short chapter is one page, a long one a page of contents and one per section.

Where a chapter is parted, its first page still answers to `chapter.html#exhibit`: it lists every exhibit under its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from verity.chapters.chapter import ChapterContent, Section, Show
from verity.exhibits.exhibit import Exhibit
from verity.report.edition import Edition

LONGEST = 12
"""Exhibits that one page may hold."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a chapter: its file without `.html`, its heading, the sections it holds; none on a page of contents."""

    name: str
    title: str
    number: str
    chapter: ChapterContent
    sections: tuple[Section, ...]

    @property
    def exhibits(self) -> tuple[Exhibit, ...]:
        """The exhibits that stand on the page, in reading order."""
        own = {exhibit.id: exhibit for exhibit in self.chapter.exhibits}
        return tuple(own[one] for section in self.sections for one in shown(section))


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The pages of all chapters, and where each exhibit and each section stands."""

    pages: tuple[Page, ...]
    exhibit: Mapping[str, str]
    section: Mapping[str, str]

    def of(self, chapter: str) -> tuple[Page, ...]:
        """Return the pages of one chapter, its first page first."""
        return tuple(page for page in self.pages if page.chapter.id == chapter)

    def parted(self, chapter: str) -> bool:
        """Whether a chapter has a page of contents and pages of sections."""
        return len(self.of(chapter)) > 1


def layout(edition: Edition) -> Layout:
    """Return the pages of an edition's chapters, in reading order."""
    pages = tuple(page for chapter in edition.chapters for page in _pages(chapter))
    return Layout(
        pages=pages,
        exhibit={exhibit.id: page.name for page in pages for exhibit in page.exhibits},
        section={section.id: page.name for page in pages for section in page.sections},
    )


def shown(section: Section) -> tuple[str, ...]:
    """Return the ids of the exhibits that a section shows, in reading order."""
    return tuple(block.exhibit for block in section.blocks if isinstance(block, Show))


def _pages(chapter: ChapterContent) -> tuple[Page, ...]:
    parted = len(chapter.exhibits) > LONGEST and len(chapter.sections) > 1
    first = Page(
        name=chapter.id, title=chapter.title, number=chapter.number, chapter=chapter,
        sections=() if parted else chapter.sections,
    )  # fmt: skip
    if not parted:
        return (first,)
    return (
        first,
        *(
            Page(
                name=section.id if section.id.startswith(f"{chapter.id}-") else f"{chapter.id}-{section.id}",
                title=section.title,
                number=f"{chapter.number}.{place}",
                chapter=chapter,
                sections=(section,),
            )
            for place, section in enumerate(chapter.sections, start=1)
        ),
    )
