"""The tables of one build on disk, and the only place where an engine is imported.

Files become Arrow text tables, the engine types them, checks them against their contract and keeps the
account.
"""
