"""What a finding is: one quantity for one area and period, with its interval, its base and where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One quotable quantity.

    Parameters
    ----------
    id : str
        Stable slug.
    measure : str
        Measure id.
    area, period : str
        In words.
    value : float | None
        The number quoted; None when it is not available, and then the words say so.
    unit : str
        `per cent`, `percentage points`, `people` …
    lower, upper : float | None
        95 % limits where the quantity is an estimate; None for a complete count.
    base : str
        What the share or rate is of.
    comparison : str
        `higher`, `lower`, `similar` or empty.
    exhibit : str
        Exhibit id that shows it.
    cells : tuple[str, ...]
        Released cells it quotes, as `measure[breakdown=value,…].column`.
    words : str
        The sentence, made by `verity.findings.words`.
    definition : str
        Id of the definition of violence it was counted by; empty where none was. Writers link to it; the sentence
        does not repeat it.
    """

    id: str
    measure: str
    area: str
    period: str
    value: float | None
    unit: str
    base: str
    exhibit: str
    words: str
    lower: float | None = None
    upper: float | None = None
    comparison: str = ""
    cells: tuple[str, ...] = ()
    definition: str = ""
