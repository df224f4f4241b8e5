"""Areas as data: what nests in what, which codes belong to which vintage, and how figures move between vintages.

Polygons are worked with here, before any engine; reading their files is `verity.sources.boundaries`'s.
"""
