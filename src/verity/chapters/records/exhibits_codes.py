"""Record-level feeds by offence code, each code beside its title (Table 7).

Other attributes are in `exhibits_person`.
"""

from dataclasses import replace

import pandas as pd

from verity.chapters.records.exhibits_person import distribution, leading
from verity.chapters.records.profile import Part
from verity.chapters.records.subject import Subject
from verity.exhibits import charts
from verity.exhibits.cells import Form
from verity.exhibits.exhibit import Exhibit
from verity.exhibits.tables import counts, exhibit_table, shares, words
from verity.findings.person_words import largest_title
from verity.model.offences import OFFENCE_BY_CODE
from verity.model.releases import Release


def offence_label(code: str) -> str:
    """Return an offence code with its title; a code without one alone.

    Examples
    --------
    >>> offence_label("2")
    '2 (Attempted murder)'
    >>> offence_label("not known")
    'not known'
    """
    return f"{code} ({OFFENCE_BY_CODE[code].title})" if code in OFFENCE_BY_CODE else code


def codes(subject: Subject, release: Release) -> Exhibit:
    """Show the most frequent offence codes with their titles and shares."""
    frame = release.frame
    known = [str(code) for code in frame["code"]]
    frame["offence"] = [OFFENCE_BY_CODE[code].title if code in OFFENCE_BY_CODE else "" for code in known]
    frame["coded"] = [offence_label(code) for code in known]
    plain = distribution(subject, release, Part.CODES)
    top = leading(frame, "code")
    title = plain.title
    if top is not None and not pd.isna(top["share_pct"]):
        title = largest_title("offence code", str(top["coded"]), float(top["share_pct"]), subject.phrase)
    return replace(
        plain,
        title=title,
        table=exhibit_table(
            frame, [words("code", "Offence code"), words("offence", "Offence"), counts("count", "Count"),
                    shares("share_pct", "%"), shares("share_lower_95", "95% from"), shares("share_upper_95", "to")],
            header_columns=2,
        ),
        chart=charts.horizontal_bars(
            frame, category="coded", value="share_pct", lower="share_lower_95", upper="share_upper_95",
            form=Form.SHARE, value_title=f"Per cent of {subject.part.many}",
        ),
    )  # fmt: skip
