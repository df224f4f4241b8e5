"""What a finding is: one quantity for one area and period, with its interval, its base and where it stands."""

from dataclasses import dataclass

from verity.model.measures import Polarity

Ways = tuple[str, ...]
"""Sentences that say the same, each as true as the others."""


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
        The sentence; empty until a chapter tells its findings (`verity.findings.ways`).
    ways : tuple[str, ...]
        The sentences it may take, from a template of this package; empty once one is taken.
    polarity : Polarity
        Which direction of its measure is good.
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
    words: str = ""
    ways: Ways = ()
    lower: float | None = None
    upper: float | None = None
    comparison: str = ""
    cells: tuple[str, ...] = ()
    definition: str = ""
    polarity: Polarity = Polarity.NEUTRAL
