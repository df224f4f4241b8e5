"""Measures computed: aggregated in the engine on integers, finished in NumPy on the small result."""
