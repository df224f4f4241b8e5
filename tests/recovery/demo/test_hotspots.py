"""Hot spots planted in the whole county are found again by the analysis of a build, from the files, year by year."""

import datetime as dt

import numpy as np
import pytest

from verity.analysis.record_placement import RECORDS
from verity.analysis.record_places import hotspots
from verity.assessment.config import load_assessment
from verity.assessment.start import start_assessment
from verity.build.context import make_inputs
from verity.build.feeds import CONTRACTS
from verity.build.inventory import take_inventory
from verity.build.loading import load_all
from verity.build.records import placed_records
from verity.demo.ambulance import write_callouts
from verity.demo.area_files import FORCE_AREA, write_boundaries, write_lookups
from verity.demo.drawn import draw_county
from verity.demo.parameters import load_parameters
from verity.demo.police_files import write_police_records
from verity.geography.contiguity import border_weights
from verity.model.measures import Measure, PlaceBasis, Quantity, Statistic, Unit
from verity.sources.boundaries import read_all
from verity.warehouse.engine import opened
from verity.warehouse.pseudonyms import Pseudonymiser

VIOLENT = "Violence and sexual offences"


@pytest.fixture(scope="module")
def parameters():
    return load_parameters()


@pytest.fixture(scope="module")
def county(parameters):
    return draw_county(parameters)


@pytest.fixture(scope="module")
def inputs(parameters, county, tmp_path_factory):
    """What a build reads: places, borders, offences and calls of the county, written and read again."""
    folder = tmp_path_factory.mktemp("county")
    data, settings = folder / "data", folder / "assessment"
    write_boundaries(data / "boundaries", parameters=parameters, land=county.land, nest=county.nest)
    write_lookups(data / "lookups", parameters=parameters, nest=county.nest)
    write_police_records(data / "police_records", parameters=parameters, county=county)
    write_callouts(data / "ambulance", parameters=parameters, county=county)
    year = int(parameters.last_month[:4])
    start_assessment(settings, area=FORCE_AREA, year=year, as_of=dt.date(year + 1, 3, 1), contracts=CONTRACTS)
    assessment = load_assessment(settings, edition="restricted")
    inventory = take_inventory(assessment, data)
    wanted = {source.contract.id for source in inventory.sources if inventory.present(source.contract.id)}
    with opened(folder / "warehouse", threads=2) as warehouse:
        load_all(
            warehouse, inventory, wanted, threads=2, progress=lambda _: None,
            pseudonymiser=Pseudonymiser(b"a key for tests alone, 32 bytes."),
        )  # fmt: skip
        yield placed_records(assessment, make_inputs(assessment, warehouse, read_all(inventory.boundaries)))[0]


def found(inputs, feed, unit):
    asked = Measure(
        id=f"recovery.{feed}", title="Hot spots", quantity=Quantity.HOTSPOTS, sources=inputs.feeds[feed].sources,
        unit=unit, place_basis=PlaceBasis.OCCURRENCE, breakdowns=("lsoa",), period="2019 to 2023", feed=feed,
        statistic=Statistic.VALUE,
    )  # fmt: skip
    return hotspots(inputs, asked).set_index("lsoa")


@pytest.fixture(scope="module")
def offences(inputs):
    return found(inputs, "police_offence", Unit.OFFENCE)


def planted(parameters, county):
    """Yield each hot spot of violence with the small areas that it was planted in."""
    codes = county.nest.lsoa21["code"].to_numpy(dtype=str)
    for declared, cells in zip(parameters.hotspot, county.intensity.hotspots, strict=True):
        if VIOLENT in declared.categories:
            yield declared, sorted(set(codes[county.nest.lsoa21_of_cell[list(cells)]]))


def test_lasting_hot_spots_are_found_in_full(offences, parameters, county):
    lasting = [areas for declared, areas in planted(parameters, county) if declared.from_month is None]
    assert len(lasting) == 2
    for areas in lasting:
        rows = offences.loc[areas]
        assert (rows["hot"] == "hot").all()
        assert (rows["years_hot"] >= 2).all()
        assert (rows["years_hot"] == rows["years"]).any(), "its core stands out in every year"


def test_calls_find_the_core_of_each(inputs, parameters, county):
    """A twentieth of the offences: the edges of a hot spot may be missed, its core may not."""
    calls = found(inputs, "callout", Unit.CALLOUT)
    for declared, areas in planted(parameters, county):
        if declared.from_month is None:
            assert (calls.loc[areas, "hot"] == "hot").sum() >= 2, declared.id


def test_what_is_hot_and_was_not_planted_borders_on_what_was(offences, inputs, parameters, county):
    """Gi* sums an area with its neighbours: a hot spot reaches one area beyond its own, and seldom further."""
    codes = sorted(inputs.area.lsoas(2021))
    neighbours = border_weights(inputs.boundaries[inputs.lsoa_type], codes).toarray() > 0
    own = np.isin(codes, [area for _, areas in planted(parameters, county) for area in areas])
    hot = (offences.loc[codes, "hot"] == "hot").to_numpy()
    assert (offences["hot"] != "cold").all()
    assert (hot & (own | neighbours[own].any(axis=0))).sum() >= 0.9 * hot.sum()
    assert hot.sum() < 0.1 * len(codes)


def test_the_emerging_hot_spot_grows_as_planted(inputs, parameters, county):
    """Beside centres ten times as busy its z is small in any year; what was planted is that it grew, and when."""
    ((declared, areas),) = [one for one in planted(parameters, county) if one[0].from_month is not None]
    table = inputs.warehouse.table(RECORDS)
    violence = table.filter(table.feed == "police_offence", table.group == "Violence against the person")
    rows = violence.group_by(["lsoa", "month"]).aggregate(n=violence.count()).order_by(["lsoa", "month"]).to_pandas()
    after = rows["month"] >= declared.from_month
    mine = rows["lsoa"].isin(areas)
    grown = [rows.loc[here & after, "n"].sum() / rows.loc[here & ~after, "n"].sum() for here in (mine, ~mine)]
    error = np.sqrt(1 / rows.loc[mine & after, "n"].sum() + 1 / rows.loc[mine & ~after, "n"].sum())
    assert np.log(grown[0] / grown[1]) == pytest.approx(np.log(declared.factor), abs=4 * error)
