"""One file at a time, from bytes to a value.

`scan.py` says which files are read, `top.py` reads those at the top of the content folder, and `file.py` reads any
other one. Names of files and their bytes enter. A `Top` and one `Reading` for each file leave, with everything that is
wrong in the file. No file knows of another here: `meaning/assemble.py` puts them together. This room uses `model` and
`text`.
"""
