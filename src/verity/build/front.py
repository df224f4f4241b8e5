"""Front matter: the settings of `[front]` as rows that every format shows, and the definition of serious violence."""

from verity.assessment.config import Assessment
from verity.chapters.chapter import AssessmentContext
from verity.findings.words import listed
from verity.model.errors import SettingsError
from verity.model.periods import day_name


def front_rows(assessment: Assessment, context: AssessmentContext) -> tuple[tuple[str, str], ...]:
    """Return what the front matter says: title of each row, and its words; rows without words are left out.

    Raises
    ------
    SettingsError
        The agreed definition is none that the definitions file has.
    """
    front = assessment.front
    rows = (
        ("Purpose", front.purpose or ""),
        ("Scope", front.scope or ""),
        ("Definition of serious violence", _definition(assessment, context)),
        ("Specified authorities", listed(list(front.authorities)) if front.authorities else ""),
        ("Partners", listed(list(front.partners)) if front.partners else ""),
        ("Prepared by", front.prepared_by or ""),
        ("Version", front.version or ""),
        ("Next review", day_name(front.next_review) if front.next_review else ""),
    )
    return tuple((title, words) for title, words in rows if words)


def _definition(assessment: Assessment, context: AssessmentContext) -> str:
    wanted = assessment.front.definition
    if wanted is None:
        return ""
    if wanted not in context.definitions:
        raise SettingsError(
            "The agreed definition of serious violence is not there", where="[front] definition",
            expected=", ".join(context.definitions), found=wanted,
            do_this="correct the id, or add the definition to definitions.toml",
        )  # fmt: skip
    one = context.definitions[wanted]
    agreed = assessment.front.definition_agreed
    when = f" Agreed by partners on {day_name(agreed)}." if agreed else ""
    return f"{one.title[0].upper()}{one.title[1:]}: {one.authority}.{when}"
