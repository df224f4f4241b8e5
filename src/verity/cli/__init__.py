"""The command line: what an analyst types, in words an analyst uses. It decides nothing about data."""

from verity.cli.app import main

__all__ = ["main"]
