"""What a change does to readers: the content as it is beside the content of another revision.

`revision` takes the other content from Git; `compare` compares what both say, `pages` what both show; `summary` prints.
"""
