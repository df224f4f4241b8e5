"""Numbers of exhibits, in reading order, and the links that prose makes to them.

Tables and figures are numbered apart. Ids are stable; numbers are given once, here.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from verity.exhibits.exhibit import Exhibit, Kind
from verity.model.errors import ValidityError

REFERENCE = re.compile(r"\{([a-z0-9][a-z0-9-]*)\}")
"""A cross-reference in prose: `{population-pyramid}`."""


class _Section(Protocol):
    """Blocks in reading order, some of which show an exhibit."""

    @property
    def blocks(self) -> Sequence[object]: ...


class _Chapter(Protocol):
    """What numbering needs of a chapter; chapters themselves lie above exhibits."""

    @property
    def id(self) -> str: ...
    @property
    def exhibits(self) -> Sequence[Exhibit]: ...
    @property
    def sections(self) -> Sequence[_Section]: ...


def number_exhibits(chapters: Sequence[_Chapter]) -> dict[str, str]:
    """Return the number of each exhibit, in reading order.

    Raises
    ------
    ValidityError
        When a section shows an exhibit that does not exist or shows one twice, when an exhibit has no place,
        or when two share an id.

    Returns
    -------
    dict[str, str]
        Exhibit id → “Table 2”, “Figure 7”.
    """
    numbers: dict[str, str] = {}
    totals = dict.fromkeys(Kind, 0)
    for chapter in chapters:
        own = {exhibit.id: exhibit for exhibit in chapter.exhibits}
        if len(own) != len(chapter.exhibits):
            raise _fault("Two exhibits share an id", chapter.id, ", ".join(sorted(one.id for one in chapter.exhibits)))
        shown = shown_ids(chapter)
        _check_places(chapter.id, own, shown, numbers)
        for one in shown:
            kind = own[one].kind
            totals[kind] += 1
            numbers[one] = f"{kind} {totals[kind]}"
    return numbers


def shown_ids(chapter: _Chapter) -> list[str]:
    """Return the ids of the exhibits a chapter shows, in reading order."""
    blocks = [block for section in chapter.sections for block in section.blocks]
    shows = [getattr(block, "exhibit", None) for block in blocks]
    return [str(one) for one in shows if one is not None]


def _check_places(chapter: str, own: Mapping[str, Exhibit], shown: Sequence[str], taken: Mapping[str, str]) -> None:
    for one in shown:
        if one not in own:
            raise _fault("A section shows an exhibit that does not exist", chapter, one)
        if shown.count(one) > 1 or one in taken:
            raise _fault("An exhibit is shown twice", chapter, one)
    for one in own:
        if one not in shown:
            raise _fault("An exhibit has no place in its chapter", chapter, one)


def linked(text: str, numbers: Mapping[str, str], link: Callable[[str, str], str], *, where: str = "") -> str:
    """Return text with every `{exhibit-id}` replaced by a numbered link.

    Parameters
    ----------
    text : str
        Prose, already escaped for its medium.
    numbers : Mapping[str, str]
    link : callable
        Makes a link of an exhibit id and its number.
    where : str
        Named in the error.

    Raises
    ------
    ValidityError
        When no exhibit has the id.

    Examples
    --------
    >>> linked("See {age-sex}.", {"age-sex": "Figure 3"}, lambda one, number: number)
    'See Figure 3.'
    """

    def replaced(match: re.Match[str]) -> str:
        one = match.group(1)
        if one not in numbers:
            raise _fault("A cross-reference leads nowhere", where or text[:60], one)
        return link(one, numbers[one])

    return REFERENCE.sub(replaced, text)


def _fault(what: str, where: str, found: str) -> ValidityError:
    return ValidityError(
        what, where=where, expected="each exhibit shown once, under one id", found=found,
        do_this="correct the chapter or the narrative that names it",
    )  # fmt: skip
