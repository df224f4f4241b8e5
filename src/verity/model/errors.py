"""What can go wrong, one class per decision a caller can make.

VerityError
├── SettingsError      the assessment folder or its configuration is wrong        (exit 3)
├── InputError         a data file is not what its source's contract says         (exit 4)
├── AreaError          codes, vintages or nesting cannot be reconciled            (exit 5)
├── ValidityError      a statistical rule would be broken                         (exit 6)
├── DisclosureError    the gate refuses to release                                (exit 7)
└── PublishError       the output could not be written or swapped into place      (exit 8)
"""

from collections.abc import Sequence
from typing import ClassVar


class VerityError(Exception):
    """A problem told in five parts.

    Parameters
    ----------
    what : str
        What failed, in one line.
    where : str
        File, key, area or step.
    expected, found : str
        The two sides of the disagreement; never a personal value.
    do_this : str
        The next step for the person who reads it.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, where: str = "", expected: str = "", found: str = "", do_this: str = "") -> None:
        self.what = what
        self.where = where
        self.expected = expected
        self.found = found
        self.do_this = do_this
        super().__init__(what)

    def __str__(self) -> str:
        parts = [
            ("where", self.where),
            ("expected", self.expected),
            ("found", self.found),
            ("do this", self.do_this),
        ]
        return "\n".join([self.what, *(f"  {name:<9} {text}" for name, text in parts if text)])


class SettingsError(VerityError):
    """The assessment folder or its configuration is wrong."""

    exit_code = 3


class InputError(VerityError):
    """A data file is not what its source's contract says."""

    exit_code = 4


class AreaError(VerityError):
    """Codes, vintages or nesting cannot be reconciled."""

    exit_code = 5


class ValidityError(VerityError):
    """A statistical rule would be broken."""

    exit_code = 6


class DisclosureError(VerityError):
    """The gate refuses to release."""

    exit_code = 7


class PublishError(VerityError):
    """The output could not be written or swapped into place."""

    exit_code = 8


def raise_together(problems: Sequence[VerityError], what: str) -> None:
    """Raise all `problems` of one file at once, as the class of the first.

    Does nothing when there are none.
    """
    if not problems:
        return
    if len(problems) == 1:
        raise problems[0]
    joined = "\n".join(str(problem) for problem in problems)
    raise type(problems[0])(f"{what}: {len(problems)} problems\n{joined}")
