"""One module per data feed: its contract, its layouts, its rules, its caveats. No module imports another."""
