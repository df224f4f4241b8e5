"""Verity: a reproducible Strategic Needs Assessment of violence and exploitation."""
