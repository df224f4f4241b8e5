"""Numbered tables, charts and maps: how releases become things a reader can see.

Knows releases and areas; never the warehouse, the analysis or the gate.
"""
