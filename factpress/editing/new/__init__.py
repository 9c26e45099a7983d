"""The command `new`: start a claim, a source or a transcript.

A quote, the text of an issue, an address or a language enters, beside the content as `check` reads it (`workspace`).
A new file leaves that passes `check` except for its TODOs, with the next steps for the editor; or nothing is written,
and a diagnostic says why.
"""
