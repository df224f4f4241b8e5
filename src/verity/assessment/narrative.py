"""The analyst's own words: `narrative/<section id>.md`, read with their comments taken out.

Markdown stays Markdown here; what becomes of it is the report's business.
"""

import re
from collections.abc import Collection, Mapping
from pathlib import Path

from verity.assessment.mistakes import file_problem, nearest
from verity.model.errors import SettingsError, raise_together

FOLDER = "narrative"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def narrative(folder: Path, *, sections: Collection[str] | None = None) -> Mapping[str, str]:
    """Read the narrative of an assessment.

    Parameters
    ----------
    folder : Path
        Assessment folder; without a `narrative` folder there is simply none.
    sections : Collection[str] | None
        Ids under which narrative can be printed. Text under any other name is a mistake: it would
        otherwise vanish. None leaves the names unchecked.

    Returns
    -------
    Mapping[str, str]
        Section id → Markdown, in order of id. A file that holds only comments and blanks is left out.

    Raises
    ------
    SettingsError
        Every unreadable file, unclosed comment and unknown section, all at once.
    """
    texts: dict[str, str] = {}
    problems: list[SettingsError] = []
    for file in sorted((folder / FOLDER).glob("*.md")):
        try:
            text = _words(file)
        except SettingsError as problem:
            problems.append(problem)
            continue
        if text and sections is not None and file.stem not in sections:
            problems.append(_unknown_section(file, sections))
        elif text:
            texts[file.stem] = text
    raise_together(problems, "The narrative cannot be used")
    return texts


def strip_comments(text: str) -> str:
    r"""Return Markdown without its HTML comments, outer blank lines trimmed.

    Examples
    --------
    >>> strip_comments("<!-- what to write here -->\nViolence is falling.")
    'Violence is falling.'
    """
    return _COMMENT.sub("", text).strip()


def _words(file: Path) -> str:
    try:
        text = strip_comments(file.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        raise file_problem(file, error) from error
    if "<!--" in text:
        # printing what the analyst meant to keep back would be worse than stopping
        line = text[: text.index("<!--")].count("\n") + 1
        raise SettingsError(
            "A comment in the narrative is never closed",
            where=str(file),
            expected="--> after <!--",
            found=f"no --> after the one in line {line} of the text without comments",
            do_this="close the comment",
        )
    return text


def _unknown_section(file: Path, sections: Collection[str]) -> SettingsError:
    near = nearest(file.stem, sections)
    return SettingsError(
        "Narrative for a section that does not exist",
        where=str(file),
        expected="one of " + ", ".join(f"{name}.md" for name in sorted(sections)),
        found=file.name,
        do_this=f"did you mean {near}.md?" if near else "rename the file",
    )
