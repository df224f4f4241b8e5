"""What each source makes possible, in a reader's words: for the data list and the table of freshness.

Which files a source reads is its contract; this is only what an assessment loses without it.
"""

from collections.abc import Mapping

ENABLES: Mapping[str, str] = {
    "police_uk_street": "Recorded offences: counts, shares, trend by month, offences by area and by deprivation",
    "police_uk_outcomes": "Outcomes of recorded offences",
    "police_uk_stop_and_search": "Stop and search: counts, reasons and outcomes",
    "lsoa_change": "Joining 2011 and 2021 small areas, such as the 2019 deprivation ranks to 2021 areas",
    "lsoa21_ward": "Counting by ward and by district on 2021 small areas",
    "lsoa11_lad": "Counting by district on 2011 small areas",
    "lsoa11_msoa11": "Neighbourhood names for 2011 small areas",
    "lsoa11_ward": "Counting by ward on 2011 small areas",
    "lad_csp_pfa": "The districts and community safety partnerships of a police force area; every assessment needs it",
    "lad_region": "Comparison with the region",
    "lad_history": "Following districts through their mergers",
    "population_lsoa": "Population of small areas by age: the denominators of rates from records",
    "population_lad": "Population by age and sex, its pyramid and its change over the years",
    "population_lad_quinary": "Population by five-year age band and sex",
    "census_age": "Age of residents of small areas at the 2021 Census",
    "census_ethnicity": "Ethnic group of residents at the 2021 Census",
    "deprivation": "Deprivation of small areas, and offences by decile of deprivation",
    "output_area_classification": "Kinds of neighbourhood (geodemographic groups) of small areas",
    "police_offences": "Police records of offences: type, time, place, flags, factors, severity, outcome, delay",
    "police_victims": "Police records of victims: rates by home, age, sex, ethnic group, relationship, repeats",
    "police_suspects": "Police records of suspects: age, sex, ethnic group",
    "hospital_admissions": "Emergency admissions for assault: rates, trend, cause, length of stay, deprivation",
    "emergency_attendances_hes": "Attendances for assault to 2019/20: rates, arrival, age, sex, deprivation",
    "emergency_attendances_ecds": "Attendances for assault since 2020/21, with place and weapon where recorded",
    "injury_intent_codes": "Which emergency attendances are for assault; the Emergency Care Data Set needs it",
    "ambulance_callouts": "Ambulance callouts to assaults: places, times, age and sex",
    "boundaries": "Maps",
}
"""Source id → what it enables."""


def enables(source: str) -> str:
    """Return what a source makes possible; a plain sentence for one not listed."""
    return ENABLES.get(source, "The parts of the assessment that show this source")
