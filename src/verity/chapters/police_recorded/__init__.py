"""Section 3.1.1: police recorded violence, from open data."""
