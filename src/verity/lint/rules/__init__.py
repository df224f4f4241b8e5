"""One module per family of checks: each a function from a text to faults, bound to its id, words and source."""
