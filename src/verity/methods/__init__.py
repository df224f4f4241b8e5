"""Statistics on NumPy arrays: arrays in, frozen results out.

Nothing here knows a table, an engine, an area code or a file. Callers import from the modules.
"""
