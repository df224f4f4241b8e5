"""`python -m verity` is `verity`."""

from verity.cli import main

main()
