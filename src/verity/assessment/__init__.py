"""The assessment folder: its settings, the analyst's own words, and how a new one is started.

Configuration and words, never code. What the data say is not known here.
"""
