"""The finished edition: chapters numbered, narrative woven in, annexes drawn up."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from itertools import zip_longest

from verity.analysis.placement import Placement
from verity.analysis.record_placement import RecordPlacement
from verity.assessment.config import Assessment
from verity.assessment.narrative import narrative
from verity.build.attesting import attestations
from verity.build.entered import entered
from verity.build.freshness import checked_freshness
from verity.build.front import front_rows
from verity.build.inventory import Inventory
from verity.build.methods_annex import methods_annex
from verity.build.provenance import is_told, told
from verity.chapters.chapter import AssessmentContext, ChapterContent
from verity.chapters.prevention.chapter import with_prevention
from verity.disclosure.gate import GateReport
from verity.exhibits.numbering import number_exhibits
from verity.findings.finding import Finding
from verity.findings.verdicts import HIGHER, LOWER
from verity.model.account import FileAccount
from verity.model.areas import Level, is_synthetic
from verity.model.periods import day_name
from verity.model.releases import Release
from verity.report.edition import DefinitionUsed, Edition, Place
from verity.report.quotes import quotable, quoted, typed_numbers

SUMMARY_LENGTH = 5
"""Findings on the front page: few enough to be read."""
NOT_ON_FRONT = frozenset({"planted"})
"""Chapters about the edition itself: what they find is no news of the area."""


def make_edition(
    assessment: Assessment,
    context: AssessmentContext,
    chapters: tuple[ChapterContent, ...],
    accounts: Sequence[FileAccount],
    inventory: Inventory,
    placements: tuple[Placement, RecordPlacement],
    releases: Mapping[str, Release],
    gate: GateReport,
) -> Edition:
    """Return everything the writers need.

    Raises
    ------
    SettingsError
        When narrative stands under a name that is no section or chapter, or a register holds what cannot be shown.
    """
    quotes = quotable(chapters)
    given = entered(assessment.folder, quotes)
    chapters = with_prevention(chapters, given.registers, quotes, assessment.as_of)
    sections = {chapter.id for chapter in chapters} | {s.id for c in chapters for s in c.sections}
    words = narrative(assessment.folder, sections=sections)
    quotes = quotable(chapters)
    typed = tuple(f"{name}.md: {one}" for name, text in words.items() for one in typed_numbers(text, quotes))
    files: dict[str, list[tuple[str, str]]] = {}
    for account in accounts:
        files.setdefault(account.source, [])
        if is_told(account.source, context.edition):
            files[account.source].append((account.file, account.sha256))
    return Edition(
        title=assessment.title,
        area=context.area.name,
        year=assessment.year,
        kind=assessment.edition,
        as_of=day_name(assessment.as_of),
        version=version("verity"),
        synthetic=is_synthetic(context.area.code),
        summary=_summary(chapters),
        chapters=chapters,
        numbers=number_exhibits(chapters),
        freshness=checked_freshness(assessment, inventory),
        accounts=tuple(sorted(told(accounts, context.edition), key=lambda one: (one.source, one.file))),
        methods=methods_annex(context, *placements, releases, gate),
        sources={source: tuple(sorted(pairs)) for source, pairs in sorted(files.items())},
        narrative={name: quoted(text, quotes, where=f"{name}.md") for name, text in sorted(words.items())},
        typed_numbers=(*typed, *given.typed),
        front=front_rows(assessment, context),
        definitions=_definitions_used(context, releases),
        policies=tuple(sorted({release.policy for release in releases.values()})),
        recommendations=given.recommendations,
        attestations=attestations(assessment.folder),
        places=_places(context),
    )


def _places(context: AssessmentContext) -> tuple[Place, ...]:
    """Return the districts, then the community safety partnerships, each of which has a page of its own."""
    return (
        *(Place(code=one.code, name=one.name, kind=Level.LAD.noun) for one in context.districts),
        *(
            Place(code=one.code, name=one.name, kind=Level.CSP.noun, districts=tuple(own.name for own in districts))
            for one, districts in context.partnerships
        ),
    )


def _definitions_used(context: AssessmentContext, releases: Mapping[str, Release]) -> tuple[DefinitionUsed, ...]:
    """Return the definitions that any released number used, in order of id, resolved to codes."""
    used = sorted({release.measure.definition for release in releases.values() if release.measure.definition})
    return tuple(
        DefinitionUsed(
            id=one.id, title=one.title, authority=one.authority, ages=one.ages,
            codes={family: tuple(sorted(codes)) for family, codes in sorted(one.codes.items())},
        )
        for one in (context.definitions[name] for name in used)
    )  # fmt: skip


def _summary(chapters: Sequence[ChapterContent]) -> tuple[str, ...]:
    """Return the ids of the findings on the front page, in reading order.

    The people of the area come first; then of each chapter in turn the finding that says most, the chapters with the
    plainest difference before the others.
    """
    told = [chapter for chapter in chapters if chapter.findings and chapter.id not in NOT_ON_FRONT]
    ranked = [sorted(chapter.findings, key=_says_most) for chapter in told]
    ranked = [*ranked[:1], *sorted(ranked[1:], key=lambda own: _says_most(own[0]))]
    chosen = [one.id for rank in zip_longest(*ranked) for one in rank if one is not None][:SUMMARY_LENGTH]
    order = [finding.id for chapter in chapters for finding in chapter.findings]
    return tuple(sorted(chosen, key=order.index))


def _says_most(finding: Finding) -> int:
    """Return how far down a finding comes: a difference beyond chance, then an estimate with limits, then others."""
    if finding.comparison in {HIGHER, LOWER}:
        return 0
    return 1 if finding.lower is not None else 2
