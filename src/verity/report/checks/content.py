"""Checks of what an assessment owes its readers: partners, definitions, people, time, place, sources, promises."""

import re
from collections.abc import Mapping

from verity.report.checks.outcome import Outcome, State, columns, exhibits, findings, judged, there
from verity.report.edition import Edition

POLICE_LABEL = "not accredited official statistics"
OWED = ("owner", "action", "measure", "due", "status")
"""What a recommendation must say."""


def _front(edition: Edition, *names: str) -> bool:
    """Whether a row of the front matter whose title holds one of the words says something."""
    return any(words.strip() and any(name in title.casefold() for name in names) for title, words in edition.front)


def partners_named(edition: Edition) -> Outcome:
    """Check that the front matter names partners or authorities; whether all of them, a person must say."""
    return there([("a list of partners in the front matter", _front(edition, "partner", "authorit"))])


def front_matter(edition: Edition) -> Outcome:
    """Check that front matter has every part."""
    return there([
        ("purpose", _front(edition, "purpose")), ("scope", _front(edition, "scope")), ("area", bool(edition.area)),
        ("period", bool(edition.year)), ("partners", _front(edition, "partner", "authorit")),
        ("authors", _front(edition, "prepared by", "author")), ("version", _front(edition, "version")),
        ("next review", _front(edition, "review")),
    ])  # fmt: skip


def author_named(edition: Edition) -> Outcome:
    """Check that a person or team answers for the edition."""
    return there([
        ("prepared by", _front(edition, "prepared by", "author")), ("version", _front(edition, "version")),
        ("next review", _front(edition, "review")),
    ])  # fmt: skip


def definitions_resolve(edition: Edition) -> Outcome:
    """Check that every definition used stands for codes, and every one that a finding names is explained."""
    known = {one.id for one in edition.definitions}
    empty = [one.id for one in edition.definitions if not any(one.codes.values())]
    cited = {one.definition for one in findings(edition) if one.definition}
    return judged(sorted(known | cited), [*empty, *sorted(cited - known)], "all stand for codes", "stand for none")


def kinds_identified(edition: Edition) -> Outcome:
    """Check that there is a table by kind of violence."""
    named = {"crime_type", "category", "code", "definition", "subgroup"}
    found = [edition.numbers[one.id] for one in exhibits(edition) if named & columns(one)]
    if not found:
        return Outcome(State.NOT_MET, "No table breaks violence down by kind.")
    return Outcome(State.MET, f"{len(found)} tables and figures by kind, the first {found[0]}.")


def recommendations_complete(edition: Edition) -> Outcome:
    """Check that no recommendation lacks what it owes; one that was dropped owes its reason and no date."""
    rows = edition.recommendations
    return judged(rows, (row["id"] for row in rows if not all(row.get(one, "").strip() for one in _owed(row))),
                  "all say who does what by when, and how it is measured", "lack something")  # fmt: skip


def _owed(row: Mapping[str, str]) -> tuple[str, ...]:
    dropped = row.get("status", "").strip() == "dropped"
    return tuple("reason" if one == "due" and dropped else one for one in OWED)


def recommendations_traceable(edition: Edition) -> Outcome:
    """Check that every recommendation names what there is, and every finding an exhibit that there is.

    A recommendation may name findings, exhibits, and numbers as exhibit.column.row.
    """
    known, shown = {one.id for one in findings(edition)}, {one.id for one in exhibits(edition)}
    adrift = [one.id for one in findings(edition) if one.exhibit not in shown]
    for row in edition.recommendations:
        named = [one.strip() for one in row.get("findings", "").split(";") if one.strip()]
        if not named or any(one not in known and one.partition(".")[0] not in shown for one in named):
            adrift.append(row["id"])
    return judged([*findings(edition), *edition.recommendations], adrift, "all can be traced", "cannot be traced")


def carried_forward(edition: Edition) -> Outcome:
    """Check that an earlier edition, if given, was compared; the build stops where a recommendation vanished."""
    if not edition.changes_markdown:
        return Outcome(State.NOT_APPLICABLE, "No earlier edition was given to compare with.")
    return Outcome(State.MET, "Compared with the last edition: see what changed.")


def public_released(edition: Edition) -> Outcome:
    """Check that the edition is the public one, and its tables went through a policy."""
    if edition.kind != "public":
        return Outcome(State.NOT_MET, f"This is the {edition.kind} edition; the public one is built apart.")
    return there([("a policy of release", bool(edition.policies))])


def approved(edition: Edition) -> Outcome:
    """Check that named persons have approved this edition for release."""
    if edition.approvals:
        told = "; ".join(f"{name}, {role}, {day}" for name, role, day in edition.approvals)
        state = State.PARTLY if edition.draft else State.MET
        return Outcome(state, f"Approved by {told}.{' It is still a draft.' if edition.draft else ''}")
    return Outcome(State.NOT_ATTESTED, "No one has approved this edition: see the log of releases.")


def factors_mapped(edition: Edition) -> Outcome:
    """Check that factors of risk and protection stand beside what is known of each here."""
    rows = [row for one in exhibits(edition) if {"factor", "local_measure"} <= columns(one) for row in one.table.rows]
    if not rows:
        return Outcome(State.NOT_MET, "The register of risk factors is empty.")
    return Outcome(State.MET, f"{len(rows)} factors, each with what is known of it here, or that nothing is.")


def evidence_reviewed(edition: Edition) -> Outcome:
    """Check that approaches to prevention stand with their ratings, and who rated them when."""
    rated = [one for one in exhibits(edition) if {"approach", "impact", "source"} <= columns(one)]
    if not any(one.table.rows for one in rated):
        return Outcome(State.NOT_MET, "The register of what works is empty.")
    return Outcome(State.MET, f"{sum(len(one.table.rows) for one in rated)} approaches with rating, source and date.")


