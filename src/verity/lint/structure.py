"""From lines of plain text to pieces: headings, captions, items, rows of tables, footnotes, lists of exhibits.

What a format with real markup already knows (Word, HTML, Markdown) passes through; only bare lines are guessed at.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from verity.lint.text import Kind, Piece

SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
CAPTION = re.compile(
    r"^\W{0,3}(?P<kind>Figure|Table|Fig\.?|Chart|Map|Box|Exhibit)\s?(?P<number>[A-Z]?\d+(?:[.-]\d+)*[a-z]?)"
    r"\s?(?:[:.–—|-]\s?|\s{2,}|\s(?=[A-Z]))(?P<title>.*)$"
)
_LEADER = re.compile(r"(?:\s?\.{3,}|(?:\s*\.){4,}|\s?…+|\t|\s{3,})\s*(?:\d{1,3}|[ivxl]+)\s*$")
_ITEM = re.compile(r"^\s*(?:[-•*▪◦❖●‣–]|o(?=\s{2})|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_NUMBERED = re.compile(r"^\s*(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<title>[A-Z“\"‘'(].{1,140})$")
_APPENDIX = re.compile(r"^\s*(?P<title>(?:Appendix|Annex)\s+(?:\d+|[A-Z])\b.{0,140})$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"^\s*(?P<mark>[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\[\d{1,3}\](?=\s+[A-Zh]))\s*(?P<words>.*)$")
_SOURCE = re.compile(r"(?i)^\s*(?:data )?sources?\s?:")
_PAGE_NUMBER = re.compile(
    r"(?i)^\s*(?:page\s)?\|?\s*\d{1,3}(?:\s?(?:of|/)\s?\d{1,3})?\s*(?:\|\s*page)?\s*$|^\s*P\s?a\s?g\s?e\s?\|?\s?\d+\s*$"
)
_TAGS = re.compile(r"</?(?:ol|ul|li|p|br|div)(?:\s[^>]*)?/?>")
_OTHER_TAGS = re.compile(r"</?[a-z][^>]{0,80}>(?!\S*@)")
_LINKS = re.compile(r"\[([^\]\n]+)\]\((?:#|https?:)[^)\s]*\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")
_BOUNDARY = "\f"
LEAST_RUNNING = 12
"""Letters from which a part of a line at a page's edge may be furniture by itself."""
_USUAL = re.compile(
    r"(?i)^(?:(?:one|two)[- ]page |executive |plain[- ]english )?summary$|"
    r"^(?:foreword|introduction|background|methodology|"
    r"key (?:findings|messages|points)|conclusions?|(?:key )?recommendations|glossary(?: of (?:terms|abbreviations))?|"
    r"abbreviations(?: and acronyms)?|acronyms|references|acknowledge?ments|appendix|appendices|limitations|"
    r"next steps)$"
)
"""Titles that are headings wherever they stand alone on a line."""
LIST_TITLES = re.compile(
    r"(?i)^\W*(?:list of |table of )?(?:figures|tables|charts|maps|exhibits|contents|figures and tables)\W*$"
)


_CELL_NUMBER = re.compile(r"<?\d[\d,]*(?:\.\d+)?%?(?:\s\([\d.,]+%?\))?|(?<=\s)[-–*](?=\s|$)")
_RUN_OF_NUMBERS = re.compile(
    r"^\s*(?P<label>[A-Z][^\d.;:]{1,60}?)\s"
    r"(?P<numbers>(?:(?:<?\d[\d,]*(?:\.\d+)?%?(?:\s\([\d.,]+%?\))?|[-–*])(?:\s+|$)){2,})$"
)
"""A line of a table whose columns a PDF has set one space apart: a label, then numbers only."""


def clean(words: str) -> str:
    """Return a line without markup; the parts of a list inside a cell stay apart as lines.

    >>> clean("see **[Table 2](#t2)** <i>now</i>")
    'see Table 2 now'
    """
    words = _TAGS.sub("\n", words)
    words = _OTHER_TAGS.sub("", words)
    words = _LINKS.sub(r"\1", words)
    words = _EMPHASIS.sub(r"\2", words).replace("**", "")
    return words.replace("\u00a0", " ").replace("&amp;", "&").strip(" \n")


