"""What all files mean together: transcripts in all their languages, where quotes stand, what refers to what, the rules.

Readings of single files come in. A graph goes out, with both directions of every reference, and all that is wrong
between files. `rules/` has the rules of the house, one function each. This room knows `model` and `text`.
"""
