"""The commands as typed: what they say, and the exit code of each kind of error."""

import pytest
from typer.testing import CliRunner

from verity.cli.app import app

run = CliRunner().invoke


def test_help_is_worth_reading():
    said = run(app, ["--help"]).output
    for command in ("init", "check", "build", "key", "purge", "demo"):
        assert command in said
    assert "Exit codes" in said
    assert "verity build my-assessment" in run(app, ["build", "--help"]).output


def test_init_makes_a_folder_once_and_never_overwrites(tmp_path):
    folder = tmp_path / "mine"
    first = run(app, ["init", str(folder), "--area", "bedfordshire", "--year", "2023"])
    assert first.exit_code == 0, first.output
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {"assessment.toml", "data-README.md"} <= {path.name for path in before}
    again = run(app, ["init", str(folder), "--area", "bedfordshire", "--year", "2022"])
    assert again.exit_code == 3
    assert before == {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_unknown_area_is_told_with_the_nearest(tmp_path):
    done = run(app, ["init", str(tmp_path / "mine"), "--area", "bedforshire", "--year", "2023"])
    assert done.exit_code == 3
    assert "bedfordshire" in done.output


def test_check_says_what_is_missing_and_where_to_get_it(tmp_path):
    folder, data = tmp_path / "mine", tmp_path / "data"
    data.mkdir()
    run(app, ["init", str(folder), "--area", "south-wales", "--year", "2023"])
    done = run(app, ["check", str(folder), "--data", str(data)])
    assert done.exit_code == 0, done.output
    assert "missing" in done.output
    assert "data.police.uk" in done.output
    assert "police_uk" in done.output


@pytest.mark.parametrize("command", ["check", "build"])
def test_a_data_folder_that_is_not_there_is_an_input_error(tmp_path, command):
    folder = tmp_path / "mine"
    run(app, ["init", str(folder), "--area", "bedfordshire", "--year", "2023"])
    out = ["--out", str(tmp_path / "out")] if command == "build" else []
    done = run(app, [command, str(folder), "--data", str(tmp_path / "nowhere"), *out])
    assert done.exit_code == 4
    assert "nowhere" in done.output
    assert "do this" in done.output


def test_lookups_that_are_missing_are_an_area_error(tmp_path):
    folder, data = tmp_path / "mine", tmp_path / "data"
    data.mkdir()
    run(app, ["init", str(folder), "--area", "bedfordshire", "--year", "2023"])
    done = run(app, ["build", str(folder), "--data", str(data), "--out", str(tmp_path / "out")])
    assert done.exit_code == 5, done.output
    assert not (tmp_path / "out").exists()


def test_key_makes_a_key_once(tmp_path):
    file = tmp_path / "verity.key"
    first = run(app, ["key", str(file)])
    assert first.exit_code == 0, first.output
    text = file.read_text("ascii")
    assert len(text.strip()) == 64
    assert text.strip() not in first.output
    assert run(app, ["key", str(file)]).exit_code == 3
    assert file.read_text("ascii") == text
    run(app, ["key", str(tmp_path / "other.key")])
    assert (tmp_path / "other.key").read_text("ascii") != text


def test_purge_says_what_it_removed(tmp_path):
    tables = tmp_path / "out.warehouse"
    (tables / "spill").mkdir(parents=True)
    (tables / "warehouse.duckdb").touch()
    done = run(app, ["purge", str(tmp_path / "out")])
    assert done.exit_code == 0, done.output
    assert "spill, warehouse.duckdb" in done.output
    assert not tables.exists()
    assert "Nothing to remove" in run(app, ["purge", str(tmp_path / "out")]).output
    tables.mkdir()
    (tables / "mine.txt").touch()
    assert run(app, ["purge", str(tmp_path / "out")]).exit_code == 8
    assert (tables / "mine.txt").exists()


@pytest.mark.parametrize("command", ["check", "build"])
def test_settings_of_a_source_that_there_is_not_are_a_mistake(tmp_path, command):
    folder = tmp_path / "mine"
    run(app, ["init", str(folder), "--area", "bedfordshire", "--year", "2023"])
    with (folder / "assessment.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[sources.census_agee]\npath = ["x.csv"]\n')
    done = run(app, [command, str(folder), "--data", str(tmp_path)])
    assert done.exit_code == 3, done.output
    assert "did you mean “census_age”?" in done.output


def test_only_the_editions_that_are_made_can_be_asked_for(tmp_path):
    done = run(app, ["build", str(tmp_path), "--edition", "partners"])
    assert done.exit_code == 2
    assert "restricted" in done.output
