"""The invented records pass the product's own readers, and what was planted is in what the cohorts count."""

import numpy as np
import pandas as pd
import pytest

from verity.demo.county import write_records
from verity.demo.drawn import draw_county
from verity.demo.parameters import SMALL, load_parameters
from verity.demo.people import YEARS
from verity.demo.planted import slug
from verity.demo.record_truths import record_truths
from verity.methods.default_times import default_time_share
from verity.methods.time_quality import TimeQuality, time_quality
from verity.sources import admissions, ambulance, emergency_care, police_records
from verity.warehouse.engine import opened
from verity.warehouse.feed import cohort_account, incidents_of
from verity.warehouse.files import InputFile
from verity.warehouse.layouts import matching
from verity.warehouse.load import load
from verity.warehouse.pseudonyms import Pseudonymiser

MODULES = (police_records, admissions, emergency_care, ambulance)
SOURCES = [source for module in MODULES for source in module.SOURCES]
FEEDS = {feed.id: feed for module in MODULES for feed in module.FEEDS}
WIDE = 4.5
"""Standard errors within which a share or a count at a fixed seed must lie: one in a hundred thousand does not."""


@pytest.fixture(scope="module")
def parameters():
    """The small county with many records: chance is small beside what was planted."""
    small = load_parameters(SMALL)
    return small.model_copy(update={"records": small.records.model_copy(update={"scale": 0.6})})


@pytest.fixture(scope="module")
def county(parameters):
    return draw_county(parameters)


@pytest.fixture(scope="module")
def planted(parameters, county):
    return record_truths(parameters, county).set_index("id")["planted"]


@pytest.fixture(scope="module")
def data(parameters, county, tmp_path_factory):
    out = tmp_path_factory.mktemp("records")
    write_records(out, parameters=parameters, county=county)
    return out


@pytest.fixture(scope="module")
def read(data, tmp_path_factory):
    """Accounts by contract, and the warehouse, still open."""
    files = [InputFile(name=path.relative_to(data).as_posix(), path=path) for path in sorted(data.rglob("*.csv"))]
    contracts = [source.contract for source in SOURCES]
    of = {file: matching(file.header(), contracts).contract.id for file in files}
    with opened(tmp_path_factory.mktemp("warehouse") / "warehouse", threads=2) as warehouse:
        accounts = {
            source.contract.id: load(
                warehouse, source, [file for file in files if of[file] == source.contract.id],
                threads=2, pseudonymiser=Pseudonymiser(b"a key for tests alone, 32 bytes."),
            )
            for source in SOURCES
        }  # fmt: skip
        yield accounts, warehouse


@pytest.fixture(scope="module")
def incidents(read):
    _, warehouse = read
    return {name: incidents_of(warehouse, feed).to_pandas() for name, feed in FEEDS.items()}


@pytest.fixture(scope="module")
def home(county):
    """LSOA codes of both vintages and district codes of the county."""
    nest = county.nest
    last = len(nest.district) - 1
    codes = {str(code) for areas in (nest.lsoa11, nest.lsoa21) for code in areas["code"][areas["district"] < last]}
    return codes | {str(code) for code in nest.district["code"][:last]}


def within(found, share, count):
    """Whether a share found among so many lies within chance of the one planted."""
    return abs(found - share) < WIDE * np.sqrt(share * (1 - share) / count) + 1e-9


def test_every_file_is_read_and_every_row_accounted_for(read):
    accounts, _ = read
    for contract, of_files in accounts.items():
        assert of_files, contract
        for account in of_files:
            left = sum(account.set_aside.values()) + sum(account.quarantined.values())
            assert account.accepted > 0
            assert account.accepted + left == account.rows_in, account.file


def test_only_what_was_planted_as_wrong_is_quarantined(read, parameters):
    accounts, _ = read
    for contract, of_files in accounts.items():
        reasons = {reason for account in of_files for reason in account.quarantined}
        assert reasons <= ({"unknown offence code"} if contract == "police_offences" else set()), contract
    rows = sum(account.rows_in for account in accounts["police_offences"])
    wrong = sum(sum(account.quarantined.values()) for account in accounts["police_offences"])
    assert within(wrong / rows, parameters.records.police.unknown_codes, rows)


