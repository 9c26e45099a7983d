"""The command `import`: convert files of other systems into transcripts and claims.

A file enters (captions, HTML, plain text, ClaimReview as JSON-LD), and the content that already exists. New or updated
files of the content leave, with diagnostics for all that could not be carried over. To add a format, write a function
`(ImportedFile, Report) -> ParsedTranscript | None` that returns None for files of other kinds, and add it to `FORMATS`:
in `transcript` for a caption format, in `reviews` for a format of fact-checks (which returns JSON documents). If it
needs a library, import that in one module only, and name the module in `tests/test_layers.py`.
"""
