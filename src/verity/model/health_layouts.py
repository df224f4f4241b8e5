"""How the files of hospitals and emergency departments are written: headers, and the headers that are left aside.

Direct identifiers are always among those left aside: they are read by no one. What becomes of the columns is said by
the sources; a name on the right that a contract does not have is used up by its reader.
"""

from verity.model.contracts import Layout

DIAGNOSIS_POSITIONS: tuple[str, ...] = tuple(f"{n:02d}" for n in range(1, 21))
"""HES has twenty diagnosis fields since April 2007; fourteen before that, seven before April 2002."""

_HES_IDENTIFIERS = (
    "NEWNHSNO*", "NHSNOIND", "HOMEADD", "POSTDIST", "DOB*", "MYDOB", "MOTDOB", "LOPATID", "HESID", "EXTRACT_HESID",
    "PERSON_ID", "CONSULT", "PCONSULT", "CARERSI",
)  # fmt: skip
_HES_OTHER = (
    "ACP*", "ACSCFLAG", "ACTIVAGE", "ADMI*", "AEKEY*", "ALC*", "ANA*", "ANTEDUR", "AT_*", "BEDYEAR", "BIR*", "BOOKREF*",
    "CAN*", "CATEGORY", "CAUSE*", "CC*", "CDS*", "CEN*", "CR_*", "CSNUM", "CURRWARD*", "DEL*", "DEPDAYS*", "DET*",
    "DIAG*", "DIS*", "DOM*", "EARLDATOFF", "ELEC*", "ENDAGE", "EPI*", "ETH*", "FAE*", "FCE", "FDE", "FIRSTREG",
    "FYEAR", "GESTAT*", "GORTREAT", "GP*", "GRIDLINK", "HA*", "HNEOIND", "HRG*", "IMD*", "INT*", "LAD98", "LEG*",
    "MAINSPEF", "MARSTAT", "MAT*", "MENTCAT", "MSOA*", "NEO*", "NER_*", "NUM*", "OACODE*", "OP*", "ORG*", "PART*",
    "PBC", "PCFOUND", "PCG*", "PCON", "PCON_ONS", "PCT*", "PER*", "PGPPRAC", "POS*", "PRE*", "PRIMERCP", "PRO*",
    "PUR*", "RANK_ORDER", "REF*", "REG*", "RES*", "RO*", "RTT*", "RUR*", "SENDER", "SEXBABY*", "SITE*", "SPEL*",
    "START*", "STH*", "STP_*", "SUB*", "SUS*", "TRET*", "VIND", "WAIT*", "WARD*", "WELL*",
)  # fmt: skip
_SUS_IDENTIFIERS = ("NHS_Number", "Postcode*", "Date_of_Birth", "Local_Patient_I*", "Patient_Name", "*_Name")

_HES_COLUMNS = {
    "EPIKEY": "record",
    "SUSSPELLID": "spell_national",
    "PROVSPNOPS": "spell_local",
    "PSEUDO_HESID": "person_hes",
    "TOKEN_PERSON_ID": "person_token",
    "EPISTAT": "episode_status",
    "EPIORDER": "episode_order",
    "ADMIMETH": "admission_method",
    "CLASSPAT": "patient_class",
    "ADMIDATE": "admission_date",
    "EPIEND": "episode_end",
    "DISDATE": "discharge_date",
    "STARTAGE": "age",
    "SEX": "sex",
    "ETHNOS": "ethnic_category",
    "LSOA21": "lsoa21",
    "LSOA11": "lsoa11",
    "LSOA01": "lsoa01",
    "RESLADST_ONS": "lad_code",
    "RESLADST": "lad_code_old",
    "PROCODE3": "provider",
    "ALCFRAC": "alcohol_fraction",
    "CAUSE_4": "cause",
}
_HES_OPTIONAL = {
    "EPIKEY", "SUSSPELLID", "PROVSPNOPS", "PSEUDO_HESID", "TOKEN_PERSON_ID", "LSOA21", "LSOA11", "LSOA01",
    "RESLADST_ONS", "RESLADST", "ALCFRAC", "CAUSE_4",
}  # fmt: skip


def _hes(name: str, diagnosis: str) -> Layout:
    """Return a HES layout whose diagnosis columns begin so; the first is required, the number has grown over time."""
    diagnoses = {f"{diagnosis}{n}": f"diagnosis_{n}" for n in DIAGNOSIS_POSITIONS}
    lists = {f"{diagnosis}CONCAT": "diagnosis_list"}
    return Layout(
        name=name,
        columns={**_HES_COLUMNS, **diagnoses, **lists},
        optional=frozenset({*_HES_OPTIONAL, *lists, *list(diagnoses)[1:]}),
        ignored=(*_HES_IDENTIFIERS, *_HES_OTHER),
    )


