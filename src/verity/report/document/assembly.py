"""An edition as one document: summary, contents of each chapter, then the appendices that let a reader check it."""

from collections.abc import Mapping, Sequence

from verity.chapters.chapter import ChapterContent, Gap, Prose, Section, Show
from verity.exhibits.numbering import REFERENCE
from verity.findings.finding import Finding
from verity.model.account import FileAccount
from verity.report.document.blocks import (
    Block,
    Display,
    Document,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Part,
    Run,
    Runs,
    Style,
    stepped,
)
from verity.report.document.glossary import used_terms
from verity.report.document.markdown import markdown_blocks, referring
from verity.report.document.reading import reading
from verity.report.document.words import ABBREVIATIONS, used_abbreviations
from verity.report.edition import Edition
from verity.report.self_assessment import self_assessment
from verity.report.summary import MOST, summary_gaps

HASH_SHOWN = 12
FATES = ("Rows in", "Accepted", "Set aside", "Quarantined")
MOST_FILES = 60
"""Files that are told of one by one."""
STATES = {"current": "up to date", "stale": "stale", "missing": "missing", "fixed": "not renewed"}


def document(edition: Edition) -> Document:
    """Return the document of an edition; everything in it stands in the edition already."""
    findings = {finding.id: finding for chapter in edition.chapters for finding in chapter.findings}
    body = tuple(_chapter(edition, chapter, findings) for chapter in edition.chapters)
    return Document(
        title=edition.title,
        subtitle=f"{edition.kind.capitalize()} edition {edition.year}",
        marking=edition.handling,
        synthetic=edition.synthetic,
        front=_front(edition),
        parts=tuple(map(stepped, (_summary(edition, findings), reading(), *body, *_appendices(edition, body)))),
    )


def _front(edition: Edition) -> tuple[tuple[str, str], ...]:
    rows = [
        ("Area", edition.area),
        ("Year", str(edition.year)),
        ("Edition", edition.marking or f"{edition.kind.capitalize()} edition"),
        ("Data as of", edition.as_of),
        *edition.front,
        ("Made with", f"Verity {edition.version}"),
    ]
    return tuple((name, words) for name, words in rows if words)


def _summary(edition: Edition, findings: Mapping[str, Finding]) -> Part:
    chosen = [findings[one] for one in edition.summary]
    gaps = [referring(one.words, edition.numbers) for one in summary_gaps(edition)]
    blocks: list[Block] = [
        Heading(text="What the data say", level=2, id="summary-findings"),
        Listing(items=tuple(_said(edition, finding) for finding in chosen)),
    ]
    if edition.changes:
        blocks += [
            Heading(text="What changed since the last edition", level=2, id="summary-changes"),
            Listing(items=tuple((Run(line),) for line in edition.changes[:MOST])),
        ]
    if gaps:
        blocks += [
            Heading(text="What is not known", level=2, id="summary-gaps"),
            Listing(items=tuple(gaps)),
        ]
    return Part(id="summary", title="Summary", number="", blocks=tuple(blocks))


def _said(edition: Edition, finding: Finding) -> Runs:
    return (Run(finding.words), *_evidence(edition, finding))


def _evidence(edition: Edition, finding: Finding) -> Runs:
    """Return where a finding stands and the definition it was counted by, as links after its sentence."""
    number = Run(edition.numbers[finding.exhibit], target=finding.exhibit)
    defined = next((one for one in edition.definitions if one.id == finding.definition), None)
    if defined is None:
        return (Run(" "), number)
    return (Run(" "), number, Run(" Definition: "), Run(defined.title, target=defined.id), Run("."))


def _chapter(edition: Edition, chapter: ChapterContent, findings: Mapping[str, Finding]) -> Part:
    blocks = _narrative(edition, chapter.id)
    for place, section in enumerate(chapter.sections, start=1):
        blocks += _section(edition, chapter, section, f"{chapter.number}.{place}", findings)
    return Part(id=chapter.id, title=chapter.title, number=chapter.number, blocks=tuple(blocks))


def _section(
    edition: Edition, chapter: ChapterContent, section: Section, number: str, findings: Mapping[str, Finding]
) -> list[Block]:
    exhibits = {exhibit.id: exhibit for exhibit in chapter.exhibits}
    blocks: list[Block] = [Heading(text=section.title, level=2, id=section.id, number=number)]
    blocks += _narrative(edition, section.id)
    uncited = _uncited(section, findings)
    for block in section.blocks:
        match block:
            case Prose():
                said = referring(block.text, edition.numbers)
                finding = findings.get(block.finding or "")
                link = _evidence(edition, finding) if finding else ()
                blocks.append(Paragraph(runs=said + link, style=Style.FINDING if finding else Style.BODY))
            case Gap():
                blocks.append(
                    Paragraph(runs=(Run("Gap. ", bold=True), *referring(block.text, edition.numbers)), style=Style.GAP)
                )
            case Show():
                one = block.exhibit
                if one in uncited:
                    blocks.append(see_also(edition, uncited))
                    uncited = ()
                blocks.append(Display(exhibit=exhibits[one], number=edition.numbers[one], data=edition.data_name(one)))
    return blocks


def _uncited(section: Section, findings: Mapping[str, Finding]) -> tuple[str, ...]:
    """Return the exhibits of a section that none of its findings and none of its words lead to."""
    texts = [block.text for block in section.blocks if isinstance(block, Prose | Gap)]
    named = {one for text in texts for one in REFERENCE.findall(text)}
    told = [block.finding for block in section.blocks if isinstance(block, Prose) and block.finding in findings]
    named |= {findings[one].exhibit for one in told if one}
    return tuple(block.exhibit for block in section.blocks if isinstance(block, Show) and block.exhibit not in named)


