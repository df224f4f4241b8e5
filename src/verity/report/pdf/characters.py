"""Characters that no shipped font can draw, an emoji in the analyst's words: spelt out, never dropped.

A tagged PDF may not show a box for a character it cannot draw, so the engine refuses the whole document.
"""

import unicodedata
from collections.abc import Mapping
from typing import Any, TypeVar

PROBE = '#set text(font: ("Source Sans 3", "Libertinus Serif"), fallback: true)\n#set document(title: "-")\n'
FIRST_DOUBTFUL = 0x250
"""Below it every Latin letter is drawn by the fonts that ship with the package."""

Content = TypeVar("Content")


def undrawable(text: str, engine: Mapping[str, Any]) -> frozenset[str]:
    """Return the characters of a text that no font of the engine can draw, each tried by itself."""
    doubtful = {one for one in text if ord(one) >= FIRST_DOUBTFUL or (ord(one) < 32 and one not in "\n\t")}
    return frozenset(one for one in sorted(doubtful) if not _draws(one, engine))


def _draws(character: str, engine: Mapping[str, Any]) -> bool:
    import typst  # noqa: PLC0415 - an extra, and slow to load

    probe = f"{PROBE}#str.from-unicode({ord(character)})"
    try:
        typst.compile(probe.encode("utf-8"), pdf_standards=["ua-1"], **engine)
    except typst.TypstError:
        return False
    return True


def spelt_out(content: Content, characters: frozenset[str]) -> Content:
    """Return content with each of the characters as its name in square brackets, at any depth.

    Examples
    --------
    >>> spelt_out({"text": "well done \N{PARTY POPPER}"}, frozenset("\N{PARTY POPPER}"))
    {'text': 'well done [party popper]'}
    """
    return _spelt(content, {ord(one): f"[{_name(one)}]" for one in characters})  # type: ignore[no-any-return]  # same shape


def _spelt(content: Any, names: dict[int, str]) -> Any:  # noqa: ANN401 - any JSON
    match content:
        case str():
            return content.translate(names)
        case dict():
            return {key: _spelt(value, names) for key, value in content.items()}
        case list() | tuple():
            return [_spelt(value, names) for value in content]
        case _:
            return content


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()
