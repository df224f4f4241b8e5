"""The site: a few static pages that open by double-click, read without JavaScript and print well."""

import json
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from verity.chapters.chapter import Gap, Prose, Show
from verity.exhibits.maps import PATTERNS
from verity.exhibits.numbering import linked
from verity.report.edition import Edition
from verity.report.pictures import all_svg, interactive_bundle, uses_patterns

NARRATIVE_LEVEL = 3
"""Heading level at which narrative begins: below the title of the section it stands in."""
STATIC = ("site.css", "site.js")


def write_site(edition: Edition, out: Path) -> None:
    """Write every page of an edition, its styles and scripts, into `out`."""
    pages = _environment()
    exhibits = [(exhibit, edition.numbers[exhibit.id]) for chapter in edition.chapters for exhibit in chapter.exhibits]
    home = {exhibit.id: f"{chapter.id}.html" for chapter in edition.chapters for exhibit in chapter.exhibits}
    shared: dict[str, Any] = {
        "edition": edition,
        "svg": {one: Markup(svg) for one, svg in all_svg(exhibits).items()},  # noqa: S704 - drawn here, escaped there
        "home": home,
        "findings": {finding.id: finding for chapter in edition.chapters for finding in chapter.findings},
        "exhibits": {exhibit.id: exhibit for exhibit, _ in exhibits},
        "narrative": {key: _narrative(text, edition.numbers, home) for key, text in edition.narrative.items()},
        "prose": lambda text: _prose(text, edition.numbers, home),
        "kind_of": _kind_of,
    }
    for name in ("index", "methods", "data-quality", "accessibility"):
        _write(out / f"{name}.html", pages.get_template(f"{name}.html").render(page=name, **shared))
    for chapter in edition.chapters:
        specs = _script_json({exhibit.id: exhibit.chart for exhibit in chapter.exhibits if exhibit.chart})
        patterns = Markup(PATTERNS) if uses_patterns(specs) else ""  # noqa: S704 - a constant
        page = pages.get_template("chapter.html").render(page=chapter.id, chapter=chapter, patterns=patterns, **shared)
        _write(out / f"{chapter.id}.html", page)
        _write(out / "static" / f"{chapter.id}-charts.js", f"{_comment(edition)}window.verityCharts = {specs};\n")
    for name in STATIC:
        _write(out / "static" / name, files("verity.report").joinpath("static", name).read_text("utf-8"))
    _write(out / "static" / "vega.js", interactive_bundle())


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("verity.report"),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["thousands"] = lambda number: f"{number:,}"
    environment.filters["count"] = lambda mapping: sum(mapping.values())
    return environment


def _prose(text: str, numbers: Mapping[str, str], home: Mapping[str, str]) -> Markup:
    """Return prose with its cross-references as links."""
    return _linked(str(escape(text)), numbers, home)


def _narrative(text: str, numbers: Mapping[str, str], home: Mapping[str, str]) -> Markup:
    """Return the analyst's words: references linked, headings below the section's own, tables that scroll alone."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    first = min(map(int, re.findall(r"<h([1-6])>", html)), default=NARRATIVE_LEVEL)
    levelled = re.sub(
        r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{min(6, int(found[2]) - first + NARRATIVE_LEVEL)}>", html
    )
    scroll = '<div class="scroll" role="region" tabindex="0" aria-label="Table in the text"><table>'
    return _linked(levelled.replace("<table>", scroll).replace("</table>", "</table></div>"), numbers, home)


def _linked(html: str, numbers: Mapping[str, str], home: Mapping[str, str]) -> Markup:
    return Markup(linked(html, numbers, lambda one, number: f'<a href="{home[one]}#{one}">{number}</a>'))  # noqa: S704 - escaped by the caller, raw HTML is off in narrative


def _comment(edition: Edition) -> str:
    return f"/* {edition.marking} */\n" if edition.marking else ""


def _kind_of(block: object) -> str:
    match block:
        case Prose():
            return "prose"
        case Show():
            return "show"
        case Gap():
            return "gap"
        case _:
            raise TypeError(f"A section holds a {type(block).__name__}, which no page knows")


def _script_json(content: Any) -> str:  # noqa: ANN401 - whatever a specification holds
    """Return JSON that may stand in a script."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("</", "<\\/")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text.rstrip() + "\n", "utf-8", newline="\n")
