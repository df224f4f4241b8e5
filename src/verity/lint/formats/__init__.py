"""One module per file format: from a file to pieces. Nothing here knows a rule."""
