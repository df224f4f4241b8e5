"""`verity lint`: exit codes, and the two files it writes."""

import json
from pathlib import Path

from typer.testing import CliRunner

from verity.cli.app import app


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["lint", *arguments])
    return done.exit_code, done.output


def test_nothing_found_ends_well(tmp_path: Path) -> None:
    file = tmp_path / "plain.txt"
    file.write_text("All is well.", "utf-8")
    code, told = run(str(file))
    assert code == 0
    assert "Nothing was found" in told


def test_low_and_medium_findings_end_well(tmp_path: Path) -> None:
    file = tmp_path / "half.txt"
    file.write_text("Over half of the victims (43%) agreed.", "utf-8")
    assert run(str(file))[0] == 0


def test_a_finding_of_high_severity_ends_with_6_and_both_files(tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text("The rate of victims was 12.5 per 1,000 (95% CI 13.1 to 14.9).", "utf-8")
    code, told = run(str(file), "--json", str(tmp_path / "o.json"), "--html", str(tmp_path / "o.html"))
    assert code == 6
    assert "1 high" in told
    assert json.loads((tmp_path / "o.json").read_text("utf-8"))["counts"]["high"] == 1
    assert "does not hold its own value" in (tmp_path / "o.html").read_text("utf-8")


def test_a_file_that_is_not_there_ends_with_4(tmp_path: Path) -> None:
    assert run(str(tmp_path / "none.txt"))[0] == 4