ADMITTED_PATIENT_CARE: tuple[Layout, ...] = (
    _hes("HES admitted patient care", "DIAG_4_"),
    _hes("HES admitted patient care, full-length diagnoses", "DIAG_"),
    Layout(
        name="SUS admitted patient care episodes, as the National Commissioning Data Repository names them",
        columns={
            "APCE_Ident": "record",
            "APCS_Ident": "spell_national",
            "Hospital_Spell_No": "spell_local",
            "Der_Pseudo_NHS_Number": "person_token",
            "CDS_Type": "cds_type",
            "Episode_Number": "episode_order",
            "Admission_Method": "admission_method",
            "Patient_Classification": "patient_class",
            "Admission_Date": "admission_date",
            "Episode_End_Date": "episode_end",
            "Discharge_Date": "discharge_date",
            "Age_At_Start_of_Episode_SUS": "age",
            "Der_Age_at_CDS_Activity_Date": "age_derived",
            "Age_At_Start_of_Spell_SUS": "age_spell",
            "Sex": "sex",
            "Ethnic_Group": "ethnic_category",
            "Ethnic_Category": "ethnic_derived",
            "Der_Postcode_LSOA_2021_Code": "lsoa21",
            "Der_Postcode_LSOA_2011_Code": "lsoa11",
            "Der_Postcode_Dist_Unitary_Auth": "lad_code",
            "Der_Provider_Code": "provider",
            "Der_Diagnosis_All": "diagnosis_list",
        },
        optional=frozenset({
            "APCE_Ident", "APCS_Ident", "Hospital_Spell_No", "CDS_Type", "Age_At_Start_of_Episode_SUS",
            "Der_Age_at_CDS_Activity_Date", "Age_At_Start_of_Spell_SUS", "Ethnic_Group", "Ethnic_Category",
            "Der_Postcode_LSOA_2021_Code", "Der_Postcode_LSOA_2011_Code",
        }),
        ignored=(*_SUS_IDENTIFIERS, "*_*"),
        constants={"layout": "sus"},
    ),
)  # fmt: skip

_HES_EMERGENCY_OTHER = (
    "ACTIVAGE", "AE*", "APPDATE", "ARRIVALAGE_CALC", "AT_*", "BOOKREF*", "CAN*", "CC*", "CDS*", "CONCL*", "CR_*",
    "CSNUM", "CURRWARD*", "DEP*", "DIAG*", "DOMPROC", "EPIKEY", "ETH*", "FYEAR", "GORTREAT", "GP*", "GRIDLINK", "HA*",
    "HRG*", "IMD*", "INIT*", "INVEST*", "MSOA*", "NER_*", "NODIAGS", "NOINVESTS", "NOTREATS", "OACODE*", "ORG*",
    "PARTYEAR", "PATPATHID", "PCFOUND", "PCON", "PCON_ONS", "PCT*", "PEREND", "PGPPRAC", "PREGGMP", "PRO*", "PUR*",
    "RANK_ORDER", "REGGMP", "RES*", "ROTREAT", "RTT*", "RURURB_IND", "SITE*", "STH*", "STP_*", "SUB*", "SUS*",
    "TREAT*", "TRET*", "WAIT*", "WARD*",
)  # fmt: skip
ACCIDENT_AND_EMERGENCY: tuple[Layout, ...] = (
    Layout(
        name="HES accident and emergency",
        columns={
            "AEKEY": "record",
            "PSEUDO_HESID": "person_hes",
            "TOKEN_PERSON_ID": "person_token",
            "Token_Person_ID": "person_token",
            "AEATTENDCAT": "attendance_category",
            "AEPATGROUP": "patient_group",
            "AEDEPTTYPE": "department_type",
            "AEINCLOCTYPE": "incident_location",
            "AEARRIVALMODE": "arrival_mode",
            "ARRIVALDATE": "arrival_date",
            "ARRIVALTIME": "arrival_time",
            "ARRIVALAGE": "age",
            "SEX": "sex",
            "ETHNOS": "ethnic_category",
            "LSOA21": "lsoa21",
            "LSOA11": "lsoa11",
            "LSOA01": "lsoa01",
            "RESLADST_ONS": "lad_code",
            "RESLADST": "lad_code_old",
            "PROCODE3": "provider",
        },
        optional=frozenset({
            "AEKEY", "PSEUDO_HESID", "TOKEN_PERSON_ID", "Token_Person_ID", "ETHNOS", "LSOA21", "LSOA11", "LSOA01",
            "RESLADST_ONS", "RESLADST",
        }),
        ignored=(*_HES_IDENTIFIERS, *_HES_EMERGENCY_OTHER),
    ),
)  # fmt: skip

