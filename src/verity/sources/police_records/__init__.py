"""Police records: offences, victims and suspects from extracts of a crime recording system.

One source in three contracts: what is stored (`contracts`), how files are read (`reading`), and what is counted
(`cohorts`). A joined extract, with offence, victim and suspect in one row, feeds all three.
"""

from verity.sources.police_records.cohorts import FEEDS
from verity.sources.police_records.contracts import FOLDER, OFFENCES, SUSPECTS, VICTIMS
from verity.sources.police_records.reading import SOURCES

__all__ = ["FEEDS", "FOLDER", "OFFENCES", "SOURCES", "SUSPECTS", "VICTIMS"]
