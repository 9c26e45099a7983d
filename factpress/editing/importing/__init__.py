"""Bring in what others have: talks, and fact-checks from other systems.

One function for each thing that can come of a file; each format is a function in a tuple of theirs.
"""
