"""Checks of a finished edition, each under the name by which the checklist asks for it.

A check looks at the edition's own fields and nothing else; where there is nothing to check it says so.
"""
