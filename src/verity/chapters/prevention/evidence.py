"""What an entry rests on: names looked up among findings and exhibits, and said in their own words.

A name that nothing bears stops the build, so that no recommendation can rest on what the edition does not show.
"""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from verity.chapters.chapter import ChapterContent
from verity.exhibits.exhibit import Exhibit
from verity.exhibits.numbering import number_exhibits
from verity.findings.finding import Finding
from verity.model.errors import SettingsError


@dataclass(frozen=True)
class Evidence:
    """One thing an entry rests on: what it says, the exhibit that shows it, and that one's number."""

    said: str
    exhibit: str
    number: str


@dataclass(frozen=True, kw_only=True)
class Cited:
    """Everything that may be cited by name.

    Parameters
    ----------
    findings : Mapping[str, Finding]
    exhibits : Mapping[str, Exhibit]
    numbers : Mapping[str, str]
        Name of each number that narrative may quote → its text.
    places : Mapping[str, str]
        Exhibit id → “Table 2”.
    """

    findings: Mapping[str, Finding] = field(default_factory=dict)
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def evidence(self, name: str, *, where: str) -> Evidence:
        """Return what bears a name: a finding's sentence, an exhibit's title, or a number with its exhibit's title.

        Raises
        ------
        SettingsError
            Nothing bears it; the nearest names are offered.
        """
        if name in self.findings:
            finding = self.findings[name]
            return self._shown(finding.words, finding.exhibit)
        if name in self.exhibits:
            return self._shown(f"{self.exhibits[name].title}.", name)
        shown = name.partition(".")[0]
        if name in self.numbers and shown in self.exhibits:
            return self._shown(f"{self.numbers[name]}: {self.exhibits[shown].title}.", shown)
        near = difflib.get_close_matches(name, [*self.findings, *self.exhibits, *self.numbers], n=3)
        raise SettingsError(
            "A register rests on something that this edition does not show", where=where,
            expected="the id of a finding or exhibit, or exhibit.column.row as in exhibits.json", found=name,
            do_this=f"did you mean {' or '.join(near)}?" if near else "correct the name, or take it out",
        )  # fmt: skip

    def _shown(self, said: str, exhibit: str) -> Evidence:
        return Evidence(said, exhibit, self.places[exhibit])


def cited(chapters: Sequence[ChapterContent], numbers: Mapping[str, str]) -> Cited:
    """Return what the chapters show, to be cited by name."""
    return Cited(
        findings={one.id: one for chapter in chapters for one in chapter.findings},
        exhibits={one.id: one for chapter in chapters for one in chapter.exhibits},
        numbers=numbers,
        places=number_exhibits(chapters),
    )
