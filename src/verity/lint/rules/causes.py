"""COP-Q2: a cause told as a fact, where data of this kind can only show that two things go together."""

import re
from collections.abc import Iterator

from verity.lint.finding import Fault, Rule, Severity, at
from verity.lint.text import Text

_CHANGE = re.compile(
    r"(?i)\b(?:increase[sd]?|decrease[sd]?|rise|rose|fall|fell|decline[sd]?|drop(?:ped)?|reduction|reduced|"
    r"growth|spike|peak|higher|lower)\b"
)
_CAUSE = re.compile(
    r"(?i)\b(?:due to|caused by|as a result of|because of|resulted in|led to|attributable to|attributed to|"
    r"driven by|thanks to)\b"
)
_HEDGE = re.compile(
    r"(?i)\b(?:may|might|could|can|would|should|likely|possibly|possible|perhaps|probably|potentially|suggests?|"
    r"appears?|seems?|thought to|partly|in part|"
    r"largely attributed|associated|assumed|believed|reported|said|felt|perceived|wholly|if|whether|whose|"
    r"defined|include[sd]?|aims?|to ensure)\b"
)
_DEFINED = re.compile(
    r"(?i)\b(?:admissions?|admitted|attendances?|deaths?|injur(?:y|ies)|absences?|exclusions?|callouts?|"
    r"mortality|disability|dissatisf\w+|numbers? (?:too )?small|small numbers?)\b[^.]{0,40}\b(?:due to|"
    r"because of|attributable to)\b|\bdue to (?:rounding|small|low|missing|a lack|lack|the small|data|"
    r"changes? in (?:recording|the way))"
)


def causes_told_as_facts(text: Text) -> Iterator[Fault]:
    """Yield sentences that explain a change by a cause without a word of doubt or a source."""
    for sentence in text.prose:
        cause = _CAUSE.search(sentence.words)
        if not cause or _HEDGE.search(sentence.words) or re.search(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]|\(\d{4}\)|\[\d+\]", sentence.words):
            continue
        near = sentence.words[max(0, cause.start() - 90) : cause.start()]
        change = _CHANGE.search(near)
        if change and not _DEFINED.search(sentence.words) and not sentence.section.advice:
            yield at(sentence, f"“{change[0]} … {cause[0]}” tells a cause as a fact.", around=cause.start())


RULES = (
    Rule(
        id="COP-Q2",
        name="causal",
        severity=Severity.LOW,
        title="A cause is told as a fact",
        words=(
            "A change explained by “due to”, “led to” and the like, without a word of doubt and without a reference; "
            "definitions such as “admissions due to …” are left out."
        ),
        source="guidance checklist, section 6; Code of Practice for Statistics",
        check=causes_told_as_facts,
    ),
)
