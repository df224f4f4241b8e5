"""Starting a new assessment folder, without ever writing over anything.

The texts themselves are in `templates`, `narrative_stubs` and `data_list`.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from verity.assessment import config, data_list, narrative, templates
from verity.assessment.narrative_stubs import STUBS, narrative_stub
from verity.model.areas import CODE_PATTERNS, Level, is_synthetic
from verity.model.contracts import Contract
from verity.model.errors import SettingsError
from verity.model.forces import FORCES, find_force, nearest_force

_NO_EDITIONS: Mapping[str, str] = {}


def start_assessment(
    folder: Path,
    *,
    area: str,
    year: int,
    as_of: dt.date,
    contracts: Sequence[Contract],
    title: str | None = None,
    editions: Mapping[str, str] = _NO_EDITIONS,
    edition: str = "public",
    key_file: str | None = None,
) -> list[Path]:
    """Write a new assessment folder and read its settings back.

    Parameters
    ----------
    folder : Path
        Made if need be. Files already in it stay; if any has a name that would be written, nothing is.
    area : str
        Slug or PFA code.
    year, as_of
        The assessment's year, and the day from which freshness is reckoned.
    contracts : Sequence[Contract]
        Every source, for `data-README.md`.
    title : str | None
        Made from area and year where not given.
    editions : Mapping[str, str]
        Zip file → archive edition, for files not named after theirs.
    edition : str
        `public` or `restricted`.
    key_file : str | None
        Path of the key of pseudonyms, from the assessment folder.

    Returns
    -------
    list[Path]
        The files written, in order of name.

    Raises
    ------
    SettingsError
        The area is unknown, or a file is in the way.
    """
    area_name = _area_name(area)
    texts = _texts(
        settings=templates.settings_text(
            title=title or f"Strategic Needs Assessment of violence: {area_name} {year}",
            area=area,
            year=year,
            as_of=as_of,
            editions=editions,
            edition=edition,
            key_file=key_file,
        ),
        contracts=contracts,
    )
    _refuse_overwriting(folder, texts)
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    config.load_assessment(folder)
    return [folder / name for name in texts]


def _texts(*, settings: str, contracts: Sequence[Contract]) -> dict[str, str]:
    texts = {config.FILE_NAME: settings, data_list.FILE_NAME: data_list.data_list(contracts)}
    for chapter in STUBS:
        texts[f"{narrative.FOLDER}/{chapter}.md"] = narrative_stub(chapter)
    for register, columns in templates.REGISTERS.items():
        texts[f"registers/{register}.csv"] = templates.register_text(columns)
    texts["registers/README.md"] = templates.registers_readme()
    return dict(sorted(texts.items()))


def _area_name(area: str) -> str:
    force = find_force(area)
    if force:
        return force.area_name
    if re.match(CODE_PATTERNS[Level.PFA], area) and is_synthetic(area):
        return area
    near = nearest_force(area)
    raise SettingsError(
        "Unknown police force area",
        where="--area",
        expected="a slug such as bedfordshire or a code such as E23000026",
        found=area,
        do_this=f"did you mean {near.slug}?" if near else "use one of " + ", ".join(f.slug for f in FORCES),
    )


def _refuse_overwriting(folder: Path, names: Mapping[str, str]) -> None:
    if folder.exists() and not folder.is_dir():
        in_the_way = [str(folder)]
    else:
        in_the_way = [name for name in names if (folder / name).exists()]
    if in_the_way:
        raise SettingsError(
            "There is an assessment here already",
            where=str(folder),
            expected="a new or empty folder",
            found=", ".join(in_the_way),
            do_this="choose another folder, or move these files away; nothing was written",
        )
