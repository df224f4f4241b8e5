"""The police files: the publisher's headers, and the faults of the real files at their declared rates."""

import pytest

STREET = [
    "Crime ID", "Month", "Reported by", "Falls within", "Longitude", "Latitude", "Location", "LSOA code",
    "LSOA name", "Crime type", "Last outcome category", "Context",
]  # fmt: skip
ASB = "Anti-social behaviour"


@pytest.fixture(scope="module")
def street(police):
    return police("2024-01", "marlshire-street")


@pytest.fixture(scope="module")
def outcomes(police):
    return police("2024-01", "marlshire-outcomes")


@pytest.fixture(scope="module")
def stops(police):
    return police("2024-01", "stop-and-search")


def codes(table, word, column):
    return set(table("lookups", word)[column])


def test_street_files_look_as_published(street, parameters):
    assert list(street.columns[:-1]) == STREET
    assert street["Context"].isna().all()
    assert (street["Month"] == street["file"]).all()
    assert set(street["Month"]) == set(parameters.months)
    assert street["Longitude"].dropna().str.fullmatch(r"-?\d+\.\d{6}").all()


def test_anti_social_behaviour_has_no_identifier_and_no_outcome(street):
    asb = street["Crime type"] == ASB
    assert asb.sum() > 300
    assert street.loc[asb, ["Crime ID", "Last outcome category"]].isna().all(axis=None)
    assert street.loc[~asb, ["Crime ID", "Last outcome category"]].notna().all(axis=None)
    assert street.loc[~asb, "Crime ID"].str.fullmatch("[0-9a-f]{64}").all()


def test_rows_without_location_are_blank_throughout_and_most_are_shoplifting(street, outcomes):
    blank = street["Location"] == "No Location"
    assert street.loc[blank, ["Longitude", "Latitude", "LSOA code", "LSOA name"]].isna().all(axis=None)
    assert street.loc[~blank, ["Longitude", "Latitude", "LSOA code"]].notna().all(axis=None)
    assert 0.02 < blank.mean() < 0.06
    rate = blank.groupby(street["Crime type"]).mean()
    assert 0.10 < rate["Shoplifting"] < 0.30
    assert rate[ASB] < 0.01
    assert (outcomes["Location"] == "No location").any()
    assert not (outcomes["Location"] == "No Location").any()


def test_some_crime_ids_are_repeated_and_most_repeats_are_identical(street, parameters):
    identified = street.dropna(subset="Crime ID").drop(columns="file")
    again = identified[identified["Crime ID"].duplicated()]
    in_burst = again[again["Month"] == parameters.quirks.repeat_month]
    share = len(in_burst) / (identified["Month"] == parameters.quirks.repeat_month).sum()
    assert 0.02 < share < 0.06
    assert len(again) - len(in_burst) <= parameters.quirks.repeats_across_months
    assert len(again) > len(in_burst)
    identical = identified.duplicated().sum()
    assert 0 < identical < len(again)
    assert identical > len(in_burst) / 2


def test_both_forces_have_rows_across_the_border(street, police, table):
    lookup = table("lookups", "LSOA21_WD24").set_index("LSOA21CD")["LAD24NM"]
    ours = street["LSOA code"].dropna().map(lookup) == "Fenwold"
    theirs = police("2024-01", "fenwold-street")["LSOA code"].dropna().map(lookup) != "Fenwold"
    assert 0.002 < ours.mean() < 0.012
    assert 0.003 < theirs.mean() < 0.03


def test_the_vintage_follows_the_edition_and_not_the_month(police, street, table):
    new, old = codes(table, "LSOA11_LSOA21", "LSOA21CD"), codes(table, "LSOA11_LSOA21", "LSOA11CD")
    older = police("2022-12", "marlshire-street")
    assert set(street["LSOA code"].dropna()) <= new
    assert set(older["LSOA code"].dropna()) <= old
    for month, rows in street.groupby("Month"):
        assert set(rows["LSOA code"].dropna()) - old, month
    assert set(older["LSOA code"].dropna()) - new


def test_the_older_edition_holds_the_same_crimes_with_less_known(police, street, parameters):
    older = police("2022-12", "marlshire-street")
    held = street[street["Month"] <= "2022-12"]
    assert sorted(older["Crime ID"].dropna()) == sorted(held["Crime ID"].dropna())
    assert set(older["Month"]) < set(parameters.months)
    still_open = "Under investigation"
    last = older["Month"] == "2022-12"
    assert (older.loc[last, "Last outcome category"] == still_open).sum() > (
        held.loc[held["Month"] == "2022-12", "Last outcome category"] == still_open
    ).sum()


def test_points_are_shared_and_lie_in_their_small_area(street, county):
    located = street.dropna(subset="Longitude")
    assert len(located[["Longitude", "Latitude"]].drop_duplicates()) < 0.6 * len(located)
    points = {(f"{x:.6f}", f"{y:.6f}"): cell for (x, y), cell in
              zip(county.land.points.tolist(), county.land.point_cell.tolist(), strict=True)}  # fmt: skip
    lsoas = county.nest.lsoa21["code"].to_numpy()[county.nest.lsoa21_of_cell]
    pairs = zip(located["Longitude"], located["Latitude"], located["LSOA code"], strict=True)
    assert all(lsoas[points[x, y]] == code for x, y, code in pairs)


def test_outcomes_belong_to_crimes_but_for_those_before_the_window(outcomes, street, parameters):
    assert parameters.quirks.missing_outcomes_month not in set(outcomes["Month"])
    assert len(set(outcomes["Month"])) == len(parameters.months) - 1
    known = outcomes["Crime ID"].isin(set(street["Crime ID"]))
    assert 0.01 < 1 - known.mean() < 0.06
    assert 0 < outcomes["Crime ID"].duplicated().mean() < 0.06
    assert "Court result unavailable" not in set(outcomes["Outcome type"])


def test_stop_times_are_utc_so_that_summer_midnights_fall_into_the_month_before(stops):
    assert stops["Date"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:00\+00:00").all()
    before = stops["Date"].str[:7] < stops["file"]
    assert (stops.loc[before, "Date"].str[11:13] == "23").all()
    assert stops.loc[before, "file"].str[5:].isin(["05", "06", "07", "08", "09", "10"]).all()
    assert not (stops["Date"].str[:7] > stops["file"]).any()


def test_stop_blanks_and_identical_rows_have_their_declared_rates(stops, parameters):
    declared = parameters.stops
    assert stops["Policing operation"].isna().all()
    for column, share in (
        ("Latitude", declared.no_location),
        ("Age range", declared.age_blank),
        ("Outcome linked to object of search", declared.outcome_not_linked),
    ):
        assert stops[column].isna().mean() == pytest.approx(share, abs=0.08)
    assert stops.duplicated().any()
