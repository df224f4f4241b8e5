"""The declared keyword list: lower case, no word twice in a factor, and no negation among the words."""

import re

from verity.model.incidents import LIST_SEPARATOR
from verity.model.keywords import CLAUSE_ENDS, FACTORS, NEGATIONS


def test_words_are_plain_lower_case() -> None:
    for phrases in FACTORS.values():
        assert all(re.fullmatch(r"[a-z]+(?: [a-z]+)*\*?", phrase) for phrase in phrases)


def test_no_phrase_twice_in_a_factor() -> None:
    assert [name for name, phrases in FACTORS.items() if len(set(phrases)) < len(phrases)] == []


def test_no_word_of_negation_is_a_keyword() -> None:
    said = {phrase for phrases in FACTORS.values() for phrase in phrases}
    assert not said & {*NEGATIONS, *CLAUSE_ENDS}


def test_names_fit_a_list() -> None:
    assert list(FACTORS) == [name for name in FACTORS if LIST_SEPARATOR not in name]
    assert len(FACTORS) <= 62
