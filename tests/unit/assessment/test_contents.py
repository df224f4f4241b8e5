"""What an edition is made from: the settings, the words and the registers, and never the log of its approvals."""

from pathlib import Path

from verity.assessment.contents import settings_files


def test_the_release_log_and_strangers_are_left_out(tmp_path: Path) -> None:
    for name in (
        "assessment.toml",
        "data-README.md",
        "definitions.toml",
        "narrative/demography.md",
        "narrative/.demography.md.swp",
        "registers/recommendations.csv",
        "release-log.jsonl",
        "out/index.html",
        ".DS_Store",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert settings_files(tmp_path) == (
        "assessment.toml",
        "definitions.toml",
        "narrative/demography.md",
        "registers/recommendations.csv",
    )
