"""The words of the field, as frozen values.

`content.py` has what editors write: claim, transcript, source, site. `graph.py` has what we derive from that.
`diagnostics.py` says what is wrong and where. Plain data enters (text, numbers, dates, tuples), and values leave that
nobody can change. Each of them can be written with `msgspec.msgpack` and read back the same. This room uses no other.
"""
