"""What recommendations may claim of approaches: only ratings that are entered, all of them, and none that harm."""

from collections.abc import Mapping

from verity.model.errors import SettingsError
from verity.model.registers import Approach, Impact, Recommendation, Registers


def rated(registers: Registers) -> Mapping[str, tuple[Approach, ...]]:
    """Return the rated approaches that each recommendation rests on.

    Raises
    ------
    SettingsError
        An approach is not entered, is harmful, or is rated otherwise by an entry that is not cited beside it.
    """
    known = {one.id: one for one in registers.approaches}
    return {one.id: _approaches(one, known) for one in registers.recommendations}


def _approaches(one: Recommendation, known: Mapping[str, Approach]) -> tuple[Approach, ...]:
    missing = [name for name in one.approaches if name not in known]
    if missing:
        raise _fault(one, "an id of registers/what_works.csv", ", ".join(missing), "enter it, or correct the id")
    found = tuple(known[name] for name in one.approaches)
    if not one.status.is_open:
        return found
    harmful = [approach.id for approach in found if approach.impact is Impact.HARMFUL]
    if harmful:
        raise _fault(
            one, "no approach that does harm", ", ".join(harmful),
            "drop the recommendation, with the reason, or the approach",
        )  # fmt: skip
    silent = _unsaid(found, known)
    if silent:
        raise _fault(
            one, "every rating of an approach, where ratings differ", f"nothing of {', '.join(silent)}",
            "name these beside the others in the column approaches",
        )  # fmt: skip
    return found


def _unsaid(found: tuple[Approach, ...], known: Mapping[str, Approach]) -> list[str]:
    """Return the ids of other ratings of the same approaches that differ and are not cited."""
    said: dict[str, set[Impact]] = {}
    for one in found:
        said.setdefault(one.approach.casefold(), set()).add(one.impact)
    return [
        other.id
        for other in known.values()
        if other.approach.casefold() in said and other.impact not in said[other.approach.casefold()]
    ]


def _fault(one: Recommendation, expected: str, found: str, do_this: str) -> SettingsError:
    return SettingsError(
        "A recommendation claims more than its evidence", where=f"registers/recommendations.csv, {one.id}, approaches",
        expected=expected, found=found, do_this=do_this,
    )  # fmt: skip
