"""The five chapters over record-level feeds, as data: police records, sexual offences, ambulance, A&E, admissions."""

from verity.chapters.records.profile import FeedPart, FeedProfile, Part

VICTIM_HOME = "Places are where the victim lives, not where the offence took place."
SUSPECT_HOME = "Places are where the suspect lives, not where the offence took place."
OFFENCE_PLACE = "Places are where the offence took place, not where anyone lives."
PATIENT_HOME = "Places are where the patient lives, not where the assault took place."
CALLOUT_PLACE = "Places are where the ambulance was called to, not where anyone lives."

VIOLENCE = ("violence-and-sexual-offences",)
HOMICIDE = ("homicide-and-attempted-murder",)
SEXUAL = ("rape-and-serious-sexual-offences",)
ASSAULT = ("assault", "")
"""Health records are assaults by their own codes, never by a police category; without a definition of theirs the whole
cohort is shown."""

_WHO = (Part.AGE_SEX, Part.ETHNICITY)

POLICE = FeedProfile(
    id="police-records",
    title="Police records of violence",
    number="3.1.1.1",
    key="police",
    sources=("police_offences", "police_victims", "police_suspects"),
    feeds=(
        FeedPart(
            feed="police_victim", family="police", slug="victims", title="police records of victims",
            adds="rates by victims' homes and the age, sex, ethnic group and relationship of victims",
            one="victim record", many="victims", phrase="victims of {definition}", place=VICTIM_HOME,
            definitions=VIOLENCE,
            parts=(Part.DEFINITIONS, Part.AREA_RATES, Part.DECILE_RATES, Part.INEQUALITY, Part.SMALL_AREAS,
                   Part.AREA_GROUP, *_WHO, Part.RELATIONSHIP, Part.REPEATS),
        ),
        FeedPart(
            feed="police_offence", family="police", slug="offences", title="police records of offences",
            adds="types of offence, severity, hot spots, factors, outcomes and the time of offences",
            one="offence", many="offences", phrase="recorded {definition}", place=OFFENCE_PLACE,
            definitions=VIOLENCE,
            parts=(Part.DEFINITIONS, Part.YEARS, Part.PLACES, Part.HOTSPOTS, Part.HARM_AREA, Part.HARM_CATEGORY,
                   Part.CATEGORY, Part.FLAGS, Part.FACTORS, Part.PREMISES, Part.WEAPON, Part.OUTCOME, Part.MONTH_AREA,
                   Part.WEEK_HOURS, Part.TIME_QUALITY),
        ),
        FeedPart(
            feed="police_suspect", family="police", slug="suspects", title="police records of suspects",
            adds="the age, sex and ethnic group of suspects",
            one="suspect record", many="suspects", phrase="suspects of {definition}", place=SUSPECT_HOME,
            definitions=VIOLENCE, parts=_WHO,
        ),
        FeedPart(
            feed="police_offence", family="police", slug="homicide",
            title="police records of homicide and attempted murder",
            adds="homicides and attempted murders by year",
            one="offence", many="offences", phrase="recorded {definition}", place=OFFENCE_PLACE,
            definitions=HOMICIDE, parts=(Part.FORCE_YEARS,),
        ),
    ),
)  # fmt: skip

SEXUAL_OFFENCES_PROFILE = FeedProfile(
    id="sexual-offences",
    title="Rape and serious sexual offences",
    number="3.1.1.2",
    key="sexual",
    sources=("police_offences", "police_victims", "police_suspects"),
    feeds=(
        FeedPart(
            feed="police_offence", family="police", slug="offences",
            title="police records of rape and serious sexual offences",
            adds="the offences most often recorded, and the delay from offence to report",
            one="offence", many="offences", phrase="recorded {definition}", place=OFFENCE_PLACE,
            definitions=SEXUAL, parts=(Part.CODES, Part.FLAGS, Part.DELAY, Part.MONTH_AREA),
        ),
        FeedPart(
            feed="police_victim", family="police", slug="victims",
            title="police records of victims of sexual offences",
            adds="the sex, age, ethnic group, relationship and vulnerability of victims",
            one="victim record", many="victims", phrase="victims of {definition}", place=VICTIM_HOME,
            definitions=SEXUAL, parts=(Part.SEX_AREA, *_WHO, Part.RELATIONSHIP, Part.FLAGS),
        ),
        FeedPart(
            feed="police_suspect", family="police", slug="suspects",
            title="police records of suspects of sexual offences",
            adds="the sex, age and ethnic group of suspects",
            one="suspect record", many="suspects", phrase="suspects of {definition}", place=SUSPECT_HOME,
            definitions=SEXUAL, parts=_WHO,
        ),
    ),
)  # fmt: skip

