"""The narrative files of a new assessment: for each chapter what to write, which numbers may be quoted, an example.

Everything stands in a comment, so that a file prints nothing until its own words are written.
"""

from collections.abc import Mapping
from dataclasses import dataclass

QUOTABLE = "`findings.json` and `exhibits.json` of an edition name every number that there is."


@dataclass(frozen=True, kw_only=True)
class Stub:
    """What the file of one chapter says.

    Parameters
    ----------
    title : str
        The chapter, as its file is headed.
    section : str
        Id of one of its sections: words for a section alone have a file of that name.
    ask : tuple[str, ...]
        What to write: questions that data alone cannot answer.
    quote : tuple[str, ...]
        Names of findings that the chapter usually has.
    example : str
        A sentence that quotes one of them.
    """

    title: str
    section: str
    ask: tuple[str, ...]
    quote: tuple[str, ...]
    example: str


STUBS: Mapping[str, Stub] = {
    "demography": Stub(
        title="The area and its people",
        section="ethnicity",
        ask=(
            "What should a reader who does not know the area know of it: towns, roads, colleges, night life, prisons?",
            "Which changes since the Census matter here: new homes, people who came or left, a new university site?",
            "Who is not well counted: students, people without a home, people in prison or in care?",
        ),
        quote=("demography.residents", "demography.deprivation"),
        example="{{ demography.residents }} people live here, and the two largest towns have grown since.",
    ),
    "police-recorded-violence": Stub(
        title="Police recorded violence",
        section="small-areas",
        ask=(
            "What changed in how the force records: a new system, an inspection, a move of call handlers?",
            "Which events explain a month that stands out, and how is that known?",
            "Which places in the tables have a reason to stand out: a custody suite, a hospital, a shopping centre?",
        ),
        quote=("police.violence.share", "police.violence.concentration", "police.place.most"),
        example="A fifth of small areas held {{ police.violence.concentration }} of these offences.",
    ),
    "police-records": Stub(
        title="Police records of violence",
        section="police-records-by-place",
        ask=(
            "What do officers and youth workers see behind the groups by age and sex?",
            "Which flags and factors are used with care, and which are filled in by habit?",
            "What is done already in the small areas that have more than expected?",
        ),
        quote=("violence.police_victim.inequality", "violence.police_offence.flags", "violence.police_victim.repeats"),
        example="{{ violence.police_victim.repeats }} of known victims were recorded more than once.",
    ),
    "sexual-offences": Stub(
        title="Rape and serious sexual offences",
        section="sexual-offences-by-person",
        ask=(
            "What do support services say of those who never report?",
            "How long do victims wait for support and for a decision?",
            "Has anything made reporting easier or harder since the last edition?",
        ),
        quote=("violence.police_offence.sexual-delay", "violence.police_victim.sexual-relationship"),
        example="{{ violence.police_offence.sexual-delay.words }}",
    ),
    "ambulance": Stub(
        title="Ambulance callouts to assaults",
        section="ambulance-by-time",
        ask=(
            "Did the trust change how calls are coded, or which calls get an ambulance?",
            "Which callouts end at the scene, and do they reach the police?",
            "Where and when do crews ask for the police to come too?",
        ),
        quote=("violence.callout.week", "violence.callout.premises"),
        example="{{ violence.callout.week.words }}",
    ),
    "emergency-care": Stub(
        title="Attendances at emergency departments after assault",
        section="emergency-care-by-time",
        ask=(
            "Which hospitals sent records, for which months, and how do they ask about assault?",
            "Do receptionists or nurses ask where it happened and with what, and what share is filled in?",
            "Where do residents near the border of the area go, and are those records here?",
        ),
        quote=("violence.attendance_ecds.inequality", "violence.attendance_ecds.quintile"),
        example="{{ violence.attendance_ecds.quintile.words }}",
    ),
    "admissions": Stub(
        title="Hospital admissions after assault",
        section="admissions-by-person",
        ask=(
            "What do surgeons and ward staff see: knives, head injuries, repeat admissions?",
            "Is there a worker in the hospital who meets the injured, and for how many?",
            "Has a change of beds or wards altered who is admitted?",
        ),
        quote=("violence.admission.inequality", "violence.admission.stay"),
        example="{{ violence.admission.stay.words }}",
    ),
    "where-sources-agree": Stub(
        title="Where the sources agree",
        section="where-sources-agree-week",
        ask=(
            "Which places do partners agree on, and which surprise them?",
            "Where one source is high and another is not, what do partners think stands behind it?",
            "What should be shared next: which source, at which level, how often?",
        ),
        quote=("violence.agreement.areas", "violence.agreement.week"),
        example="{{ violence.agreement.areas.words }} The board visited each of them.",
    ),
    "prevention": Stub(
        title="Prevention and recommendations",
        section="prevention-works",
        ask=(
            "How did partners, young people and communities take part, and what did they change?",
            "Which needs shown in the chapters have no service, and which services meet no need shown?",
            "What was tried and ended, and what was learnt?",
        ),
        quote=("demography.deprivation", "police.violence.concentration"),
        example="Need is greatest where {{ demography.deprivation }} of small areas are most deprived.",
    ),
}
"""Chapter → its stub, in reading order."""


def narrative_stub(chapter: str) -> str:
    """Return the narrative file of a chapter: one comment, which prints nothing.

    Examples
    --------
    >>> narrative_stub("ambulance").startswith("<!-- Ambulance callouts to assaults")
    True
    """
    stub = STUBS[chapter]
    lines = [
        f"{stub.title}: your own words, in Markdown, below this comment. They are printed at the head of the chapter.",
        "A file without words prints nothing. Words for one section go into a file named after its id, such as",
        f"`{stub.section}.md`.",
        "",
        "What to write:",
        *(f"- {one}" for one in stub.ask),
        "",
        "Quote a number by its name and it can never disagree with a table. A number typed by hand is pointed out.",
        *(f"- {{{{ {one} }}}} is the number, {{{{ {one}.words }}}} the sentence" for one in stub.quote),
        QUOTABLE,
        "",
        f"For example: {stub.example}",
    ]
    head, *rest = lines
    return f"<!-- {head}\n" + "".join(f"     {line}".rstrip() + "\n" for line in rest[:-1]) + f"     {rest[-1]} -->\n"
