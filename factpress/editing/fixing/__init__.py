"""The option `check --fix`: make repairs that need no decision.

The diagnostics of a check and the content folder enter. Changed files leave, and a list of what was done. A repair may
change how a file is written, never what it means. A file that could mean something else afterwards stays as it is.
"""
