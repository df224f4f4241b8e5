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
