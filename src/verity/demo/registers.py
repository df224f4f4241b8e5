"""The registers of the invented partnership: recommendations, factors, approaches and attestations of nobody.

Ratings are invented too and say so; none of them may be taken for what a toolkit says.
"""

from collections.abc import Mapping

_SOURCE = "Invented toolkit of Marlshire, edition 2"
_OTHER = "Second invented toolkit, edition 1"

_RECOMMENDATIONS = """\
id,recommendation,findings,approaches,owner,partners,action,measure,priority,due,status,reason,progress,carried_forward_from
R1,"Give the small areas with the highest counts one joint plan, by day and hour.",police.violence.concentration; \
violence-concentration,W1; W2,"Marlshire Police, head of local policing",the four districts,\
"Write the plan, staff it and review it each quarter.",Offences in the small areas named in the plan,high,{next}-01-31,\
agreed,,Areas are chosen and the plan is in draft.,P1
R2,"Fund after-school places first where deprivation is greatest.",demography.deprivation,W3,\
"Aldermarch council, director of children’s services",schools,"Open the places and tell schools how to refer.",\
Places open and places filled,medium,{as_of}-02-01,in progress,,Half of the places are open.,P2
R3,"Set up one panel of partners for the streets and premises where most records lie.",police.place.most; \
crimes-by-place,,Community safety partnerships,licensing teams,"Meet each month and publish what was agreed.",\
Meetings held and actions closed,medium,{as_of}-12-31,proposed,,,
R4,"Agree one definition of serious violence and count by it.",police.violence.share,,\
"Police and crime commissioner, chief executive",all specified authorities,"Adopt the definition at the board.",\
The definition is adopted,high,{as_of}-01-15,done,,Adopted by the board in January {as_of}.,P3
R5,"Run talks by visitors from prison in schools.",police.violence.share-without-asb,W4,Youth offending services,\
schools,None,None,low,,dropped,The approach is rated as harmful; the money goes to R2.,,P4
"""
_LAST_RECOMMENDATIONS = """\
id,recommendation,findings,approaches,owner,partners,action,measure,priority,due,status,reason,progress,carried_forward_from
P1,"Give the small areas with the highest counts a joint plan.",police.violence.concentration,,\
"Marlshire Police, head of local policing",the four districts,"Choose the areas.",Areas chosen,high,{as_of}-12-31,\
proposed,,,
P2,"Fund after-school places first where deprivation is greatest.",demography.deprivation,,\
"Aldermarch council, director of children’s services",schools,"Open the places.",Places open,medium,{as_of}-12-01,\
agreed,,,
P3,"Agree one definition of serious violence and count by it.",police.violence.share,,\
"Police and crime commissioner, chief executive",all specified authorities,"Adopt the definition at the board.",\
The definition is adopted,high,{as_of}-12-15,in progress,,,
P4,"Run talks by visitors from prison in schools.",police.violence.share-without-asb,,Youth offending services,\
schools,"Hold the talks.",Talks held,low,{as_of}-12-15,proposed,,,
"""
"""What the partnership resolved a year before: each is kept or carried forward in the register after it."""
_FACTORS = """\
id,factor,effect,level,source,local_measure
F1,"Living in one of the most deprived small areas",risk,community,"World Health Organization, World report on \
violence and health, 2002",demography.deprivation
F2,"Living where much crime is committed",risk,community,"World Health Organization, World report on violence and \
health, 2002",police.violence.concentration
F3,"Violence seen or suffered in childhood",risk,individual,"World Health Organization, World report on violence and \
health, 2002",
F4,"A steady bond with a parent or carer",protective,relationship,"World Health Organization, World report on \
violence and health, 2002",
F5,"Attending school and doing well there",protective,individual,"World Health Organization, World report on violence \
and health, 2002",
"""
_APPROACHES = """\
id,approach,prevention_tier,impact,source,retrieved,local_activity,evaluation
W1,Hot spot policing,secondary,moderate,"{source}",{as_of}-01-10,Foot patrols in two towns,Counts before and after
W2,Hot spot policing,secondary,high,"{other}",{as_of}-01-10,Foot patrols in two towns,Counts before and after
W3,After-school programmes,primary,low,"{source}",{as_of}-01-10,Clubs in six schools,Places filled; survey of pupils
W4,Talks by visitors from prison,primary,harmful,"{source}",{year}-06-30,,
W5,Campaigns in the media,primary,insufficient evidence,"{source}",{as_of}-01-10,,
"""
_ATTESTATIONS = """\
id,check,name,role,date,words
A1,SVD-02,A. Example,Manager of the invented partnership,{as_of}-02-01,"Schools, the prison and the youth court were \
asked, and all but one answered."
A2,SVD-10,B. Example,Head of engagement,{as_of}-02-10,"Young people of the invented county chose what the survey asks."
"""


def last_registers(year: int) -> Mapping[str, str]:
    """Return the registers of the assessment of a year, before another followed it: name → CSV."""
    return {"recommendations": _LAST_RECOMMENDATIONS.format(as_of=year + 1)}


def registers(year: int) -> Mapping[str, str]:
    """Return the text of each register for an assessment of a year, as of the spring after it: name → CSV."""
    given = {"year": year, "as_of": year + 1, "next": year + 2, "source": _SOURCE, "other": _OTHER}
    return {
        "recommendations": _RECOMMENDATIONS.format(**given),
        "risk_factors": _FACTORS.format(**given),
        "what_works": _APPROACHES.format(**given),
        "attestations": _ATTESTATIONS.format(**given),
    }
