"""What became of the recommendations of the older edition: none may vanish silently.

One is kept under its id, or named in `carried_forward_from` of another; one that was done or dropped already need not
be listed again. One that is dropped says why, or it counts as vanished.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

CLOSED = ("done", "dropped")
DROPPED = "dropped"
Row = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Promises:
    """Ids of the older edition by what became of them, and what is told of each that goes on.

    Parameters
    ----------
    carried : tuple[str, ...]
        Kept under their id or carried forward under another.
    vanished : tuple[str, ...]
        Open then, and neither kept nor carried forward now; or dropped now without a reason.
    closed : tuple[str, ...]
        Done or dropped then, and no longer listed.
    told : tuple[str, ...]
        For each carried one its words now, and what changed.
    """

    carried: tuple[str, ...]
    vanished: tuple[str, ...]
    closed: tuple[str, ...]
    told: tuple[str, ...]


def promises(old: Mapping[str, Any], new: Mapping[str, Any]) -> Promises:
    """Follow each recommendation of one edition into the next.

    Parameters
    ----------
    old, new : Mapping[str, Any]
        Content of `edition.json`.
    """
    before = {str(row["id"]): row for row in old.get("recommendations", ())}
    heirs = {one: _heirs(one, new.get("recommendations", ())) for one in before}
    carried = tuple(one for one in before if any(not _silent(heir) for heir in heirs[one]))
    gone = [one for one in before if one not in carried]
    closed = tuple(one for one in gone if not heirs[one] and _status(before[one]) in CLOSED)
    return Promises(
        carried=carried,
        vanished=tuple(one for one in gone if one not in closed),
        closed=closed,
        told=tuple(_told(before[one], heir) for one in carried for heir in heirs[one]),
    )


def _heirs(one: str, rows: Any) -> list[Row]:  # noqa: ANN401 - content of a file
    """Return the rows that go on with a recommendation: its own id, or its id among those they come from."""
    return [row for row in rows if str(row["id"]) == one or one in _origins(row)]


def _origins(row: Row) -> list[str]:
    return [part.strip() for part in str(row.get("carried_forward_from", "")).split(";")]


def _status(row: Row) -> str:
    return str(row.get("status", "")).strip().lower()


def _silent(row: Row) -> bool:
    """Whether a recommendation is dropped without a word."""
    return _status(row) == DROPPED and not str(row.get("reason", "")).strip()


def _told(before: Row, now: Row) -> str:
    """Return a recommendation's words, and what changed of it."""
    same = before["id"] == now["id"]
    name = str(before["id"]) if same else f"{before['id']} → {now['id']}"
    words = str(now.get("recommendation", "")).rstrip(".")
    parts = []
    if _status(before) != _status(now):
        parts.append(f"{_status(before) or 'no status'} → {_status(now) or 'no status'}")
    if _status(now) == DROPPED and now.get("reason"):
        parts.append(str(now["reason"]))
    if same and before.get("recommendation") != now.get("recommendation"):
        parts.append("in other words than before")
    return f"{name}{f', “{words}”' if words else ''}: {'; '.join(parts) or 'as before'}"
