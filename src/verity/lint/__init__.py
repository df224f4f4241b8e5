"""A published assessment read as a sceptical reader would: what in it cannot be right, where, and why.

Rules are general: no phrase, name, number or place of any document stands here.
"""
