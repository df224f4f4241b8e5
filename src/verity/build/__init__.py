"""Making an edition: from an assessment and its data to a published folder.

Here the rooms are joined up; what each does is theirs.
"""
