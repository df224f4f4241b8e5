"""The chapter on prevention: it measures nothing, and is composed after the others, whose findings it quotes."""

import datetime as dt
from collections.abc import Mapping, Sequence

from verity.chapters.chapter import Block, ChapterContent, Gap, Prose, Section, Show
from verity.chapters.prevention import exhibits as shown
from verity.chapters.prevention.evidence import Cited, Evidence, cited
from verity.chapters.prevention.ratings import rated
from verity.exhibits.exhibit import Exhibit
from verity.findings.words import listed
from verity.model.registers import Recommendation, Registers

ID, TITLE = "prevention", "Prevention and recommendations"


def with_prevention(
    chapters: Sequence[ChapterContent], registers: Registers, numbers: Mapping[str, str], as_of: dt.date
) -> tuple[ChapterContent, ...]:
    """Return the chapters with the one on prevention after the last that bears a number; appendices stay behind it.

    Parameters
    ----------
    numbers : Mapping[str, str]
        Name of each number that may be quoted → its text.
    as_of : dt.date
        Day on which what is due is overdue.

    Raises
    ------
    SettingsError
        An entry rests on what no chapter before shows, or claims more than its evidence.
    """
    body = [one for one in chapters if one.number[:1].isdigit()]
    behind = [one for one in chapters if not one.number[:1].isdigit()]
    tops = [int(one.number.partition(".")[0]) for one in body]
    number = str(max(tops, default=0) + 1)
    return (*body, _composed(number, registers, cited(body, numbers), as_of), *behind)


def _composed(number: str, registers: Registers, known: Cited, as_of: dt.date) -> ChapterContent:
    parts = [
        _factors(registers, known, as_of),
        _approaches(registers, as_of),
        *_recommendations(registers, known, as_of),
    ]
    return ChapterContent(
        id=ID, number=number, title=TITLE, findings=(), sections=tuple(section for section, _ in parts),
        exhibits=tuple(one for _, exhibits in parts for one in exhibits),
    )  # fmt: skip


_Part = tuple[Section, tuple[Exhibit, ...]]


def _part(
    one: str, title: str, before: Sequence[Block], exhibits: Sequence[Exhibit], after: Sequence[Block] = ()
) -> _Part:
    blocks = (*before, *(Show(exhibit.id) for exhibit in exhibits), *after)
    return Section(id=one, title=title, blocks=blocks), tuple(exhibits)


def _factors(registers: Registers, known: Cited, as_of: dt.date) -> _Part:
    title = "Risk and protective factors"
    if not registers.factors:
        return _part("prevention-factors", title, [Gap(
            "No risk or protective factor has been entered yet; the register risk_factors would set each beside "
            "what is known here."
        )], [])  # fmt: skip
    said = Prose(
        "Violence has no single cause. Some circumstances go with more of it, others with less: of a person, of those "
        "close to them, of the place and of society. Each is set beside the number that shows it here, if there is one."
    )
    return _part("prevention-factors", title, [said], [shown.factors_table(registers.factors, known, as_of)])


def _approaches(registers: Registers, as_of: dt.date) -> _Part:
    title = "What works"
    if not registers.approaches:
        return _part("prevention-works", title, [Gap(
            "No approach to prevention has been entered yet; the register what_works would give what a toolkit says of "
            "each, and what is done here."
        )], [])  # fmt: skip
    said = Prose("Toolkits of evidence rate approaches to prevention. A rating is given as its toolkit gave it, with "
                 "the day on which it was looked up.")  # fmt: skip
    return _part("prevention-works", title, [said], [shown.approaches_table(registers.approaches, as_of)])


def _recommendations(registers: Registers, known: Cited, as_of: dt.date) -> list[_Part]:
    title, entered = "Recommendations", registers.recommendations
    if not entered:
        return [_part("prevention-recommendations", title, [Gap(
            "No recommendation has been entered yet; the register recommendations would give each with its owner, due "
            "date and status, the number it rests on, and what became of those of the last edition."
        )], [])]  # fmt: skip
    evidence = {one.id: _evidence(one, known) for one in entered}
    tables = [
        shown.register_table(entered, as_of),
        shown.statuses_table(entered, as_of),
        shown.evidence_table(entered, evidence, rated(registers), as_of),
    ]
    where = _where(evidence)
    return [
        _part("prevention-recommendations", title, _late(entered, as_of), tables, [Prose(where)] if where else []),
        _progress(entered, as_of),
    ]


def _evidence(one: Recommendation, known: Cited) -> list[Evidence]:
    where = f"registers/recommendations.csv, {one.id}, findings"
    return [known.evidence(name, where=where) for name in one.evidence]


def _late(entered: Sequence[Recommendation], as_of: dt.date) -> list[Block]:
    """Return what is overdue, in words."""
    late = [one.id for one in entered if one.overdue(as_of)]
    if not late:
        return [Prose("No recommendation is overdue.")]
    return [Prose(f"{shown.counted(len(late), 'recommendation is', 'recommendations are')} overdue: {listed(late)}.")]


def _where(evidence: Mapping[str, Sequence[Evidence]]) -> str:
    """Return the sentence that leads from each recommendation to the exhibits it rests on."""
    places = {one: list(dict.fromkeys(f"{{{each.exhibit}}}" for each in found)) for one, found in evidence.items()}
    told = [f"for {one}, {listed(found)}" for one, found in places.items() if found]
    return f"The numbers stand here: {'; '.join(told)}." if told else ""


def _progress(entered: Sequence[Recommendation], as_of: dt.date) -> _Part:
    title = "Progress since the last edition"
    if any(one.carried_forward_from or one.progress or one.reason for one in entered):
        return _part("prevention-progress", title, [], [shown.progress_table(entered, as_of)])
    return _part("prevention-progress", title, [Gap(
        "No progress has been entered yet, and no recommendation is carried forward from the last edition."
    )], [])  # fmt: skip
