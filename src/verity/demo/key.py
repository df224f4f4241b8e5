"""The key of the demonstration: published here, so that its invented records have the same pseudonyms everywhere.

It protects nothing. `verity.build.privacy` refuses it wherever the area is not an invented one.
"""

DEMO_KEY_TEXT = "published-key-of-the-verity-demonstration-not-for-records-of-real-people"
"""What stands in the demonstration's key file."""
