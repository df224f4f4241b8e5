"""The analyst's Markdown, and references in prose, as blocks of a document."""

from collections.abc import Mapping, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from verity.exhibits.numbering import REFERENCE, linked
from verity.report.document.blocks import Block, Grid, Heading, Listing, Paragraph, Run, Runs, Style

IN_TEXT = "Table in the text"
"""Title of a table that the analyst gave none; writers may leave it out."""
NARRATIVE_LEVEL = 3
"""Level at which the analyst's first heading stands: below the title of the section it is in."""


def referring(text: str, numbers: Mapping[str, str], *, bold: bool = False, slanted: bool = False) -> Runs:
    """Return text as runs, every `{exhibit-id}` a numbered reference.

    Raises
    ------
    ValidityError
        No exhibit has the id.
    """
    linked(text, numbers, lambda _, number: number)
    runs: list[Run] = []
    place = 0
    for match in REFERENCE.finditer(text):
        if match.start() > place:
            runs.append(Run(text[place : match.start()], bold=bold, slanted=slanted))
        runs.append(Run(numbers[match.group(1)], bold=bold, slanted=slanted, target=match.group(1)))
        place = match.end()
    if place < len(text):
        runs.append(Run(text[place:], bold=bold, slanted=slanted))
    return tuple(runs)


def markdown_blocks(text: str, numbers: Mapping[str, str]) -> tuple[Block, ...]:
    """Return Markdown as blocks: headings below the section's own, paragraphs, lists, tables; raw HTML is text."""
    tokens = MarkdownIt("commonmark", {"html": False}).enable("table").parse(text)
    first = min((int(token.tag[1]) for token in tokens if token.type == "heading_open"), default=NARRATIVE_LEVEL)
    blocks: list[Block] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        end = _closing(tokens, place)
        inside = tokens[place + 1 : end]
        match token.type:
            case "heading_open":
                level = min(4, int(token.tag[1]) - first + NARRATIVE_LEVEL)
                blocks.append(Heading(text="".join(r.text for r in _runs(inside, numbers)), level=level))
            case "paragraph_open":
                blocks.append(Paragraph(runs=_runs(inside, numbers)))
            case "bullet_list_open" | "ordered_list_open":
                blocks.append(Listing(items=_items(inside, numbers), ordered=token.type.startswith("ordered")))
            case "table_open":
                blocks.append(_grid(inside, numbers))
            case "blockquote_open":
                blocks.append(Paragraph(runs=_runs(inside, numbers), style=Style.NOTE))
            case "fence" | "code_block":
                blocks.append(Paragraph(runs=(Run(token.content.strip()),), style=Style.NOTE))
            case _:
                pass
        place = end + 1
    return tuple(blocks)


def _closing(tokens: Sequence[Token], place: int) -> int:
    """Return the place of the token that closes the one at `place`; itself where it opens nothing."""
    depth = 0
    for at in range(place, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at
    return len(tokens) - 1


def _runs(tokens: Sequence[Token], numbers: Mapping[str, str]) -> Runs:
    """Return the inline text of tokens as runs; several paragraphs are parted by a space."""
    runs: list[Run] = []
    for token in tokens:
        if token.type == "inline":
            if runs:
                runs.append(Run(" "))
            runs += _inline(token.children or [], numbers)
    return tuple(runs)


def _inline(children: Sequence[Token], numbers: Mapping[str, str]) -> list[Run]:
    runs: list[Run] = []
    bold = slanted = False
    target = ""
    for child in children:
        match child.type:
            case "strong_open" | "strong_close":
                bold = child.type == "strong_open"
            case "em_open" | "em_close":
                slanted = child.type == "em_open"
            case "link_open":
                target = str(child.attrGet("href") or "")
            case "link_close":
                target = ""
            case "softbreak" | "hardbreak":
                runs.append(Run(" "))
            case "code_inline":
                runs.append(Run(child.content, bold=bold, slanted=slanted, target=target))
            case "text" if target:
                runs.append(Run(child.content, bold=bold, slanted=slanted, target=target))
            case "text":
                runs += referring(child.content, numbers, bold=bold, slanted=slanted)
            case _:
                pass
    return runs


def _items(tokens: Sequence[Token], numbers: Mapping[str, str]) -> tuple[Runs, ...]:
    items: list[Runs] = []
    place = 0
    while place < len(tokens):
        end = _closing(tokens, place)
        if tokens[place].type == "list_item_open":
            items.append(_runs(tokens[place + 1 : end], numbers))
        place = end + 1
    return tuple(items)


def _grid(tokens: Sequence[Token], numbers: Mapping[str, str]) -> Grid:
    rows: list[tuple[str, ...]] = []
    cells: list[str] = []
    for token in tokens:
        if token.type == "tr_open":
            cells = []
        elif token.type == "inline":
            cells.append("".join(run.text for run in _inline(token.children or [], numbers)))
        elif token.type == "tr_close":
            rows.append(tuple(cells))
    return Grid(title=IN_TEXT, header=rows[0], rows=tuple(rows[1:]))
