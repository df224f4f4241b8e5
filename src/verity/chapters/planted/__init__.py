"""What was planted in the invented county beside what the build found again: a check of the whole way through."""
