"""The years a feed covers, and what its records hold."""

import pandas as pd
import pytest

from verity.analysis.record_facts import covered_months, feed_facts, feed_years
from verity.model.incidents import INCIDENT_COLUMNS
from verity.model.periods import months_between
from verity.warehouse.engine import opened

PERIOD = months_between("2018-01", "2022-12")


@pytest.fixture
def years(made_up, tmp_path):
    """Return the years found from (file, first month, last month, rows a month)."""

    def run(name, *files, period=PERIOD, in_cohort=True):
        parts = [
            pd.DataFrame({"source_file": file, "counted": [f"{m}-15" for m in months_between(a, b) for _ in range(n)]})
            for file, a, b, n in files
        ]
        rows = pd.concat(parts, ignore_index=True)
        given = made_up.record_frame(source_file=rows["source_file"], counted=rows["counted"], code="8N")
        feed = made_up.feed(name)
        with opened(tmp_path / "warehouse", threads=1, memory_limit="500MB") as warehouse:
            made_up.write_records(warehouse, given[list(INCIDENT_COLUMNS)], feed.sources[0])
            if not in_cohort:
                condition = feed.conditions[0]
                nothing = type(condition)(id="x", words="x", citation="x", holds=lambda t: t.code == "none")
                feed = type(feed)(**{**vars(feed), "conditions": (nothing,)})
            return feed_years(warehouse, feed, period)

    return run


def test_years_with_all_months_inside_the_period(years):
    assert years("police_offence", (0, "2016-07", "2021-06", 30)) == (2018, 2019, 2020)


def test_rows_outside_the_cohort_cover_months_too(years):
    assert years("police_offence", (0, "2019-01", "2019-12", 2), in_cohort=False) == (2019,)


def test_a_missing_file_leaves_its_year_out(years):
    assert years("callout", (0, "2019-01", "2019-12", 30), (1, "2021-01", "2021-12", 30)) == (2019, 2021)


def test_old_offences_recorded_late_cover_nothing(years):
    late = (0, "2018-01", "2019-12", 1)
    assert years("police_offence", (0, "2020-01", "2021-12", 40), late) == (2020, 2021)


def test_financial_years_end_by_the_end_of_the_period_and_are_at_most_ten(years):
    assert years("admission", (0, "2008-04", "2023-03", 25)) == tuple(range(2012, 2022))
    assert years("admission", (0, "2019-03", "2021-02", 25)) == (2019,)


def test_small_files_have_empty_months(years):
    assert years("callout", (0, "2020-01", "2020-03", 2), (0, "2020-06", "2020-12", 1)) == (2020,)
    assert covered_months({"2020-01": 30, "2020-03": 30}) == {"2020-01", "2020-03"}
    assert covered_months({}) == set()


def test_a_last_month_that_is_cut_off_is_not_covered():
    assert "2020-03" not in covered_months({"2020-01": 100, "2020-02": 110, "2020-03": 40})


def test_facts_of_a_feed(made_up, record_inputs):
    facts = feed_facts(record_inputs, "police_offence")
    own = made_up.made_up_records().query("feed == 'police_offence'")
    assert facts.records == len(own)
    assert facts.years == made_up.YEARS
    assert (facts.months[0], facts.months[-1], len(facts.months)) == ("2019-01", "2021-12", 36)
    flags = own["flags"].str.split("|").explode().dropna().value_counts()
    assert facts.flags == tuple(flags.index)
    assert facts.categories == tuple(own["category"].value_counts().index)
    assert facts.factors == ()
    assert {"age", "sex", "flags", "lsoa", "decile", "hour"} <= facts.attributes
    assert not {"stay_days", "person", "mode", "longitude"} & facts.attributes
