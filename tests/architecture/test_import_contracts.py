"""Every import contract can fail: a forbidden import planted in a copy of the package breaks it by name."""

import configparser
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / ".importlinter"
PLANTS = {
    "layers": ("model/areas.py", "import verity.warehouse"),
    "shown": ("findings/finding.py", "import verity.disclosure"),
    "engines": ("analysis/__init__.py", "import duckdb"),
    "vocabulary": ("model/periods.py", "import pyarrow"),
    "methods": ("methods/__init__.py", "import pandas"),
    "sources": ("sources/planted_one.py", "import verity.sources.planted_two"),
}
INDIRECT = ("exhibits/planted.py", "import verity.model.planted", "model/planted.py", "import verity.warehouse")


def contracts() -> list[str]:
    """Return the ids of the contracts that the project keeps."""
    parser = configparser.ConfigParser()
    parser.read(CONFIG, encoding="utf-8")
    return [section.rsplit(":", 1)[1] for section in parser.sections() if ":contract:" in section]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds a copy of the package's Python files."""
    folder = tmp_path_factory.mktemp("copy")
    for file in (ROOT / "src" / "verity").rglob("*.py"):
        copy = folder / file.relative_to(ROOT / "src")
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    for name in ("planted_one", "planted_two"):
        (folder / "verity" / "sources" / f"{name}.py").write_text("", "utf-8")
    return folder


def check(package: Path, contract: str) -> subprocess.CompletedProcess[str]:
    """Check one contract against a copy of the package."""
    tool = shutil.which("lint-imports", path=Path(sys.executable).parent)
    assert tool is not None
    return subprocess.run(
        [tool, "--no-logo", "--no-cache", "--config", str(CONFIG), "--contract", contract],
        cwd=package, env={**os.environ, "PYTHONPATH": str(package)}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_contract_has_a_plant() -> None:
    assert sorted(contracts()) == sorted(PLANTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_a_forbidden_import_breaks_the_contract(contract: str, package: Path) -> None:
    path, planted = PLANTS[contract]
    file = package / "verity" / path
    before = file.read_text("utf-8")
    file.write_text(f"{before}\n{planted}\n", "utf-8")
    try:
        done = check(package, contract)
    finally:
        file.write_text(before, "utf-8")
    assert done.returncode != 0
    module = "verity." + path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"{module} -> {planted.removeprefix('import ')}" in " ".join(done.stdout.split())


def test_an_import_through_another_room_is_found(package: Path) -> None:
    first, first_import, second, second_import = INDIRECT
    for path, planted in ((first, first_import), (second, second_import)):
        (package / "verity" / path).write_text(f"{planted}\n", "utf-8")
    try:
        done = check(package, "shown")
    finally:
        (package / "verity" / first).unlink()
        (package / "verity" / second).unlink()
    assert done.returncode != 0
    assert "verity.exhibits.planted -> verity.model.planted" in " ".join(done.stdout.split())
