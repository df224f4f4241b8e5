"""Errors that others raise, told again without what they quote.

Engines, parsers and converters put the offending line or value into their messages. What is told here keeps the kind of
the error and the place in Verity's own code, and nothing else: no message, no cause, no context.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb

from verity.model.errors import VerityError

_PACKAGE = Path(__file__).resolve().parent.parent


@contextmanager
def told_without_values(
    kinds: tuple[type[Exception], ...], retold: Callable[[Exception], VerityError]
) -> Iterator[None]:
    """Raise in place of an error of these kinds the one that `retold` makes of it; Verity's own pass.

    Parameters
    ----------
    kinds : tuple of type
    retold : callable
        Error → what is raised instead; it must not repeat the message.

    Examples
    --------
    >>> with told_without_values((ValueError,), lambda error: VerityError("Stopped", found=type(error).__name__)):
    ...     int("a name")
    Traceback (most recent call last):
        ...
    verity.model.errors.VerityError: Stopped
      found     ValueError
    """
    problem: VerityError | None = None
    try:
        try:
            yield
        except VerityError:
            raise
        except kinds as error:
            problem = retold(error)
            raise problem from None
    except VerityError as raised:
        if raised is problem:
            raised.__context__ = None  # the interpreter hangs the silenced error on it, whatever `from` says
        raise


def place_of(error: Exception) -> str:
    """Return where in Verity's code an error came from: file below the package, line, function; empty if nowhere."""
    place = ""
    for frame, line in walk_tb(error.__traceback__):
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(_PACKAGE) and file != Path(__file__).resolve():
            place = f"verity/{file.relative_to(_PACKAGE).as_posix()}, line {line}, {frame.f_code.co_name}"
    return place
