"""What a source promises: its columns, the layouts its files come in, and the caveats that travel with it.

A contract is data. The warehouse reads files by it and checks what it wrote against it.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class FieldType(StrEnum):
    """How a column is stored."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    MONTH = "month"
    """A month as `YYYY-MM`, kept as text: it sorts and groups the same on every engine."""
    TIMESTAMP = "timestamp"
    """A moment in UTC."""
    LOCAL_TIME = "local time"
    """A wall-clock time without a zone, as `YYYY-MM-DDTHH:MM:SS`: what police and hospitals write down."""
    DATE = "date"
    """A day as `YYYY-MM-DD`."""


class Sensitivity(StrEnum):
    """Who may see a source's records; decides what the gate demands of its tables."""

    OPEN = "open"
    RESTRICTED = "restricted"


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of the stored table.

    Parameters
    ----------
    name : str
        Snake case; units end the name.
    type : FieldType
    about : str
        One line for the contract reference.
    nullable : bool
        Whether a blank is accepted as missing. A blank elsewhere quarantines the row.
    pattern : str | None
        Regular expression a value must match in full.
    codes : frozenset[str] | None
        Closed code list; any other value quarantines the row.
    minimum, maximum : float | None
        Inclusive bounds of a number.
    pseudonym : bool
        Whether values name a person or a record: they are replaced by keyed pseudonyms before the engine sees them.
        Such a column is free text; what form its values must have is for the source's transform to say.
    """

    name: str
    type: FieldType = FieldType.TEXT
    about: str = ""
    nullable: bool = False
    pattern: str | None = None
    codes: frozenset[str] | None = None
    minimum: float | None = None
    maximum: float | None = None
    pseudonym: bool = False

    def __post_init__(self) -> None:
        form = (self.pattern, self.codes, self.minimum, self.maximum)
        if self.pseudonym and (self.type is not FieldType.TEXT or any(rule is not None for rule in form)):
            raise ValueError(f"{self.name}: a pseudonym is text and has no form of its own")


@dataclass(frozen=True, kw_only=True)
class Unpivot:
    """Columns that are really rows: age columns of a population file, say.

    Every header matching `pattern` becomes rows: the first group of the pattern goes to the column
    `key`, the cell to the column `value`.
    """

    pattern: str
    key: str
    value: str


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One way a source's files are written.

    Parameters
    ----------
    name : str
        `data.police.uk street`, `ONS lookup`, `tidied lookup` …
    columns : dict[str, str]
        Header in the file → column of the contract.
    ignored : tuple[str, ...]
        Headers known and left aside. A header neither mapped nor ignored is no match.
    constants : dict[str, str]
        Columns of the contract that this layout gives for the whole file (vintage, edition, basis).
    unpivot : Unpivot | None
    optional : frozenset[str]
        Mapped or ignored headers that may be absent.
    foreign : tuple[str, ...]
        Headers of another kind of file: one that has any of them is not nearly of this layout.
    first_row : dict[str, str]
        Header → pattern that the first row's cell must match, where two sources share their headers.
    values : dict[str, dict[str, str]]
        Column of the contract → value in the file → value that the source knows. A blank on the left stands for
        missing, on the right makes missing. Values not listed stay as they are.
    """

    name: str
    columns: dict[str, str]
    ignored: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    unpivot: Unpivot | None = None
    optional: frozenset[str] = frozenset()
    foreign: tuple[str, ...] = ()
    first_row: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Publisher:
    """Where an analyst gets the files of a source, and where to put them."""

    name: str
    page: str
    file: str
    folder: str
    licence: str = "Open Government Licence v3.0"
    cadence_months: int | None = None
    """How often a new edition is expected; None for a source that is not renewed."""


@dataclass(frozen=True, kw_only=True)
class Caveat:
    """A limitation that reaches the reader wherever the source is shown."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Contract:
    """One data feed.

    Parameters
    ----------
    id : str
        Stable slug; also the name of the stored table.
    title : str
        What a reader calls it.
    columns : tuple[Column, ...]
    layouts : tuple[Layout, ...]
        The publisher's own first.
    publisher : Publisher
    sensitivity : Sensitivity
    caveats : tuple[Caveat, ...]
    key : tuple[str, ...]
        Columns that identify a row; a repeated key is an error of the file. Empty where the source has none.
    """

    id: str
    title: str
    columns: tuple[Column, ...]
    layouts: tuple[Layout, ...]
    publisher: Publisher
    sensitivity: Sensitivity = Sensitivity.OPEN
    caveats: tuple[Caveat, ...] = ()
    key: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError if the contract has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