_ASSAULT_FIELDS = {
    "ASSAULT_DATE_TIME": "assault_time",
    "ASSAULT_METHOD": "assault_method",
    "ASSAULT_LOCATION_TYPE": "assault_location_type",
}
"""Data elements of Information Sharing to Tackle Violence, which the Emergency Care Data Set has from version 4."""


def _national_repository(arrival: dict[str, str], departure: dict[str, str], how: str) -> Layout:
    """Return the layout of an extract named as the National Commissioning Data Repository does."""
    return Layout(
        name=f"SUS emergency care, as the National Commissioning Data Repository names it, {how}",
        columns={
            "EC_Ident": "record",
            "Der_Pseudo_NHS_Number": "person_token",
            "Der_Dupe_Flag": "duplicate_flag",
            **arrival,
            **departure,
            "EC_AttendanceCategory": "attendance_category",
            "EC_Department_Type": "department_type",
            "EC_Arrival_Mode_SNOMED_CT": "arrival_mode",
            "EC_Injury_Intent_SNOMED_CT": "injury_intent",
            "Age_At_Arrival": "age",
            "Sex": "sex",
            "Ethnic_Category": "ethnic_category",
            "Ethnic_Category_2021": "ethnic_derived",
            "Der_Postcode_LSOA_2021_Code": "lsoa21",
            "Der_Postcode_LSOA_2011_Code": "lsoa11",
            "Der_Postcode_LSOA_Code": "lsoa",
            "Der_Postcode_Dist_Unitary_Auth": "lad_code",
            "Der_Provider_Code": "provider",
            **_ASSAULT_FIELDS,
        },
        optional=frozenset({
            "EC_Ident", "Der_Dupe_Flag", *departure, "EC_Arrival_Mode_SNOMED_CT", "Ethnic_Category",
            "Ethnic_Category_2021", "Der_Postcode_LSOA_2021_Code", "Der_Postcode_LSOA_2011_Code",
            "Der_Postcode_LSOA_Code", "Der_Postcode_Dist_Unitary_Auth", *_ASSAULT_FIELDS,
        }),
        ignored=(*_SUS_IDENTIFIERS, "*_*"),
    )  # fmt: skip


EMERGENCY_CARE: tuple[Layout, ...] = (
    Layout(
        name="Emergency Care Data Set",
        columns={
            "EPIKEY": "record",
            "TOKEN_PERSON_ID": "person_token",
            "ARRIVAL_DATE": "arrival_date",
            "ARRIVAL_TIME": "arrival_time",
            "DEPARTURE_DATE": "departure_date",
            "DEPARTURE_TIME": "departure_time",
            "ATTENDANCE_CATEGORY": "attendance_category",
            "DEPARTMENT_TYPE": "department_type",
            "ARRIVAL_MODE": "arrival_mode",
            "INJURY_INTENT": "injury_intent",
            "AGE_AT_ARRIVAL": "age",
            "STATED_GENDER": "sex",
            "ETHNIC_CATEGORY": "ethnic_category",
            "LSOA_2021": "lsoa21",
            "LSOA_2011": "lsoa11",
            "PROVIDER_CODE": "provider",
            **_ASSAULT_FIELDS,
        },
        optional=frozenset({"EPIKEY", "ETHNIC_CATEGORY", "LSOA_2021", "LSOA_2011", *_ASSAULT_FIELDS}),
        ignored=(
            "NHS_NUMBER*", "*POSTCODE*", "BIRTH_*", "*_NAME", "LOCAL_PATIENT_*", "DATE_OF_BIRTH", "PERSON_*",
            "ACUITY", "COMMISSIONER", "COUNTRY", "EXCLUDED", "SITE", "TARIFF", "[A-Z]*_*",
        ),
    ),
    _national_repository(
        {"Arrival_Date": "arrival_date", "Arrival_Time": "arrival_time"},
        {"EC_Departure_Date": "departure_date", "EC_Departure_Time": "departure_time"},
        "days and times apart",
    ),
    _national_repository(
        {"Der_EC_Arrival_Date_Time": "arrival_moment"},
        {"Der_EC_Departure_Date_Time": "departure_moment"},
        "days and times in one",
    ),
)  # fmt: skip