def evaluations_planned(edition: Edition) -> Outcome:
    """Check that every approach in use says how it is evaluated."""
    used, without = 0, []
    for one in exhibits(edition):
        if not {"approach", "local_activity", "evaluation"} <= columns(one):
            continue
        at = {column.name: place for place, column in enumerate(one.table.columns)}
        for row in (row for row in one.table.rows if row[at["local_activity"]].text != "none"):
            used += 1
            if row[at["evaluation"]].text == "none":
                without.append(row[at["approach"]].text)
    return judged(range(used), without, "every approach in use says how it is evaluated", "say nothing of evaluation")


def audited(edition: Edition) -> Outcome:
    """Check that an edition for others went through the audit: its policies say so, and a build that fails it stops."""
    told = [one for one in edition.policies if "audited" in one]
    if told:
        return Outcome(State.MET, f"Released under: {'; '.join(told)}. A build that fails the audit stops.")
    if edition.kind == "restricted":
        return Outcome(State.NOT_APPLICABLE, "This edition shows all, to the team alone; those for others are audited.")
    return Outcome(State.NOT_APPLICABLE, "Open data alone are shown, as they were published.")


def policies_named(edition: Edition) -> Outcome:
    """Check that the policies of release have names."""
    if not edition.policies:
        return Outcome(State.NOT_MET, "No policy is named.")
    return Outcome(State.MET, f"Released under: {', '.join(edition.policies)}.")


def partnership_pages(edition: Edition) -> Outcome:
    """Check that there is a page for each community safety partnership."""
    found = [one.name for one in edition.places if one.districts]
    if not found:
        return Outcome(State.NOT_MET, "The edition names no community safety partnership.")
    return Outcome(State.MET, f"Pages: {', '.join(found)}.")


def people_first(edition: Edition) -> Outcome:
    """Check that the chapter on the people of the area stands first."""
    first = edition.chapters[0] if edition.chapters else None
    own = frozenset[str]().union(*(columns(one) for one in first.exhibits)) if first else frozenset[str]()
    return there([
        ("first chapter on people", first is not None and first.id == "demography"),
        ("ages", "age_band" in own), ("ethnic groups", any("white" in one for one in own)),
        ("density", "people_per_square_kilometre" in own), ("deprivation", "quintile" in own),
    ])  # fmt: skip


def time_place_person(edition: Edition) -> Outcome:
    """Check that some table of violence is broken down by each."""
    own = frozenset[str]().union(*(columns(one) for chapter in edition.chapters[1:] for one in chapter.exhibits))
    return there([
        ("month", "month" in own), ("weekday and hour", bool({"day", "hour_group", "hour_words"} & own)),
        ("district", bool({"district", "area_name", "place_name"} & own)), ("small area", "small_area" in own),
        ("age and sex", {"age_band", "sex"} <= own), ("ethnic group", "ethnic_group" in own),
    ])  # fmt: skip


def several_sources(edition: Edition) -> Outcome:
    """Check that sources of several agencies were read; freshness lists those that are not there."""
    read = " ".join(edition.sources)
    return there([
        ("police", "police" in read or "street" in read), ("ambulance", "ambulance" in read),
        ("emergency departments", "emergency" in read), ("hospitals", "hospital" in read),
        ("youth justice", "youth" in read), ("education", "education" in read), ("a survey", "survey" in read),
    ])  # fmt: skip


def victims_and_suspects(edition: Edition) -> Outcome:
    """Check that tables of both, by person."""
    told = " ".join(one.subtitle.casefold() for one in exhibits(edition) if {"age_band", "sex"} <= columns(one))
    return there([("victims by age and sex", "victim" in told), ("suspects by age and sex", "suspect" in told)])


def severity_beside_volume(edition: Edition) -> Outcome:
    """Check that a table has a severity score beside the count."""
    return there([("a table with both", any({"severity", "count"} <= columns(one) for one in exhibits(edition)))])


def sources_accounted(edition: Edition) -> Outcome:
    """Check that every source read has its account of rows."""
    accounted = {one.source for one in edition.accounts}
    used = sorted({source for one in exhibits(edition) for source in one.files if source in edition.sources})
    found = judged(used, (one for one in used if one not in accounted), "all have an account of every row",
                   "have no account here")  # fmt: skip
    if found.state is State.NOT_MET and edition.kind != "restricted":
        return Outcome(State.PARTLY, f"{found.words} Accounts of records stay with the restricted edition.")
    return found


def police_label(edition: Edition) -> Outcome:
    """Check that every exhibit of police recorded crime says what it is not."""
    own = [one for one in exhibits(edition) if any(re.match(r"police|street", source) for source in one.files)]
    lacking = [edition.numbers[one.id] for one in own if not any(POLICE_LABEL in note for note in one.notes)]
    found = judged(own, lacking, "all say so in a note", "say it in no note of their own")
    return Outcome(State.PARTLY, found.words) if 0 < len(lacking) < len(own) else found


CHECKS = {
    one.__name__: one
    for one in (
        partners_named, front_matter, author_named, definitions_resolve, kinds_identified, recommendations_complete,
        recommendations_traceable, carried_forward, public_released, approved, audited, factors_mapped,
        evidence_reviewed, evaluations_planned, policies_named, partnership_pages, people_first, time_place_person,
        several_sources, victims_and_suspects, severity_beside_volume, sources_accounted, police_label,
    )
}  # fmt: skip