def test_repeated_rows_are_set_aside(read, planted):
    accounts, _ = read
    rows = sum(account.rows_in for account in accounts["police_offences"])
    aside = sum(sum(account.set_aside.values()) for account in accounts["police_offences"])
    assert within(aside / rows, planted["police_offence-duplicates"] / 100, rows)


def test_every_condition_of_every_cohort_leaves_something_out(read):
    _, warehouse = read
    for feed in FEEDS.values():
        for step in cohort_account(warehouse, feed):
            assert step.left_out > 0, (feed.id, step.condition)


def test_counts_lie_within_chance_of_what_is_expected(incidents, planted):
    for feed in ("police_offence", "callout"):
        expected = planted[f"{feed}-count"]
        assert abs(len(incidents[feed]) - expected) < WIDE * np.sqrt(expected), feed
    by_group = incidents["police_offence"]["group"].value_counts()
    for group, count in by_group.items():
        expected = planted[f"police_offence-group-{slug(group)}"]
        assert abs(count - expected) < WIDE * np.sqrt(expected), group
    assert len(by_group) == 6


def test_residents_of_known_age_are_as_many_as_expected(incidents, planted, home):
    for feed in ("police_victim", "admission", "attendance_hes", "attendance_ecds"):
        rows = incidents[feed]
        mine = rows[(rows["lsoa_code"].isin(home) | rows["lad_code"].isin(home)) & rows["age"].notna()]
        expected = planted[f"{feed}-residents"]
        spread = np.sqrt(expected * planted[f"{feed}-variance"])
        assert abs(len(mine) - expected) < WIDE * spread, feed


def test_victims_of_violence_and_sexual_offences_are_as_many_as_expected(incidents, planted, home):
    rows = incidents["police_victim"]
    stem = "police_victim-violence-and-sexual-offences"
    mine = rows[rows["group"].isin(["Violence against the person", "Sexual offences"])]
    found = ((mine["lsoa_code"].isin(home) | mine["lad_code"].isin(home)) & mine["age"].notna()).sum()
    expected = planted[f"{stem}-residents"]
    assert expected < planted["police_victim-residents"]
    assert abs(found - expected) < WIDE * np.sqrt(expected * planted[f"{stem}-variance"])
    times = mine["person"].value_counts().to_numpy()
    assert (times**2).sum() / times.sum() == pytest.approx(planted[f"{stem}-variance"], abs=0.06)


def test_unknown_shares_are_as_declared(incidents, planted):
    for feed in ("police_victim", "police_suspect", "admission", "attendance_hes", "attendance_ecds"):
        rows = incidents[feed]
        for column, name in (("ethnic_group", "ethnicity-unknown"), ("age", "age-unknown")):
            assert within(rows[column].isna().mean(), planted[f"{feed}-{name}"] / 100, len(rows)), (feed, name)


def test_default_midnights_stand_out_to_a_point(incidents, planted):
    rows = incidents["police_offence"]
    started = rows.loc[rows["time_given"], "started"]
    share = default_time_share((started.dt.hour * 60 + started.dt.minute).to_numpy()).share
    assert share == pytest.approx(planted["police_offence-default-midnight-of-timed"] / 100, abs=0.01)


def test_dates_without_a_time_and_intervals_are_as_declared(incidents, planted):
    rows = incidents["police_offence"]
    assert within(1 - rows["time_given"].mean(), planted["police_offence-no-time"] / 100, len(rows))
    timed = rows[rows["time_given"]]
    assert within(timed["ended"].notna().mean(), planted["police_offence-two-times"] / 100, len(timed))
    assert (timed["ended"] > timed["started"])[timed["ended"].notna()].all()


