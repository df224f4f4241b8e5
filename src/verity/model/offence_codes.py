"""The rows of the offence code table, as data: code, title and Crime Severity Score weight by subgroup.

Facts only; what is asked of them is in `verity.model.offences`. Codes and police.uk categories follow the Home Office
offence classification as two public research toolkits joined it with police.uk (M-O-P-D/crime_sim_toolkit,
CrimeCatMappings.csv, 2020; M-O-P-D/Police-Supply-Demand, policeuk-ons-code-join.csv, 2021); the weights are the set of
the Office for National Statistics that these carry. Offences created since, whose codes they do not have, are absent.
"""

from verity.model.codes import POSSESSION_OF_WEAPONS, ROBBERY, VIOLENCE_AND_SEXUAL_OFFENCES

WEIGHTS_VERSION = "ONS Crime Severity Score weights as used by two research toolkits in 2020–2021"
"""How the weights are called wherever a severity score is shown; refresh them from the publisher by file."""

Row = tuple[str, str, float | None]
"""Code, title, weight; a weight is missing where the table that ships has none."""

_PERSON = "Violence against the person"
_SEXUAL = "Sexual offences"
_VIOLENCE = VIOLENCE_AND_SEXUAL_OFFENCES

ROWS: tuple[tuple[tuple[str, str, str], tuple[Row, ...]], ...] = (
    # One weight for all homicide; the codes are text, for 4.10 read as a number is 4.1.
    (
        (_PERSON, "Homicide", _VIOLENCE),
        (
            ("1", "Murder", 7973.4),
            ("4.1", "Manslaughter", 7973.4),
            ("4.10", "Corporate manslaughter", 7973.4),
            ("4.2", "Infanticide", 7973.4),
        ),
    ),
    (
        (_PERSON, "Violence with injury", _VIOLENCE),
        (
            ("2", "Attempted murder", 4654.3),
            ("4.3", "Intentional destruction of a viable unborn child", 3775.7),
            ("4.7", "Causing or allowing death of child or vulnerable person", 1005.2),
            ("5D", "Assault with intent to cause serious harm", 2034.7),
            ("5E", "Endangering life", 1447.0),
            ("8N", "Assault with injury", 189.2),
            ("8P", "Racially or religiously aggravated assault with injury", 312.9),
            ("8S", "Assault with injury on a constable", 401.4),
        ),
    ),
    # The toolkits still list these under violence with injury; the classification has them apart.
    (
        (_PERSON, "Death or serious injury by unlawful driving", _VIOLENCE),
        (
            ("4.4", "Causing death or serious injury by dangerous driving", 1022.8),
            ("4.6", "Causing death by careless driving under influence of drink or drugs", 1512.0),
            ("4.8", "Causing death by careless or inconsiderate driving", 111.4),
            ("4.9", "Causing death by driving: unlicensed or disqualified or uninsured drivers", 180.1),
            ("37.1", "Causing death by aggravated vehicle taking", 532.4),
        ),
    ),
    (
        (_PERSON, "Violence without injury", _VIOLENCE),
        (
            ("3A", "Conspiracy to murder", 2024.2),
            ("3B", "Threats to kill", 275.3),
            ("11A", "Cruelty to children or young persons", 138.7),
            ("13", "Child abduction", 289.8),
            ("14", "Procuring illegal abortion", 1056.4),
            ("36", "Kidnapping", 1216.8),
            ("104", "Assault without injury on a constable", 7.5),
            ("105A", "Assault without injury", 13.5),
            ("105B", "Racially or religiously aggravated assault without injury", 30.8),
            ("106", "Modern slavery", 1069.1),
        ),
    ),
    (
        (_PERSON, "Stalking and harassment", _VIOLENCE),
        (
            ("8L", "Harassment", 36.1),
            ("8M", "Racially or religiously aggravated harassment", 37.5),
            ("8Q", "Stalking", 56.3),
            ("8R", "Malicious communications", 15.1),
        ),
    ),
    (
        (_SEXUAL, "Rape", _VIOLENCE),
        (
            ("19C", "Rape of a female aged 16 and over", 2952.9),
            ("19D", "Rape of a female child under 16", 3883.1),
            ("19E", "Rape of a female child under 13", 3225.1),
            ("19F", "Rape of a male aged 16 and over", 3192.0),
            ("19G", "Rape of a male child under 16", 3894.8),
            ("19H", "Rape of a male child under 13", 2397.3),
            ("19J", "Rape of a female, multiple undefined offenders", 3279.3),
            ("19K", "Rape of a male, multiple undefined offenders", 2975.4),
        ),
    ),
    (
        (_SEXUAL, "Other sexual offences", _VIOLENCE),
        (
            ("17A", "Sexual assault on a male aged 13 and over", 767.4),
            ("17B", "Sexual assault on a male child under 13", 862.3),
            ("20A", "Sexual assault on a female aged 13 and over", 459.1),
            ("20B", "Sexual assault on a female child under 13", 1212.0),
            ("21", "Sexual activity involving a child under 13", 823.7),
            ("22A", "Causing sexual activity without consent", 1054.7),
            ("22B", "Sexual activity involving child under 16", 726.4),
            ("23", "Incest or familial sexual offences", 1122.4),
            ("70", "Sexual activity etc with a person with a mental disorder", 1445.0),
            ("71", "Abuse of children through sexual exploitation", 939.3),
            ("72", "Trafficking for sexual exploitation", 1671.4),
            ("73", "Abuse of position of trust of a sexual nature", 240.6),
            ("88A", "Sexual grooming", 462.9),
            ("88C", "Other miscellaneous sexual offences", 1026.9),
            ("88D", "Unnatural sexual offences", 51.7),
            ("88E", "Exposure and voyeurism", 39.9),
        ),
    ),
    (
        ("Drugs", "Possession of drugs", "Drugs"),
        (
            ("92C", "Other drug offences", 9.1),
            ("92D", "Possession of controlled drugs (excluding cannabis)", 8.1),
            ("92E", "Possession of controlled drugs (cannabis)", 1.8),
        ),
    ),
    (("Drugs", "Trafficking of drugs", "Drugs"), (("92A", "Trafficking in controlled drugs", 513.0),)),
    (
        ("Possession of weapons", "Possession of weapons", POSSESSION_OF_WEAPONS),
        (
            ("10A", "Possession of firearms with intent", 616.6),
            ("10B", "Possession of firearms offences", 412.2),
            ("10C", "Possession of other weapons", 52.1),
            ("10D", "Possession of article with blade or point", 53.0),
            ("81", "Other firearms offences", 1287.5),
            ("90", "Other knives offences", 250.2),
        ),
    ),
    (
        (ROBBERY, "Robbery of business property", ROBBERY),
        (("34A", "Robbery of business property", 799.6),),
    ),
    (
        (ROBBERY, "Robbery of personal property", ROBBERY),
        (("34B", "Robbery of personal property", 799.6),),
    ),
    (
        ("Public order", "Public order", "Public order"),
        (
            ("9A", "Public fear, alarm or distress", 6.8),
            ("9B", "Racially or religiously aggravated public fear, alarm or distress", 12.8),
            ("62A", "Violent disorder", 362.9),
            ("66", "Other offences against the State or public order", 72.5),
        ),
    ),
    (
        ("Burglary", "Domestic burglary", "Burglary"),
        (
            ("28A", "Burglary in a dwelling (outcome only)", 465.4),
            ("28B", "Attempted burglary in a dwelling (outcome only)", 465.4),
            ("28C", "Distraction burglary in a dwelling (outcome only)", 465.4),
            ("28D", "Attempted distraction burglary in a dwelling (outcome only)", 465.4),
            ("28E", "Burglary, residential", 465.4),
            ("28F", "Attempted burglary, residential", 465.4),
            ("28G", "Distraction burglary, residential", 465.4),
            ("28H", "Attempted distraction burglary, residential", 465.4),
            ("29", "Aggravated burglary in a dwelling (outcome only)", 2288.7),
            ("29A", "Aggravated burglary, residential", 2288.7),
        ),
    ),
    (
        ("Burglary", "Non-domestic burglary", "Burglary"),
        (
            ("30A", "Burglary in a building other than a dwelling (outcome only)", 123.0),
            ("30B", "Attempted burglary in a building other than a dwelling (outcome only)", 123.0),
            ("30C", "Burglary, business and community", 123.0),
            ("30D", "Attempted burglary, business and community", 123.0),
            ("31", "Aggravated burglary in a building other than a dwelling (outcome only)", 1849.5),
            ("31A", "Aggravated burglary, business and community", 1849.5),
        ),
    ),
    (
        ("Criminal damage and arson", "Arson", "Criminal damage and arson"),
        (("56A", "Arson endangering life", 826.2), ("56B", "Arson not endangering life", 186.7)),
    ),
    (
        ("Criminal damage and arson", "Criminal damage", "Criminal damage and arson"),
        (
            ("58A", "Criminal damage to a dwelling", 5.4),
            ("58B", "Criminal damage to a building other than a dwelling", 5.4),
            ("58C", "Criminal damage to a vehicle", 5.4),
            ("58D", "Other criminal damage", 5.4),
            ("58J", "Racially or religiously aggravated criminal damage", 14.0),
        ),
    ),
    (
        ("Other theft", "Other theft", "Other theft"),
        (
            ("35", "Blackmail", None),
            ("40", "Theft in a dwelling other than from an automatic machine or meter", None),
            ("41", "Theft by an employee", None),
            ("42", "Theft of mail", None),
            ("43", "Dishonest use of electricity", None),
            ("47", "Theft from automatic machine or meter", None),
            ("49", "Other theft", None),
            ("49A", "Making off without payment", None),
        ),
    ),
    (
        ("Vehicle crime", "Vehicle crime", "Vehicle crime"),
        (
            ("37.2", "Aggravated vehicle taking", None),
            ("45", "Theft from vehicle", None),
            ("48", "Theft or unauthorised taking of motor vehicle", None),
            ("126", "Interfering with a motor vehicle", None),
        ),
    ),
    (
        ("Theft from the person", "Theft from the person", "Theft from the person"),
        (("39", "Theft from the person", None),),
    ),
    (
        ("Bicycle theft", "Bicycle theft", "Bicycle theft"),
        (("44", "Theft or unauthorised taking of a pedal cycle", None),),
    ),
    (("Shoplifting", "Shoplifting", "Shoplifting"), (("46", "Shoplifting", None),)),
    (
        ("Other crime", "Other crime", "Other crime"),
        (
            ("15", "Concealing an infant death close to birth", None),
            ("24", "Exploitation of prostitution", None),
            ("26", "Bigamy", None),
            ("27", "Soliciting for the purposes of prostitution", None),
            ("33", "Going equipped for stealing, etc", None),
            ("33A", "Making, supplying or possessing articles for use in fraud", None),
            ("38", "Profiting from or concealing knowledge of the proceeds of crime", None),
            ("54", "Handling stolen goods", None),
            ("59", "Threat or possession with intent to commit criminal damage", None),
            ("60", "Forgery or use of false drug prescription", None),
            ("61", "Other forgery", None),
            ("61A", "Possession of false documents", None),
            ("67", "Perjury", None),
            ("69", "Offender Management Act offences", None),
            ("76", "Aiding suicide", None),
            ("79", "Perverting the course of justice", None),
            ("80", "Absconding from lawful custody", None),
            ("83", "Bail offences", None),
            ("86", "Obscene publications etc", None),
            ("95", "Disclosure, obstruction, false or misleading statements etc", None),
            ("96", "Wildlife crime", None),
            ("99", "Other notifiable offences", None),
            ("802", "Dangerous driving", None),
            ("814", "Fraud, forgery etc associated with vehicle or driver records", None),
        ),
    ),
)
"""(group, subgroup, police.uk category) → its offences. Outside the first six groups the category stands for the
group. Fraud that is reported nationally (Action Fraud, Cifas, UK Finance) has no code of a force and is absent."""

