"""The command `impact`: what a change of the content does to readers.

The content folder and the name of a Git revision enter. `revision` checks the other content out, `compare` compares
what both contents say, `pages` compares what both sites show. An `Impact` leaves, as Markdown or JSON (`summary`), with
the diagnostics of the change. Nothing in the content folder or in the repository is written.
"""