def test_times_are_as_good_as_planted(incidents, planted):
    rows = incidents["police_offence"]
    start = rows["started"].to_numpy().astype("datetime64[m]")
    end = rows["ended"].to_numpy().astype("datetime64[m]")
    found = time_quality(start[rows["time_given"]], end[rows["time_given"]]).counts()
    dates = found[TimeQuality.DATE_ONLY] + (~rows["time_given"]).sum()
    assert dates / len(rows) == pytest.approx(planted["police_offence-quality-date-only"] / 100, abs=0.01)
    assert found[TimeQuality.INTERVAL] / len(rows) == pytest.approx(
        planted["police_offence-quality-interval"] / 100, abs=0.01
    )


def test_weekend_nights_peak_as_declared(incidents, planted):
    for feed in ("callout", "attendance_hes", "attendance_ecds"):
        started = incidents[feed].loc[incidents[feed]["time_given"], "started"]
        weekday = (started.dt.day_of_week + 1) % 7
        late, early = started.dt.hour >= 20, started.dt.hour < 4
        share = ((late & weekday.isin([5, 6])) | (early & weekday.isin([6, 0]))).mean()
        expected = planted[f"{feed}-weekend-nights"] / 100
        assert expected > 8 * 2 / 168 * 1.8
        assert share == pytest.approx(expected, abs=0.025 + WIDE * np.sqrt(expected / len(started))), feed


def test_repeat_victims_widen_the_variance_as_declared(incidents, planted):
    for feed in ("police_victim", "admission", "attendance_hes"):
        times = incidents[feed]["person"].value_counts().to_numpy()
        found = (times**2).sum() / times.sum()
        assert found == pytest.approx(planted[f"{feed}-variance"], abs=0.09), feed


def test_flags_and_factors_are_as_declared(incidents, planted, parameters):
    rows = incidents["police_offence"]
    violence = rows[rows["group"] == "Violence against the person"]["flags"].fillna("").str.split("|")
    for flag in ("domestic abuse", "knife", "alcohol", "online"):
        share = violence.map(lambda flags, wanted=flag: wanted in flags).mean()
        planted_share = planted[f"police_offence-flag-violence-against-the-person-{slug(flag)}"] / 100
        assert within(share, planted_share, len(violence)), flag
    factors = rows["factors"].fillna("").str.split("|")
    for phrase in parameters.records.police.phrase:
        share = factors.map(lambda found, wanted=phrase.factor: wanted in found).mean()
        assert within(share, planted[f"police_offence-factor-{slug(phrase.factor)}"] / 100, len(rows)), phrase.factor


def test_hotspots_stand_out_in_offences_and_calls(incidents, parameters, county):
    table = record_truths(parameters, county)
    for feed in ("police_offence", "callout"):
        spots = table[(table["feed"] == feed) & table["id"].str.contains("hotspot-aldermarch-centre")]
        (areas,) = spots["area"]
        counts = incidents[feed]["lsoa_code"].value_counts()
        hot = counts.reindex(areas.split("|")).to_numpy()
        assert hot.min() > 2 * counts.drop(areas.split("|")).median(), feed


def test_stays_are_those_of_the_spell(incidents, planted, parameters):
    rows = incidents["admission"]
    assert within((rows["stay_days"] == 0).mean(), planted["admission-no-night"] / 100, len(rows))
    flags = rows["flags"].fillna("")
    assert within(flags.str.contains("alcohol").mean(), planted["admission-alcohol-attributable"] / 100, len(rows))
    both = flags.str.contains("alcohol") & flags.str.contains("mental")
    assert 0 < both.mean() < parameters.records.admissions.alcohol


def test_days_agree_between_police_ambulance_and_emergency_departments(incidents):
    """Busy days are busy for all: counts by day go together beyond the weekday."""
    found = {feed: pd.to_datetime(incidents[feed]["counted"]).value_counts() for feed in ("police_offence", "callout")}
    days = pd.DataFrame(found).fillna(0)
    weekday = days.index.day_of_week
    month = days.index.to_period("M")
    rest = days - days.groupby(weekday).transform("mean") - days.groupby(month).transform("mean")
    assert np.corrcoef(rest.to_numpy().T)[0, 1] > 0.15


def test_there_are_estimates_for_every_year_of_the_records(parameters):
    last = int(parameters.last_month[:4])
    assert YEARS[0] <= parameters.records.admissions.first_year
    assert YEARS[-1] >= last
