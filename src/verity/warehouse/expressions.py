"""The few expression builders that analysis needs, so that engines are imported in this room alone."""

from ibis import cases, coalesce, memtable

__all__ = ["cases", "coalesce", "memtable"]