CLASSES: tuple[tuple[str, str], ...] = (
    ("1/1", "1"),
    ("3/1", "3B"),
    ("3/2", "3A"),
    ("4/6", "4.6"),
    ("4/8", "4.8"),
    ("4/9", "4.9"),
    ("4/11", "4.7"),
    ("8/6", "8N"),
    ("8/55", "9B"),
    ("8/60", "8P"),
    ("8/72", "8R"),
    ("13/2", "13"),
    ("14/2", "14"),
    ("17/15", "17A"),
    ("19/7", "19D"),
    ("19/8", "19C"),
    ("19/9", "19G"),
    ("19/10", "19F"),
    ("19/16", "19E"),
    ("19/17", "19H"),
    ("20/5", "20A"),
    ("20/6", "20B"),
    ("22/20", "22B"),
    ("22/24", "22B"),
    ("28/3", "28E"),  # 28A to 28H all have this class; they share their subgroup and their weight
    ("36/1", "36"),
    ("36/6", "106"),
    ("37/1", "37.1"),
    ("37/2", "37.2"),
    ("56/1", "56A"),
    ("56/2", "56B"),
    ("58/4", "58J"),
    ("92/61", "92E"),
    ("104/23", "104"),
    ("105/1", "105A"),
    ("125/9", "9A"),
    ("125/11", "9A"),
    ("195/94", "8L"),
)
"""Home Office class and subclass, as record systems write them without leading zeros → offence code.

From the same join and from a published assessment's tables. A class that several offences of different subgroups have
(34/1, robbery) is left out: it says too little, and is quarantined rather than guessed.
"""
