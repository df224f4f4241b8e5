"""Section 2: the place and its people."""
