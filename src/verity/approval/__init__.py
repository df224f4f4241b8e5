"""Who approved which edition for release: states as data, an append-only log, and what an approval is of."""
