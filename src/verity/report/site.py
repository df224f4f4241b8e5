"""The site: short linked pages that open by double-click, read without JavaScript and print well."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from verity.chapters.chapter import Gap, Prose, Show
from verity.exhibits.maps import PATTERNS
from verity.exhibits.numbering import linked
from verity.report.document.assembly import document
from verity.report.document.blocks import Part
from verity.report.document.glossary import used_terms
from verity.report.document.words import ABBREVIATIONS, used_abbreviations
from verity.report.edition import Edition
from verity.report.layout import Layout, Page, layout, shown
from verity.report.navigation import navigation
from verity.report.pictures import Pictures, draw_all, interactive_bundle, sized, uses_patterns
from verity.report.places import place_pages
from verity.report.search_index import search_index
from verity.report.self_assessment import self_assessment
from verity.report.summary import summary_gaps

NARRATIVE_LEVEL = 3
"""Heading level at which narrative begins: below the title of the section it stands in."""
STATIC = ("site.css", "site.js", "search.js")
FIXED = ("index", "exhibits", "search", "definitions", "glossary", "methods", "data-quality", "self-assessment",
         "accessibility")  # fmt: skip
"""Pages that every edition has, beside its chapters and places."""
OFFERED = ("ODS", "PNG", "SVG", "XLSX")
"""Forms of file that pages offer, by their abbreviations."""


@dataclass(frozen=True, kw_only=True)
class _Site:
    """What every page is made with."""

    edition: Edition
    layout: Layout
    pages: Environment
    shared: Mapping[str, Any]
    out: Path

    def write(self, name: str, *, template: str = "", **own: Any) -> None:  # noqa: ANN401 - whatever a template takes
        text = self.pages.get_template(f"{template or name}.html").render(page=name, **self.shared, **own)
        _write(self.out / f"{name}.html", text)


def write_site(
    edition: Edition, out: Path, pictures: Pictures | None = None, *, formats: Mapping[str, str] | None = None
) -> None:
    """Write every page of an edition, its styles, scripts and pictures, into `out`.

    Parameters
    ----------
    pictures : Pictures, optional
        The pictures where they are drawn already; drawn here otherwise.
    formats : mapping, optional
        The whole report in other formats that the build writes beside the site: words for a reader → file.
    """
    exhibits = [(exhibit, edition.numbers[exhibit.id]) for chapter in edition.chapters for exhibit in chapter.exhibits]
    drawn = pictures or draw_all(exhibits)
    where = layout(edition)
    site = _Site(
        edition=edition,
        layout=where,
        pages=_environment(),
        shared=_shared(edition, where, drawn) | {"formats": dict(formats or {})},
        out=out,
    )
    for name in FIXED:
        site.write(name)
    if edition.changes_markdown:
        site.write("changes", told=_narrative(edition.changes_markdown, {}, {}, level=2))
    if edition.places:
        site.write("places")
    for place in site.shared["places"]:
        site.write(place.name, template="place", shown=place)
    for page in where.pages:
        _write_chapter_page(site, page)
    _write_static(site)
    _write_pictures(edition, drawn, out)


def _shared(edition: Edition, where: Layout, drawn: Pictures) -> dict[str, Any]:
    """Return what every template may use."""
    whole = document(edition)
    places = place_pages(edition)
    return {
        "edition": edition,
        "layout": where,
        "places": places,
        "menu": navigation(edition, where, places),
        "svg": {one: Markup(svg) for one, svg in drawn.svg.items()},  # noqa: S704 - drawn here, escaped there
        "home": where.exhibit,
        "accounted": {account.source for account in edition.accounts},
        "findings": {finding.id: finding for chapter in edition.chapters for finding in chapter.findings},
        "exhibits": {exhibit.id: exhibit for chapter in edition.chapters for exhibit in chapter.exhibits},
        "defined": {one.id: one.title for one in edition.definitions},
        "gaps": summary_gaps(edition),
        "terms": used_terms(whole.parts),
        "abbreviations": _abbreviations(whole.parts),
        "assessed": self_assessment(edition),
        "narrative": {key: _narrative(text, edition.numbers, where.exhibit) for key, text in edition.narrative.items()},
        "prose": lambda text: _prose(text, edition.numbers, where.exhibit),
        "kind_of": _kind_of,
        "shown_in": shown,
    }


def _abbreviations(parts: Sequence[Part]) -> dict[str, str]:
    """Return the abbreviations of the whole report, and those of the files that pages offer, with their meanings."""
    used = {*used_abbreviations(parts), *OFFERED}
    return {one: meaning for one, meaning in ABBREVIATIONS.items() if one in used}


def _write_chapter_page(site: _Site, page: Page) -> None:
    if site.layout.parted(page.chapter.id) and not page.sections:
        site.write(page.name, template="chapter-contents", here=page, parts=site.layout.of(page.chapter.id)[1:])
        return
    specs = _script_json({exhibit.id: exhibit.chart for exhibit in page.exhibits if exhibit.chart})
    patterns = Markup(PATTERNS) if uses_patterns(specs) else ""  # noqa: S704 - a constant
    pages = [one for one in site.layout.pages if one.sections]
    at = pages.index(page)
    site.write(
        page.name, template="chapter", here=page, chapter=page.chapter, patterns=patterns,
        before=pages[at - 1] if at else None, after=pages[at + 1] if at + 1 < len(pages) else None,
    )  # fmt: skip
    script = f"{_comment(site.edition)}window.verityCharts = {specs};\n"
    _write(site.out / "static" / f"{page.name}-charts.js", script)


def _write_static(site: _Site) -> None:
    for name in STATIC:
        _write(site.out / "static" / name, files("verity.report").joinpath("static", name).read_text("utf-8"))
    _write(site.out / "static" / "vega.js", interactive_bundle())
    index = _script_json(search_index(site.edition, site.layout, site.shared["places"]))
    _write(site.out / "static" / "search-index.js", f"{_comment(site.edition)}window.veritySearch = {index};\n")


def _write_pictures(edition: Edition, drawn: Pictures, out: Path) -> None:
    """Write each picture as files of its own, to be put elsewhere."""
    for one, svg in drawn.svg.items():
        _write(out / edition.chart_name(one, "svg"), sized(svg))
    for one, png in drawn.png.items():
        (out / edition.chart_name(one, "png")).write_bytes(png)


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
    environment.filters["opening"] = lambda text: f"{text[:1].upper()}{text[1:]}"
    return environment


def _prose(text: str, numbers: Mapping[str, str], home: Mapping[str, str]) -> Markup:
    """Return prose with its cross-references as links."""
    return _linked(str(escape(text)), numbers, home)


def _narrative(
    text: str, numbers: Mapping[str, str], home: Mapping[str, str], *, level: int = NARRATIVE_LEVEL
) -> Markup:
    """Return Markdown: references linked, headings from `level` down, tables that scroll alone."""
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    first = min(map(int, re.findall(r"<h([1-6])>", html)), default=level)
    levelled = re.sub(r"<(/?)h([1-6])>", lambda found: f"<{found[1]}h{min(6, int(found[2]) - first + level)}>", html)
    scroll = '<div class="scroll" role="region" tabindex="0" aria-label="Table in the text"><table>'
    return _linked(levelled.replace("<table>", scroll).replace("</table>", "</table></div>"), numbers, home)


def _linked(html: str, numbers: Mapping[str, str], home: Mapping[str, str]) -> Markup:
    return Markup(linked(html, numbers, lambda one, number: f'<a href="{home[one]}.html#{one}">{number}</a>'))  # noqa: S704 - escaped by the caller, raw HTML is off in narrative


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
