"""SNA- and SVD-: elements that the guidance asks for and of which a whole assessment says nothing at all."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from verity.lint.finding import Fault, Rule, Severity
from verity.lint.text import Kind, Text

LEAST_WORDS = 8000
"""Below this a document is a part of an assessment, in which nothing need be there."""
_ASSESSMENT = re.compile(r"(?i)\bneeds assessment\b|\bstrategic assessment\b")
_VIOLENCE = re.compile(r"(?i)\bviolen")


@dataclass(frozen=True, kw_only=True)
class Element:
    """Something that has to be there, and words of which one shows that it is."""

    id: str
    name: str
    what: str
    shown: str


ELEMENTS = (
    Element(
        id="SVD-01",
        name="authorities",
        what=(
            "one or more kinds of specified authority (police, fire and rescue, health, local authority, youth "
            "offending, probation)"
        ),
        shown="",
    ),
    Element(
        id="SVD-03",
        name="commissioner",
        what="the role of the police and crime commissioner or mayor",
        shown=r"police(?:,| and| &)? (?:fire )?(?:and )?crime commissioner|\bO?PF?CC\b|\bmayor",
    ),
    Element(
        id="SVD-04",
        name="definition",
        what="the definition of serious violence that the partners agreed",
        shown=r"\b(?:define|definition)\w*[^.]{0,120}\bviolen|\bviolen[^.]{0,120}\b(?:define|definition)",
    ),
    Element(
        id="SNA-01",
        name="review",
        what="when the assessment is reviewed next",
        shown=(
            r"next review|review(?:ed)? (?:date|every|annually|each year)|refresh(?:ed)?\b|updated? (?:every|"
            r"annually|each year|in 20)|annual(?:ly)? (?:review|update|refresh)"
        ),
    ),
    Element(id="SNA-02", name="population", what="the population, its age, ethnicity and deprivation", shown=r"depriv"),
    Element(
        id="SNA-03",
        name="time-place-person",
        what="when violence happens, by month, weekday or hour",
        shown=r"\bmonths?\b|weekday|day of (?:the )?week|hour of (?:the )?day",
    ),
    Element(
        id="SNA-04",
        name="health-data",
        what="health data (ambulance, emergency departments or admissions) beside police data",
        shown=r"ambulance|A ?& ?E\b|emergency (?:department|care|attendance)|hospital admission",
    ),
    Element(
        id="SNA-06",
        name="severity",
        what="the severity of violence beside its volume",
        shown=(
            r"crime severity|severity (?:score|weight|index)|harm (?:index|score|weight)|cambridge|\bseverity\b|"
            r"\bharm\b"
        ),
    ),
    Element(
        id="SNA-07",
        name="risk-factors",
        what="risk and protective factors",
        shown=r"risk (?:and protective )?factor|protective factor",
    ),
    Element(
        id="SNA-09",
        name="evidence",
        what="the evidence for interventions",
        shown=r"toolkit|evidence[- ]based|what works|evidence review",
    ),
    Element(id="SNA-11", name="recommendations", what="recommendations", shown=r"recommendation"),
    Element(
        id="SNA-12",
        name="progress",
        what="what became of the last edition's recommendations",
        shown=(
            r"(?:progress|update|action taken|status|implemented|implementation)[^.]{0,60}\b(?:previous|last|20\d\d)"
            r"[^.]{0,40}\brecommendations?|recommendations?[^.]{0,80}\b(?:previous|last) (?:SNA|assessment|edition|"
            r"year)|carried forward|(?:previous|last year'?s?) recommendations?|recommendations? (?:made|of|from|in)"
            r"[^.]{0,30}\b(?:previous|last|20\d\d)"
        ),
    ),
    Element(
        id="SNA-14",
        name="limitations",
        what="the limitations of the data",
        shown=r"limitation|caveat|data quality|interpret\w* with caution|treated? with caution",
    ),
    Element(
        id="SNA-16",
        name="stop-and-search",
        what="disproportionality in stop and search",
        shown=r"stop (?:and|&) search|stop-and-search|stops? and search",
    ),
    Element(
        id="HNA-04",
        name="gradient",
        what=(
            "a measure of the gradient of inequality (slope or relative index), not only the most and the least "
            "deprived"
        ),
        shown=r"slope index|relative index|\bSII\b|\bRII\b|gradient|concentration index",
    ),
    Element(
        id="COP-Q3",
        name="police-recorded",
        what="that police recorded crime is not accredited official statistics",
        shown=(
            r"not (?:an? )?(?:accredited|designated|national statistics|official statistics)|accredit|"
            r"national statistics (?:status|designation)"
        ),
    ),
)
_AUTHORITIES = {
    "the police": r"\bpolice\b",
    "fire and rescue": r"\bfire (?:and|&) rescue|\bfire (?:service|authority)|\bFRS\b",
    "health (integrated care board or health board)": r"integrated care|\bICBs?\b|health board"
    r"|clinical commissioning|\bCCGs?\b",
    "local authorities": r"\bcouncils?\b|local authorit",
    "youth offending": r"youth (?:offending|justice)|\bYOTs?\b|\bYOS\b",
    "probation": r"\bprobation\b",
}


def _whole(text: Text) -> str:
    """Return all words of an assessment of violence, or nothing for any other document or for a part."""
    if text.length < LEAST_WORDS or not _ASSESSMENT.search(text.words) or len(_VIOLENCE.findall(text.words)) < 20:
        return ""
    return "\n".join(
        (
            text.words,
            *(table.words for table in text.tables),
            *(block.words for block in text.blocks if block.kind is Kind.CONTENTS),
        )
    )


def _missing(element: Element) -> Callable[[Text], Iterator[Fault]]:
    def check(text: Text) -> Iterator[Fault]:
        """Yield one fault where nothing in the document shows the element."""
        words = _whole(text)
        if not words:
            return
        if not element.shown:
            absent = [name for name, shown in _AUTHORITIES.items() if not re.search(f"(?i){shown}", words)]
            if absent:
                yield _absent(text, f"Specified authorities of which nothing is said: {'; '.join(absent)}.")
        elif not re.search(f"(?i){element.shown}", words):
            yield _absent(text, f"The document says nothing of {element.what}.")

    return check


def _absent(text: Text, wrong: str) -> Fault:
    return Fault(line=1, section="", evidence=f"{text.name}, {text.length:,} words", wrong=wrong)


RULES = tuple(
    Rule(
        id=element.id,
        name=element.name,
        severity=Severity.MEDIUM if element.id.startswith("SVD") else Severity.LOW,
        title="Something that the guidance asks for is missing",
        words=f"A whole assessment ({LEAST_WORDS:,} words or more) says something of {element.what}.",
        source="guidance checklist, sections 2 to 6",
        check=_missing(element),
    )
    for element in ELEMENTS
)