def see_also(edition: Edition, exhibits: Sequence[str]) -> Paragraph:
    """Return the sentence that leads to exhibits that nothing else leads to."""
    links = [Run(edition.numbers[one], target=one) for one in exhibits]
    joined = [part for link in links[:-1] for part in (link, Run(" and " if link is links[-2] else ", "))]
    return Paragraph(runs=(Run("See also "), *joined, links[-1], Run(".")))


def _narrative(edition: Edition, name: str) -> list[Block]:
    text = edition.narrative.get(name)
    return list(markdown_blocks(text, edition.numbers)) if text else []


def _appendices(edition: Edition, body: Sequence[Part]) -> list[Part]:
    parts = [_methods(edition), _sources(edition), _files(edition)]
    if edition.changes_markdown:
        told = markdown_blocks(edition.changes_markdown, {})
        parts.insert(0, Part(id="changes", title="What changed since the last edition", number="", blocks=told))
    if edition.definitions:
        parts.append(_definitions(edition))
    parts.append(_self_assessment(edition))
    everything = (*body, *parts)
    terms = used_terms(everything)
    if terms:
        grid = Grid(title="Glossary", header=("Term", "Meaning"), rows=tuple(terms.items()))
        parts.append(Part(id="glossary", title="Glossary", number="", blocks=(grid,)))
    used = used_abbreviations(everything)
    if used:
        grid = Grid(
            title="Abbreviations", header=("Abbreviation", "Meaning"),
            rows=tuple((one, ABBREVIATIONS[one]) for one in used),
        )  # fmt: skip
        parts.append(Part(id="abbreviations", title="Abbreviations", number="", blocks=(grid,)))
    return parts


def _methods(edition: Edition) -> Part:
    blocks: list[Block] = []
    for method in edition.methods:
        blocks.append(Heading(text=method.title, level=2))
        blocks += [Paragraph(runs=(Run(text),)) for text in method.paragraphs]
    return Part(id="methods", title="Methods", number="", blocks=tuple(blocks))


def _sources(edition: Edition) -> Part:
    grid = Grid(
        title="Sources and how fresh they are",
        header=("Source", "State", "Latest", "What it enables"),
        rows=tuple((one.title, STATES[one.state], one.latest or "–", one.enables) for one in edition.freshness),
    )
    return Part(id="sources", title="Sources", number="", blocks=(grid,))


def _files(edition: Edition) -> Part:
    """Return what became of every row: by file, or by source where there are more files than a reader can follow."""
    if len(edition.accounts) <= MOST_FILES:
        blocks: tuple[Block, ...] = (_by_file(edition),)
    else:
        told = (
            f"The {len(edition.accounts)} files one by one, each with its SHA-256, are on the page on data quality and "
            "in account.json, which come with this report."
        )
        blocks = (_by_source(edition), Paragraph(runs=(Run(told),), style=Style.NOTE))
    return Part(id="files", title="Data quality", number="", blocks=blocks)


def _by_file(edition: Edition) -> Grid:
    return Grid(
        title="What became of every row of every file",
        header=("File", *FATES, "SHA-256 begins"),
        rows=tuple((one.file, *_fates([one]), one.sha256[:HASH_SHOWN]) for one in edition.accounts),
    )


def _by_source(edition: Edition) -> Grid:
    files: dict[str, list[FileAccount]] = {}
    for one in edition.accounts:
        files.setdefault(one.source, []).append(one)
    return Grid(
        title="What became of every row of every source",
        header=("Source", "Files", *FATES),
        rows=tuple((edition.source_title(source), f"{len(some):,}", *_fates(some)) for source, some in files.items()),
    )


def _fates(accounts: Sequence[FileAccount]) -> tuple[str, ...]:
    """Return how many rows were read, accepted, set aside and quarantined."""
    return (
        f"{sum(one.rows_in for one in accounts):,}",
        f"{sum(one.accepted for one in accounts):,}",
        f"{sum(sum(one.set_aside.values()) for one in accounts):,}",
        f"{sum(sum(one.quarantined.values()) for one in accounts):,}",
    )


def _definitions(edition: Edition) -> Part:
    blocks: list[Block] = []
    for one in edition.definitions:
        blocks.append(Heading(text=one.title[0].upper() + one.title[1:], level=2, id=one.id))
        blocks.append(Paragraph(runs=(Run(f"{one.authority}."),)))
        blocks += [
            Paragraph(runs=(Run(f"{family.capitalize()} codes: {', '.join(codes)}."),), style=Style.NOTE)
            for family, codes in one.codes.items()
        ]
    return Part(id="definitions", title="Definitions of violence", number="", blocks=tuple(blocks))


def _self_assessment(edition: Edition) -> Part:
    """Return the checklist with each item's state, and what was found overall."""
    assessed = self_assessment(edition)
    told = ", ".join(f"{n} {state}" for state, n in assessed.tally.items())
    blocks: list[Block] = [
        Paragraph(runs=(Run(f"Items of guidance: {told}."),)),
        Paragraph(runs=(Run(f"Level of the reproducible analytical pipeline (RAP): {assessed.rap}."),)),
        Paragraph(runs=(Run(f"{assessed.formula} It counts the length of words and sentences only."),)),
        Grid(
            title="Reading age", header=("Part", "Years of age"),
            rows=tuple((one.title, one.words) for one in assessed.ages),
        ),
    ]  # fmt: skip
    blocks += [
        Grid(
            title=group.title,
            header=("Item", "What is asked", "State", "How it is known"),
            rows=tuple((one.item.id, one.item.asks, str(one.state), one.words) for one in group.items),
        )
        for group in assessed.groups
    ]
    return Part(id="self-assessment", title="Self-assessment", number="", blocks=tuple(blocks))
