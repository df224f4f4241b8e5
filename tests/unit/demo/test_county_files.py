"""The county is a function of its parameters: same bytes, no clock, mistakes refused."""

import hashlib
import zipfile

import numpy as np
import pytest

from verity.demo.county import make_county
from verity.demo.deprivation import index
from verity.demo.parameters import COUNTY, load_parameters
from verity.demo.stops import _utc_text
from verity.model.errors import SettingsError


def digests(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_the_same_parameters_give_the_same_bytes(written, parameters, tmp_path):
    make_county(tmp_path, parameters=parameters)
    assert digests(tmp_path) == digests(written)
    assert {path.name for path in written.iterdir()} == {
        "police_uk", "lookups", "population", "census", "deprivation", "boundaries", "police_records",
        "hospital", "emergency_care", "ambulance", "classifications",
    }  # fmt: skip


def test_another_seed_gives_another_county(written, parameters, tmp_path):
    make_county(tmp_path, parameters=parameters.model_copy(update={"seed": 7}))
    other, own = digests(tmp_path), digests(written)
    assert other["police_uk/2024-01.zip"] != own["police_uk/2024-01.zip"]
    assert set(other) == set(own)


def test_zip_members_carry_a_fixed_date(written):
    with zipfile.ZipFile(written / "police_uk" / "2024-01.zip") as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    "text",
    ['based_on = "county.toml"\nsead = 1\n', "based_on = ", 'based_on = "county.toml"\nfirst_month = "2019-13"\n'],
    ids=["unknown key", "not TOML", "no such month"],
)
def test_mistaken_parameters_are_refused_by_name(tmp_path, text):
    shipped = COUNTY.read_text(encoding="utf-8")
    (tmp_path / "county.toml").write_text(shipped, encoding="utf-8")
    (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml"):
        load_parameters(tmp_path / "mine.toml")


def test_summer_time_is_an_hour_behind_in_utc():
    local = np.array(["2023-03-26T00:55", "2023-03-26T02:05", "2023-07-01T00:30", "2023-10-29T01:05"], "datetime64[m]")
    assert _utc_text(local).tolist() == [
        "2023-03-26T00:55:00+00:00",
        "2023-03-26T01:05:00+00:00",
        "2023-06-30T23:30:00+00:00",
        "2023-10-29T01:05:00+00:00",
    ]


def test_crowded_ranks_stay_distinct_and_within_the_nation():
    crowded = index(np.full(8, -3.0), 10)
    assert sorted(crowded.rank.tolist()) == list(range(3, 11))
    assert index(np.full(8, 3.0), 10).rank.max() == 8