AMBULANCE_PROFILE = FeedProfile(
    id="ambulance",
    title="Ambulance callouts to assaults",
    number="3.1.2.1",
    key="ambulance",
    sources=("ambulance_callouts",),
    feeds=(
        FeedPart(
            feed="callout", family="callout", slug="callouts", title="ambulance callouts",
            adds="assaults that an ambulance was called to, by small area, person, month, weekday and hour",
            one="callout", many="callouts", phrase="ambulance callouts to assaults", place=CALLOUT_PLACE,
            definitions=ASSAULT,
            parts=(Part.PLACES, Part.TOP_AREAS, Part.HOTSPOTS, Part.AGE_SEX, Part.CATEGORY, Part.PREMISES,
                   Part.MONTH_AREA, Part.WEEK_HOURS, Part.TIME_QUALITY),
        ),
    ),
)  # fmt: skip

_ATTENDANCE_PARTS = (
    Part.YEARS, Part.AREA_RATES, Part.DECILE_RATES, Part.INEQUALITY, Part.SMALL_AREAS, Part.QUINTILE, Part.AREA_GROUP,
    *_WHO, Part.DEPARTMENT, Part.PROVIDER, Part.PREMISES, Part.WEAPON, Part.MONTH_AREA, Part.WEEK_HOURS,
    Part.TIME_QUALITY, Part.HOUR_MODE,
)  # fmt: skip

EMERGENCY_CARE_PROFILE = FeedProfile(
    id="emergency-care",
    title="Attendances at emergency departments after assault",
    number="3.1.2.2",
    key="emergency",
    sources=("emergency_attendances_hes", "emergency_attendances_ecds", "injury_intent_codes"),
    break_note="HES A&E and the Emergency Care Data Set (ECDS) record assault in different ways. The move from one to "
    "the other breaks the series. The two stand apart: they are not added and not compared.",
    feeds=(
        FeedPart(
            feed="attendance_hes", family="attendance", slug="hes",
            title="emergency department attendances (HES A&E)",
            adds="attendances after assault up to the move to the Emergency Care Data Set",
            one="attendance", many="attendances", phrase="attendances after assault (HES A&E)", place=PATIENT_HOME,
            definitions=ASSAULT, parts=_ATTENDANCE_PARTS,
        ),
        FeedPart(
            feed="attendance_ecds", family="attendance", slug="ecds",
            title="emergency department attendances (Emergency Care Data Set)",
            adds="attendances after assault since the move to the Emergency Care Data Set, with place and weapon",
            one="attendance", many="attendances", phrase="attendances after assault (ECDS)",
            place=PATIENT_HOME, definitions=ASSAULT, parts=_ATTENDANCE_PARTS,
        ),
    ),
)  # fmt: skip

ADMISSIONS_PROFILE = FeedProfile(
    id="admissions",
    title="Hospital admissions after assault",
    number="3.1.2.3",
    key="admissions",
    sources=("hospital_admissions",),
    feeds=(
        FeedPart(
            feed="admission", family="admission", slug="stays", title="hospital admissions",
            adds="the most serious injuries: rates of admission, kind of assault, length of stay and deprivation",
            one="admission", many="admissions", phrase="hospital admissions after assault", place=PATIENT_HOME,
            definitions=ASSAULT,
            parts=(Part.YEARS, Part.AREA_RATES, Part.DECILE_RATES, Part.INEQUALITY, Part.SMALL_AREAS, Part.QUINTILE,
                   Part.AREA_GROUP, *_WHO, Part.CATEGORY, Part.PREMISES, Part.STAY, Part.MODE, Part.SIDE_COHORTS,
                   Part.MONTH_AREA, Part.WEEKDAY_AREA),
        ),
    ),
)  # fmt: skip
