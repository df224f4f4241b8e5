"""The vocabulary everyone shares: areas, periods, codes, contracts, measures, releases, caveats.

Nothing here reads a file, knows an engine or computes a statistic.
"""
