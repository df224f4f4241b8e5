"""Findings as data, and the one module that puts them into words.

A finding quotes released numbers; it never computes from raw ones.
"""
