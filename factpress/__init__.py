"""Factpress turns Markdown claim files into a published fact-check. Start reading at `pipeline.py`."""