def pieces_of_lines(lines: Sequence[str]) -> Iterator[Piece]:
    """Yield what the lines of a plain text are, page furniture left out."""
    furniture = _furniture(lines)
    headings = _headings_in_contents(lines)
    columns = _aligned(lines)
    in_list, last = False, None
    for number, raw in enumerate(lines, start=1):
        line = raw.replace(_BOUNDARY, "").rstrip()
        if number in furniture or not line.strip():
            last = last if number in furniture else None
            yield Piece(words="", line=number)
            continue
        words = clean(line.strip())
        if LIST_TITLES.match(words):
            in_list = True
            yield Piece(words=words, line=number, kind=Kind.CONTENTS)
            continue
        if in_list and (_LEADER.search(line) or (CAPTION.match(words) and _near_leader(lines, number))):
            piece = _of_contents(words, number)
            last = piece.kind
            yield piece
            continue
        if in_list and last is Kind.LISTED and any(_LEADER.search(one.rstrip()) for one in lines[number : number + 2]):
            yield Piece(words=words, line=number, kind=Kind.CONTENTS)
            continue
        in_list = in_list and len(words) < 60 and not words.endswith(".") and _near_leader(lines, number)
        piece = _piece(line, words, number, headings, columns.get(number, ()))
        if piece.kind is Kind.CAPTION and last in {Kind.PARAGRAPH, Kind.ITEM} and _cites(words):
            piece = Piece(words=words, line=number)
        last = piece.kind
        yield piece


def _cites(words: str) -> bool:
    """Whether a line within a paragraph that begins like a caption may go on with its sentence: no colon follows."""
    found = CAPTION.match(words)
    return found is not None and words[found.end("number") : found.start("title")].strip() in {"", "."}


def _of_contents(words: str, number: int) -> Piece:
    words = _LEADER.sub("", words).strip(" .…\t")
    kind = Kind.LISTED if CAPTION.match(words) else Kind.CONTENTS
    return Piece(words=words, line=number, kind=kind)


def _piece(line: str, words: str, number: int, headings: Mapping[str, int], columns: tuple[str, ...]) -> Piece:
    """Return one line's piece: marks first, then layout, then headings."""
    if found := _FOOTNOTE.match(line):
        return Piece(
            words=f"{found['mark'].translate(SUPERSCRIPTS).strip('[]')} {clean(found['words'])}",
            line=number,
            kind=Kind.FOOTNOTE,
        )
    if _SOURCE.match(words) and "\t" not in words:
        return Piece(words=words, line=number, kind=Kind.SOURCE)
    if CAPTION.match(words) and not _sentence_start(words):
        return Piece(words=words, line=number, kind=Kind.CAPTION)
    if cells := _cells(line, columns):
        return Piece(words=words, line=number, kind=Kind.TABLE, cells=cells)
    if level := _heading_level(words, headings):
        return Piece(words=words.lstrip("# "), line=number, kind=Kind.HEADING, level=level)
    if found := _ITEM.match(line):
        return Piece(words=clean(line[found.end() :]), line=number, kind=Kind.ITEM)
    return Piece(words=words, line=number)


