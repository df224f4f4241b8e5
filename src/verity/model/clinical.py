"""Code lists of the health sources: causes, diagnoses, ethnic categories, routes, departments and places.

Data alone, each list with its source in words. Which records a cohort takes in is said by the feeds, not here.
"""

from verity.model.incidents import ETHNIC_GROUPS

_WHITE, _ASIAN, _BLACK, _MIXED, _OTHER = ETHNIC_GROUPS

ASSAULT = "assault"
"""What `group` says of every admission, attendance and callout, and `code` of attendances and callouts."""

ASSAULT_CAUSES: dict[str, str] = {
    "X85": "drugs and medicines",
    "X86": "corrosive substance",
    "X87": "chemicals, gases and other noxious substances",
    "X88": "chemicals, gases and other noxious substances",
    "X89": "chemicals, gases and other noxious substances",
    "X90": "chemicals, gases and other noxious substances",
    "X91": "hanging, strangulation and suffocation",
    "X92": "drowning and submersion",
    "X93": "firearm",
    "X94": "firearm",
    "X95": "firearm",
    "X96": "explosives, fire and hot objects",
    "X97": "explosives, fire and hot objects",
    "X98": "explosives, fire and hot objects",
    "X99": "knife or other sharp object",
    "Y00": "blunt object",
    "Y01": "pushing from a height or before a moving object",
    "Y02": "pushing from a height or before a moving object",
    "Y03": "crashing of a motor vehicle",
    "Y04": "bodily force",
    "Y05": "sexual assault by bodily force",
    "Y06": "neglect and maltreatment",
    "Y07": "neglect and maltreatment",
    "Y08": "other specified means",
    "Y09": "unspecified means",
}
"""Three-character code → cause group. World Health Organization, ICD-10, chapter XX, block X85–Y09 “Assault”."""

ASSAULT_PLACES: dict[str, str] = {
    "0": "home",
    "1": "residential institution",
    "2": "school, other institution or public administrative area",
    "3": "sports and athletics area",
    "4": "street and highway",
    "5": "trade and service area",
    "6": "industrial and construction area",
    "7": "farm",
    "8": "other specified place",
}
"""Fourth character → place of occurrence; 9 is unspecified. ICD-10, chapter XX, note to W00–Y34 except Y06 and Y07."""

CAUSES_WITHOUT_PLACE = ("Y06", "Y07")
"""Their fourth character says who did it, not where. ICD-10, chapter XX."""

MENTAL_HEALTH = ("F",)
"""Mental and behavioural disorders, F00–F99. ICD-10, chapter V."""

SUBSTANCE_MISUSE = (
    "F11", "F12", "F13", "F14", "F15", "F16", "F17", "F18", "F19",
    "T40", "T436", "T52", "T59", "Y12", "Y16", "Y19",
)  # fmt: skip
"""Beginnings of codes for drug use and poisoning by drugs, solvents and gases, tobacco included as F17.

Side cohort of a published Strategic Needs Assessment of violence: F11–F19, T40, T52, T59, T43.6, Y12, Y16 and Y19.
"""

WHOLLY_ALCOHOL_ATTRIBUTABLE = (
    "E244", "F10", "G312", "G621", "G721", "I426", "K292", "K70", "K852", "K860", "Q860", "R780",
    "T510", "T511", "T519", "X45", "X65", "Y15", "Y90", "Y91",
)  # fmt: skip
"""Beginnings of codes with an alcohol-attributable fraction of 1, for layouts that do not carry ALCFRAC.

Public Health England, Alcohol-attributable fractions for England (2014, updated 2020): alcohol-specific conditions.
"""

ETHNIC_CATEGORIES: dict[str, str] = {
    "A": _WHITE, "B": _WHITE, "C": _WHITE,
    "D": _MIXED, "E": _MIXED, "F": _MIXED, "G": _MIXED,
    "H": _ASIAN, "J": _ASIAN, "K": _ASIAN, "L": _ASIAN, "R": _ASIAN,
    "M": _BLACK, "N": _BLACK, "P": _BLACK,
    "S": _OTHER,
    "0": _WHITE,
    "1": _BLACK, "2": _BLACK, "3": _BLACK,
    "4": _ASIAN, "5": _ASIAN, "6": _ASIAN, "7": _ASIAN,
    "8": _OTHER,
}  # fmt: skip
"""NHS ethnic category → broad group of Census 2021; a code that is not listed is missing.

Letters: NHS Data Dictionary, Ethnic Category (Census 2001 categories); Z is not stated, X and 99 are not known.
R, Chinese, stood under “other” in 2001 and stands under “Asian” since 2011; the denominators follow Census 2021.
Digits: HES Data Dictionary, ETHNOS, used from 1995–96 and accepted until 2002–03; 9 is not given.
"""

SEXES: dict[str, str] = {"1": "male", "2": "female"}
"""Person stated gender and current gender, codes 1 and 2; 0, 9 and X are not known or not specified. HES and ECDS."""

INFANT_AGES = frozenset(str(code) for code in range(7001, 7008))
"""Ages below one year, which HES writes as 7001 to 7007 (less than one day to under one year)."""

