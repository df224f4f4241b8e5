"""One feed as one chapter shows it: its definition resolved, its ids, its notes and its words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from verity.chapters.chapter import AssessmentContext, FeedNote
from verity.chapters.named import notes_of, source_line
from verity.chapters.records.profile import FeedPart, FeedProfile, Part
from verity.exhibits.exhibit import Exhibit
from verity.findings.finding import Finding
from verity.findings.record_words import codes_in_words, year_name
from verity.model.definitions import Definition
from verity.model.incidents import YearBasis
from verity.model.measures import PlaceBasis
from verity.model.releases import Release

Releases = Mapping[str, Release]


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A feed that is there, under the definition that a chapter counts it by; None for the whole cohort."""

    profile: FeedProfile
    part: FeedPart
    note: FeedNote
    definition: Definition | None
    context: AssessmentContext

    @property
    def phrase(self) -> str:
        """The records in a sentence, under their definition."""
        return self.part.phrase.format(definition=self.definition.title if self.definition else "the whole cohort")

    @property
    def definition_words(self) -> str:
        """The definition with its authority, as every headline cites it."""
        if self.definition is None:
            return f"the whole cohort of {self.note.title}, by its stated conditions"
        return f"{self.definition.title} ({self.definition.authority})"

    @property
    def base(self) -> str:
        """What a share of all its records is of."""
        among = f" among residents of {self.context.area.name}" if self.by_home else ""
        return f"all {self.phrase}{among}, not known included"

    @property
    def by_home(self) -> bool:
        """Whether its places are where people live."""
        return self.note.place_basis is PlaceBasis.RESIDENCE

    @property
    def in_districts(self) -> str:
        """The records that a table by district holds."""
        area = self.context.area.name
        return f"{self.phrase} among residents of {area}" if self.by_home else f"{self.phrase} located in {area}"

    @property
    def scope(self) -> str:
        """Which records are counted, as a sentence."""
        area = self.context.area.name
        if self.by_home:
            return f"{self.part.place} Only people known to live in {area} are counted."
        return f"{self.part.place} Records placed outside {area} are left out; those without a place are kept."

    def resolved(self) -> str:
        """Return what the definition is in these records, as a sentence; empty for the whole cohort."""
        codes = sorted(self.definition.codes.get(self.part.family, ())) if self.definition else []
        if not codes:
            return ""
        return f"In these records: {codes_in_words(codes)}."

    def measure_id(self, what: str) -> str:
        """Return the id of one of its measures."""
        return f"{self.profile.key}.{self.part.slug}.{what}"

    def exhibit_id(self, what: str) -> str:
        """Return the id of one of its exhibits."""
        return f"{self.profile.key}-{self.part.slug}-{what}"

    def finding_id(self, what: str) -> str:
        """Return the id of one of its findings: the feed, then what; a second chapter on a feed adds its key."""
        own = self.profile.key in {"police", "ambulance", "emergency", "admissions"}
        return f"violence.{self.part.feed}.{what if own else f'{self.profile.key}-{what}'}"

    def year(self, year: Any) -> str:  # noqa: ANN401 - any whole number of a frame
        """Return a reporting year in words."""
        return year_name(int(year), financial=self.note.year_basis is YearBasis.FINANCIAL)

    def places(self, frame: pd.DataFrame, code: str, name: str) -> pd.DataFrame:
        """Add the names of areas; the words for places that are none."""
        other = {"elsewhere": "Outside the force area", "none": "No place recorded"}
        names = {**self.context.names, **other, self.context.area.code: self.context.area.name}
        names |= {one.code: one.name for one in self.context.districts}
        return frame.assign(**{name: frame[code].map(names).fillna(frame[code])})

    def exhibit(self, what: str, release: Release, *, notes: tuple[str, ...] = (), **given: Any) -> Exhibit:  # noqa: ANN401 - passes fields through
        """Return an exhibit of a release with the subject's definition, place, break and caveats as notes."""
        sources = tuple(one for one in release.measure.sources if one in self.context.sources)
        defined = f"Definition: {self.definition_words}."
        always = [
            f"{defined} {self.resolved()}".strip(),
            self.scope,
            *notes,
            *([self.profile.break_note] if self.profile.break_note else []),
        ]
        fields: dict[str, Any] = {
            "id": self.exhibit_id(what),
            "alt_text": "",
            "source_line": source_line(self.context, *sources),
            "notes": tuple(dict.fromkeys([*always, *notes_of(self.context, *sources)])),
            "measures": (release.measure.id,),
            "files": sources,
        }
        return Exhibit(**(fields | given))

    def finding(self, what: str, release: Release, *, exhibit: Part | str, **given: Any) -> Finding:  # noqa: ANN401 - passes fields through
        """Return a finding on a release; its base names the definition."""
        fields: dict[str, Any] = {
            "id": self.finding_id(what),
            "measure": release.measure.id,
            "definition": release.measure.definition,
            "polarity": release.measure.polarity,
            "area": self.context.area.name,
            "period": self.note.period,
            "unit": "per cent",
            "base": f"{self.base}; definition: {self.definition_words}",
            "exhibit": self.exhibit_id(str(exhibit)),
        }
        return Finding(**(fields | given))


def subjects(profile: FeedProfile, context: AssessmentContext) -> tuple[Subject, ...]:
    """Return what of a chapter is there: feeds with years, records of the area and a definition that reaches them."""
    found = []
    for part in profile.feeds:
        note = context.feeds.get(part.feed)
        chosen = _definition(part, note, context) if note is not None and note.shown else None
        if note is not None and chosen is not None:
            definition = context.definitions.get(chosen) if chosen else None
            found.append(Subject(profile=profile, part=part, note=note, definition=definition, context=context))
    return tuple(found)


def _definition(part: FeedPart, note: FeedNote, context: AssessmentContext) -> str | None:
    """Return the first definition that is known and reaches the feed; None where the chapter must do without."""
    reached = [one for one in part.definitions if not one or (one in context.definitions and one in note.definitions)]
    return reached[0] if reached else None
