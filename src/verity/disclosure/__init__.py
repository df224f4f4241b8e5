"""The gate: every table of an edition passes here, together, before anyone sees it."""
