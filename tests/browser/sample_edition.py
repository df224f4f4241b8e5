"""A small made-up edition that shows every chart there is; all codes are reserved for invented areas."""

import importlib.util
from pathlib import Path

from verity.chapters.chapter import ChapterContent, Gap, Prose, Section, Show
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, rates, shares, words
from verity.findings.finding import Finding
from verity.model.account import FileAccount
from verity.report.edition import Edition, Freshness, Method


def _charts():
    spec = importlib.util.spec_from_file_location("sample_charts", Path(__file__).with_name("sample_charts.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sample = _charts()
SHA = "ab" * 32


def _table():
    return exhibit_table(
        sample.districts(),
        [
            words("district", "District"),
            counts("count", "Offences"),
            shares("share_pct", "% of all"),
            rates("rate", "Rate"),
        ],
    )


def _areas():
    return exhibit_table(
        sample.small_areas(), [words("small_area", "Small area"), words("lsoa", "Code"), counts("count", "Offences")]
    )


def _figure(name: str, draw) -> Exhibit:
    return Exhibit(
        id=f"sample-{name}", kind=Kind.FIGURE, title=f"Northport has the most <offences> & more ({name})",
        subtitle="Offences by district, 2023", table=_areas() if name == "choropleth" else _table(), chart=draw(),
        alt_text=f"Picture of {name} with Northport at the top.", source_line="Source: an invented archive.",
        notes=("Rows add up to the total.",), measures=("sample.count",), files=("sample_source",),
    )  # fmt: skip


def edition() -> Edition:
    table = Exhibit(
        id="sample-table", kind=Kind.TABLE, title="Northport recorded 1,204 offences", subtitle="Offences, 2023",
        table=_table(), alt_text="", source_line="Source: an invented archive.", files=("sample_source",),
    )  # fmt: skip
    exhibits = (table, *(_figure(name, draw) for name, draw in sample.DRAWN.items()))
    said = Finding(
        id="most", measure="sample.count", area="Northport", period="2023", value=1204.0, unit="offences",
        base="all offences", exhibit="sample-table", words="Northport recorded 1,204 offences in 2023.",
    )  # fmt: skip
    blocks = (
        Prose("Northport recorded 1,204 offences in 2023 <b>.", finding="most"),
        Prose("The lines of {sample-lines} break in May 2023."),
        Gap("Nothing is known about hospital admissions."),
        *(Show(one.id) for one in exhibits),
    )
    chapter = ChapterContent(
        id="sample", number="1", title="Sample chapter", exhibits=exhibits, findings=(said,),
        sections=(Section(id="first", title="First section", blocks=blocks),),
    )  # fmt: skip
    figures = [one.id for one in exhibits if one.kind is Kind.FIGURE]
    return Edition(
        title="Assessment of Testshire", area="Testshire", year=2023, kind="public", as_of="1 June 2024", version="0",
        synthetic=True, summary=("most",), chapters=(chapter,),
        numbers={"sample-table": "Table 1"} | {one: f"Figure {n}" for n, one in enumerate(figures, 1)},
        freshness=(
            Freshness(source="sample_source", title="Invented archive", latest="December 2023", lag_months=6,
                      state="current", page="https://example.org/data", file="a.csv", folder="police", enables="maps"),
            Freshness(source="other", title="Invented survey", latest="", lag_months=None, state="missing",
                      page="https://example.org/other", file="b.csv", folder="survey", enables="perceptions"),
        ),
        accounts=(
            FileAccount(source="sample_source", file="police/a.csv", sha256=SHA, layout="one", rows_in=10, accepted=7,
                        set_aside={"superseded": 2}, quarantined={"no month": 1}),
        ),
        methods=(Method(title="Counting", paragraphs=("Rows are counted.",)),),
        sources={"sample_source": (("police/a.csv", SHA),)},
        narrative={"first": "# In our words\n\nSee {sample-table}.\n\n| a |\n|---|\n| 1 |\n"},
    )  # fmt: skip
