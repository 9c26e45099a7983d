"""Commands that help editors, besides `build` and `serve`.

`new/` starts a file, `importing/` converts files of other systems, `fixing/` makes safe repairs, `impact/` compares two
revisions, `schema` writes JSON Schemas, and `reporting` prints diagnostics for every command. The content folder and
the arguments of a command enter. Files below the content folder, diagnostics and text for the terminal leave. This room
may use every other room but `preview`; only `loading` calls the stages that read content.
"""