def _cells(line: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    if "\t" in line.strip() or line.startswith("\t"):
        return tuple(clean(cell) for cell in line.split("\t"))
    if line.lstrip().startswith("|") and line.rstrip().endswith("|") and line.count("|") > 2:
        cells = tuple(clean(cell) for cell in line.strip().strip("|").split("|"))
        return () if all(set(cell) <= set("-: ") for cell in cells) else cells
    return columns


def _sentence_start(words: str) -> bool:
    """Whether a line that begins like a caption is a sentence about an exhibit (“Figure 6 shows …”)."""
    found = CAPTION.match(words)
    if found is None:
        return False
    after = words[found.start("title") :]
    if words[found.end("number") : found.start("title")].strip() == "." and not words.endswith("."):
        return False
    return bool(
        re.match(
            r"(?:shows?|presents?|gives?|sets?|illustrates?|and|below|above|is|also|additionally|maps?|provides?|"
            r"summari[sz]es?|As|The|These|This|In)\b",
            after,
        )
    ) and not re.match(r"^\W{0,3}\w+\.?\s?[\w.-]+\s?[:–—|]", words)


def _heading_level(words: str, headings: Mapping[str, int]) -> int:
    """Return 1 and up for a heading, 0 for anything else.

    A number alone does not make a heading: “3. Text” is one where the contents list it, where it has a second level,
    or where it is in capitals.
    """
    if words.startswith("#"):
        return len(words) - len(words.lstrip("#"))
    if len(words) > 150 or words.endswith((".", ";", ",")):
        return 0
    if found := _APPENDIX.match(words):
        return 1 if ":" in words or len(words) < 90 else 0
    if found := _NUMBERED.match(words):
        depth = found["number"].count(".") + 1
        title = found["title"]
        known = _key(title) in headings
        return depth if known or (depth > 1 and not re.search(r"\d%?$", title)) or title.isupper() else 0
    if _USUAL.match(words):
        return 1
    letters = [letter for letter in words if letter.isalpha()]
    if len(letters) > 3 and words.isupper() and len(words) < 100:
        return 1
    return headings.get(_key(words), 0)


def _key(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().lower()


def _headings_in_contents(lines: Sequence[str]) -> dict[str, int]:
    """Return the titles that a table of contents lists, as keys, with 1, or 2 where they are set in from the margin."""
    titles: dict[str, int] = {}
    for raw in lines:
        if _LEADER.search(raw.rstrip()) and len(raw) < 220:
            title = _LEADER.sub("", raw.rstrip()).strip(" .…\t")
            title = re.sub(r"^\s*\d{1,2}(?:\.\d{1,2})*\.?\s+", "", title)
            if not CAPTION.match(title) and re.search("[A-Za-z]{3}", title) and "\t" not in title:
                set_in = raw.replace(_BOUNDARY, "").startswith("   ")
                titles.setdefault(_key(clean(title)), 2 if set_in else 1)
    return titles


def _near_leader(lines: Sequence[str], number: int) -> bool:
    """Whether a line of a list of exhibits stands near one that ends in a page number."""
    near = lines[max(0, number - 4) : number + 3]
    return any(_LEADER.search(line.rstrip()) for line in near)


def _furniture(lines: Sequence[str]) -> set[int]:
    """Return the numbers of lines that are page furniture: page numbers, and headers repeated at the edge of pages."""
    found = {number for number, line in enumerate(lines, start=1) if _PAGE_NUMBER.match(line.replace(_BOUNDARY, ""))}
    pages: list[list[int]] = [[]]
    for number, line in enumerate(lines, start=1):
        if _BOUNDARY in line:
            pages.append([])
        if line.replace(_BOUNDARY, "").strip() and number not in found:
            pages[-1].append(number)
    if len(pages) < 4:
        return found
    edges = [number for page in pages for number in {*page[:2], *page[-2:]}]
    masks = Counter(mask for number in edges for mask in {*_masks(lines[number - 1])})
    least = max(3, len(pages) // 4)
    return found | {number for number in edges if any(masks[mask] >= least for mask in _masks(lines[number - 1]))}


def _masks(line: str) -> list[str]:
    """Return a line with its numbers masked, and its parts that stand far apart: a running title beside a constant."""
    whole = re.sub(r"\d+", "#", line.replace(_BOUNDARY, "").strip())
    return [whole, *(part for part in re.split(r"\s{3,}", whole) if len(part) >= LEAST_RUNNING and part != whole)]


def _aligned(lines: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """Return the cells of tables set with spaces: two or more neighbouring lines with gaps of two or more spaces."""
    split = {}
    for number, raw in enumerate(lines, start=1):
        line = raw.replace(_BOUNDARY, "").rstrip()
        if "\t" in line or (_LEADER.search(line) and "..." in line):
            continue
        if found := _RUN_OF_NUMBERS.match(line):
            split[number] = (clean(found["label"]), *_CELL_NUMBER.findall(found["numbers"]))
            continue
        cells = tuple(clean(cell) for cell in re.split(r"\s{2,}", line.strip()))
        numeric = sum(bool(re.match(r"^[<(]?[\d.,]+%?\)?(?:\s\([\d.,%]+\))?$|^[-–*]$", cell)) for cell in cells)
        if len(cells) >= 3 or (len(cells) == 2 and numeric == 1 and len(cells[0]) < 80):
            split[number] = cells
    return {number: cells for number, cells in split.items() if _neighbours(split, number)}


def _neighbours(split: dict[int, tuple[str, ...]], number: int) -> bool:
    """Whether a line with gaps has another like it within two lines, so that it is a row and not justified text."""
    return any(
        abs(len(split[other]) - len(split[number])) <= 1
        for other in range(number - 2, number + 3)
        if other != number and other in split
    )
