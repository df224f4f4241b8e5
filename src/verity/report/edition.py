"""A finished edition: everything the writers need, and nothing they would have to compute."""

from collections.abc import Mapping
from dataclasses import dataclass

from verity.chapters.chapter import ChapterContent
from verity.exhibits.exhibit import Exhibit
from verity.model.account import FileAccount
from verity.model.releases import EditionKind

MARKINGS = {
    EditionKind.PUBLIC: "",
    EditionKind.PARTNER: "Official – for the partnership, not for publication",
    EditionKind.RESTRICTED: "Restricted – not for publication",
}
"""What stands on every page and in every file of an edition that is not public."""


@dataclass(frozen=True, kw_only=True)
class Freshness:
    """How old one source is at the assessment's `as_of` date.

    `state` is one of `current`, `stale`, `missing`, `fixed` (a source that is not renewed).
    """

    source: str
    title: str
    latest: str
    lag_months: int | None
    state: str
    page: str
    file: str
    folder: str
    enables: str


@dataclass(frozen=True, kw_only=True)
class DefinitionUsed:
    """A definition of violence that a number used: its id, words and authority, and the codes it resolved to."""

    id: str
    title: str
    authority: str
    codes: Mapping[str, tuple[str, ...]]
    ages: tuple[int, int] | None = None


@dataclass(frozen=True, kw_only=True)
class Method:
    """One entry of the methods annex: heading and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place with a page of its own: a district, or a community safety partnership and the districts in it."""

    code: str
    name: str
    kind: str
    districts: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Attestation:
    """What a named person vouches for: the item of the self-assessment, who and in what role, when, in what words."""

    check: str
    name: str
    role: str
    date: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Edition:
    """A finished edition.

    Parameters
    ----------
    title, area, year, kind : str
    as_of : str
        Date in words from which freshness is reckoned.
    version : str
        Version of Verity.
    synthetic : bool
        Every page says so when true; read from the area codes, never from a setting.
    summary : tuple[str, ...]
        Ids of the findings on the front.
    chapters : tuple[ChapterContent, ...]
    numbers : Mapping[str, str]
        Exhibit id → “Table 2”, “Figure 7”.
    freshness, accounts, methods
        The annexes.
    sources : Mapping[str, tuple[str, ...]]
        Contract id → the input files behind it (path, SHA-256); none where they are not told to this edition's readers.
    narrative : Mapping[str, str]
        Section id → the analyst's own Markdown, quoted numbers filled in.
    typed_numbers : tuple[str, ...]
        Numbers in it that were typed by hand and look computed, with the name each might be quoted by.
    definitions : tuple[DefinitionUsed, ...]
        Definitions of violence that any number of this edition used.
    policies : tuple[str, ...]
        Policies under which its tables were released.
    recommendations : tuple[Mapping[str, str], ...]
        Rows of the register of recommendations.
    front : tuple[tuple[str, str], ...]
        Front matter in the analyst's words: what (purpose, scope, partners, prepared by …), and the words.
    changes : tuple[str, ...]
        The most important changes since the last edition, where one was given to compare with.
    changes_markdown : str
        All that changed since then, in Markdown; empty where no edition was given.
    draft : str
        What every page says of an edition that is not approved for release; empty once it is.
    approvals : tuple[tuple[str, str, str], ...]
        Name, role and day of each approval that holds.
    attestations : tuple[Attestation, ...]
        What named persons vouch for, in the order of their register.
    subject : str
        Digest of what the edition is made of, by which it is approved.
    places : tuple[Place, ...]
        Districts and community safety partnerships, each with a page of its own.
    """

    title: str
    area: str
    year: int
    kind: str
    as_of: str
    version: str
    synthetic: bool
    summary: tuple[str, ...]
    chapters: tuple[ChapterContent, ...]
    numbers: Mapping[str, str]
    freshness: tuple[Freshness, ...]
    accounts: tuple[FileAccount, ...]
    methods: tuple[Method, ...]
    sources: Mapping[str, tuple[tuple[str, str], ...]]
    narrative: Mapping[str, str]
    typed_numbers: tuple[str, ...] = ()
    definitions: tuple[DefinitionUsed, ...] = ()
    policies: tuple[str, ...] = ()
    recommendations: tuple[Mapping[str, str], ...] = ()
    front: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()
    changes_markdown: str = ""
    draft: str = ""
    approvals: tuple[tuple[str, str, str], ...] = ()
    attestations: tuple[Attestation, ...] = ()
    subject: str = ""
    places: tuple[Place, ...] = ()

    @property
    def marking(self) -> str:
        """The words that every page and file bears; empty for the public edition."""
        return MARKINGS[EditionKind(self.kind)]

    @property
    def handling(self) -> str:
        """What stands at the head of every page: the marking, and that the edition is a draft while it is one."""
        return " · ".join(one for one in (self.marking, self.draft) if one)

    @property
    def numbered_exhibits(self) -> tuple[tuple[Exhibit, str], ...]:
        """Every exhibit with its number, in reading order."""
        return tuple((one, self.numbers[one.id]) for chapter in self.chapters for one in chapter.exhibits)

    def source_title(self, source: str) -> str:
        """Return what readers call a source; its id in words where nothing is known of it."""
        named = (one.title for one in self.freshness if one.source == source)
        return next(named, source.replace("_", " ").capitalize())

    def report_name(self, suffix: str) -> str:
        """Return the name of the whole report in one format; one that is not public says so in its name."""
        return f"assessment{'.not-for-publication' if self.marking else ''}.{suffix}"

    def tables_name(self, suffix: str) -> str:
        """Return the name of the workbook of all tables in one format, marked like the report."""
        return f"tables{self._mark}.{suffix}"

    def data_name(self, exhibit: str) -> str:
        """Return the name of an exhibit's file of numbers; one that is not public says so in its name."""
        return f"data/{exhibit}{self._mark}.csv"

    def chart_name(self, exhibit: str, form: str) -> str:
        """Return the name of an exhibit's picture, `form` being `svg` or `png`, marked like its numbers."""
        return f"charts/{exhibit}{self._mark}.{form}"

    @property
    def _mark(self) -> str:
        return ".not-for-publication" if self.marking else ""
