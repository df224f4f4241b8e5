"""The small county, written once for all tests of this folder."""

import io
import zipfile

import pandas as pd
import pytest

from verity.demo.county import draw_county, make_county
from verity.demo.parameters import SMALL, load_parameters


@pytest.fixture(scope="session")
def parameters():
    return load_parameters(SMALL)


@pytest.fixture(scope="session")
def county(parameters):
    return draw_county(parameters)


@pytest.fixture(scope="session")
def written(parameters, tmp_path_factory):
    out = tmp_path_factory.mktemp("county")
    make_county(out, parameters=parameters)
    return out


@pytest.fixture(scope="session")
def police(written):
    """Read all files of one kind from an archive edition, as text."""

    def read(edition, ending):
        with zipfile.ZipFile(written / "police_uk" / f"{edition}.zip") as archive:
            names = [name for name in archive.namelist() if name.endswith(f"-{ending}.csv")]
            tables = [pd.read_csv(io.BytesIO(archive.read(name)), dtype=str).assign(file=name[:7]) for name in names]
        return pd.concat(tables, ignore_index=True)

    return read


@pytest.fixture(scope="session")
def table(written):
    """Read the one file of a folder whose name contains a word, as text."""

    def read(folder, word):
        (path,) = (written / folder).glob(f"*{word}*.csv")
        return pd.read_csv(path, dtype=str)

    return read
