"""From an artifact and its view to the bytes of a file, and whether the whole site holds together.

Artifacts, views and the templates folder come in. Bytes go out, and what each page says of itself: title, headings,
ids and links. `readback.py` reads a page, `verify.py` judges one, `site.py` judges all.
This room knows `model` and `text`.
"""
