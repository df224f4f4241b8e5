"""A small made-up edition that shows every chart there is; all codes are reserved for invented areas."""

import importlib.util
from pathlib import Path

from verity.chapters.chapter import ChapterContent, Gap, Prose, Section, Show
from verity.exhibits.exhibit import Exhibit, Kind
from verity.exhibits.tables import counts, exhibit_table, rates, shares, words
from verity.findings.finding import Finding
from verity.model.account import FileAccount
from verity.report.edition import DefinitionUsed, Edition, Freshness, Method, Place


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


def _long_chapter() -> ChapterContent:
    """A chapter with too many exhibits for one page, a finding by definition and a gap."""
    exhibits = tuple(
        Exhibit(
            id=f"long-{n}", kind=Kind.TABLE, title=f"Long table {n} of offences", subtitle=f"Offences, part {n}",
            table=_table(), alt_text="", source_line="Source: an invented archive.", files=("sample_source",),
            notes=tuple(f"Note {m} on part {n}." for m in range(1, 6)),
        )
        for n in range(1, 14)
    )  # fmt: skip
    said = Finding(
        id="violence.northport", measure="sample.count", area="Northport", period="2023", value=873.0, unit="offences",
        base="all offences", exhibit="long-2", words="Violence in Northport: 873 offences.", definition="violence",
    )  # fmt: skip
    return ChapterContent(
        id="long", number="2", title="Long chapter", exhibits=exhibits, findings=(said,),
        sections=(
            Section(id="long-by-place", title="By place",
                    blocks=(Prose(said.words, finding=said.id), *(Show(one.id) for one in exhibits[:7]))),
            Section(id="by-time", title="By time", blocks=tuple(Show(one.id) for one in exhibits[7:])),
            Section(id="long-gaps", title="What is missing", blocks=(Gap("Nothing is known of the hour."),)),
        ),
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
        synthetic=True, summary=("most", "violence.northport"), chapters=(chapter, _long_chapter()),
        numbers={"sample-table": "Table 1"} | {one: f"Figure {n}" for n, one in enumerate(figures, 1)}
        | {f"long-{n}": f"Table {n + 1}" for n in range(1, 14)},
        freshness=(
            Freshness(source="sample_source", title="Invented archive", latest="December 2023", lag_months=6,
                      state="current", page="https://example.org/data", file="a.csv", folder="police", enables="maps"),
            Freshness(source="other", title="Invented survey", latest="", lag_months=None, state="missing",
                      page="https://example.org/other", file="b.csv", folder="survey", enables="perceptions"),
            Freshness(source="third", title="Invented records", latest="", lag_months=None, state="missing",
                      page="the force's analysts", file="c.csv", folder="records", enables="rates"),
        ),
        accounts=(
            FileAccount(source="sample_source", file="police/a.csv", sha256=SHA, layout="one", rows_in=10, accepted=7,
                        set_aside={"superseded": 2}, quarantined={"no month": 1}),
        ),
        methods=(Method(title="Counting", paragraphs=("Rows are counted.",)),),
        sources={"sample_source": (("police/a.csv", SHA),)},
        definitions=(
            DefinitionUsed(id="violence", title="violence with injury", authority="An invented authority",
                           codes={"police": tuple(str(n) for n in range(1, 15)), "callout": ("assault",)}),
        ),
        policies=("invented policy",),
        front=(("Purpose", "To show every kind of page."), ("Contact", "sna@example.org")),
        changes=("A first change.", "A second.", "A third.", "A fourth."),
        changes_markdown="# Numbers\n\nOne number moved.\n\n| Before | Now |\n|---|---|\n| 1 | 2 |\n",
        places=(
            Place(code="E06990001", name="Northport", kind="district"),
            Place(code="E06990002", name="Central Testshire", kind="district"),
            Place(code="E06990003", name="Southmere", kind="district"),
            Place(code="E22990001", name="Northport", kind="community safety partnership", districts=("Northport",)),
            Place(code="E22990002", name="Testshire and Southmere", kind="community safety partnership",
                  districts=("Central Testshire", "Southmere")),
        ),
        narrative={"first": "# In our words\n\nSee {sample-table}.\n\n| a |\n|---|\n| 1 |\n"},
    )  # fmt: skip