AGES_NOT_KNOWN = frozenset({"999"})
"""HES Data Dictionary: 999 is an age not known."""

ADMISSION_METHODS: dict[str, str] = {
    "11": "waiting list", "12": "booked", "13": "planned",
    "21": "emergency department",
    "22": "general practitioner",
    "23": "bed bureau",
    "24": "consultant clinic",
    "25": "mental health crisis resolution team",
    "28": "other emergency means",
    "2A": "emergency department of another provider",
    "2B": "emergency transfer from another provider",
    "2C": "baby born at home as intended",
    "2D": "other emergency means",
    "31": "maternity", "32": "maternity",
    "81": "transfer", "82": "birth", "83": "birth", "84": "other", "89": "other",
}  # fmt: skip
"""Method of admission (ADMIMETH) → route. HES Data Dictionary: 1 elective, 2 emergency, 3 maternity, 8 other."""

UNFINISHED_CDS_TYPES = frozenset({"180", "190", "200"})
"""Commissioning data set types of an unfinished birth, general and delivery episode. NHS Data Dictionary, CDS Type."""

AMBULANCE, OTHER_ARRIVAL = "ambulance", "other"
ARRIVAL_MODES: dict[str, str] = {
    "1": AMBULANCE,
    "2": OTHER_ARRIVAL,
    "1048021000000102": AMBULANCE,
    "1048031000000100": AMBULANCE,
    "1048041000000109": AMBULANCE,
    "1048051000000107": AMBULANCE,
    "1048081000000101": AMBULANCE,
    "1047991000000102": OTHER_ARRIVAL,
    "1048001000000106": OTHER_ARRIVAL,
    "1048061000000105": OTHER_ARRIVAL,
    "1048071000000103": OTHER_ARRIVAL,
}
"""Arrival mode → by ambulance (road or air) or otherwise. 1, 2: HES Data Dictionary, AEARRIVALMODE; 9 is not known.
Long codes: SNOMED CT, emergency care arrival mode (ambulances, prison, police, public and own transport)."""

DEPARTMENT_TYPES: dict[str, str] = {
    "01": "emergency department (type 1)",
    "02": "single-specialty department (type 2)",
    "03": "minor injury unit or other (type 3)",
    "04": "NHS walk-in centre (type 4)",
    "05": "same day emergency care (type 5)",
}
"""Department type; 99 is not known. HES Data Dictionary, AEDEPTTYPE; NHS Data Dictionary for 05."""

PATIENT_GROUPS: dict[str, str] = {
    "10": "road traffic accident", "20": ASSAULT, "30": "deliberate self-harm", "40": "sports injury",
    "50": "firework injury", "60": "other accident", "70": "brought in dead", "80": "other", "99": "not known",
}  # fmt: skip
"""Reason for the attendance. HES Data Dictionary, AEPATGROUP."""

INCIDENT_LOCATIONS: dict[str, str] = {
    "10": "home",
    "40": "work",
    "50": "educational establishment",
    "60": "public place",
    "91": "other",
}
"""Where the incident occurred; 99 is not known. HES Data Dictionary, AEINCLOCTYPE."""

ATTENDANCE_CATEGORIES: dict[str, str] = {
    "1": "first attendance",
    "2": "follow-up, planned; in emergency care: unplanned, this department",
    "3": "follow-up, unplanned; in emergency care: unplanned, another department",
    "4": "planned follow-up (emergency care)",
    "9": "not known",
}
"""HES Data Dictionary, AEATTENDCAT; NHS Data Dictionary, Emergency Care Attendance Category. 1 is first in both."""

INTENT_MEANINGS = frozenset({ASSAULT, "self-harm", "accident", "undetermined"})
"""What a supplied reference set may call an injury-intent code."""

ISTV_FIELDS: dict[str, str] = {
    "assault_time": "date and time of the assault",
    "assault_method": "method of the assault, the weapon where one was used",
    "assault_location_type": "type of place where it happened",
}
"""NHS Data Dictionary, Information Sharing to Tackle Violence minimum data set; descriptions in free text are not
read, because they may identify a person."""

CALLOUT_KINDS: dict[str, tuple[str, ...]] = {
    "sexual assault": ("SEXUAL ASSAULT", "SEXUALLY ASSAULTED", "RAPE", "RAPED"),
    "stab, gunshot or penetrating wound": (
        "STAB", "STABBED", "STABBING", "GUNSHOT", "GUN SHOT", "SHOOTING", "SHOT", "PENETRATING TRAUMA",
    ),
    "assault": ("ASSAULT", "ASSAULTED", "ASSAULTS"),
}  # fmt: skip
"""Kind of callout → whole words of which a chief complaint holds one; the first kind that fits is taken."""

CALLOUT_CARDS: dict[str, str] = {"04": "assault", "27": "stab, gunshot or penetrating wound"}
"""Protocol of the Advanced Medical Priority Dispatch System that begins a dispatch code → kind of callout.

Card 4 is assault and sexual assault, card 27 stab, gunshot and penetrating trauma, self-inflicted ones included.
"""
