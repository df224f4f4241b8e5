"""Two published editions side by side: what is new, what is gone, what moved, what was revised, what was promised."""
