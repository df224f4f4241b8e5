"""The few expression builders that analysis needs, so that engines are imported in this room alone."""

from ibis import cases, coalesce, literal, memtable
from ibis import null as missing

__all__ = ["cases", "coalesce", "literal", "memtable", "missing"]
