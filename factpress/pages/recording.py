"""Where a recording plays a passage."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from factpress.model.content import Recording
from factpress.model.graph import Transcript
from factpress.text.words import seconds

YOUTUBE = ("youtube.com", "youtu.be", "youtube-nocookie.com")
"""Hosts that take the time from the query; others get a media fragment (W3C Media Fragments 1.0, 4.2.1)."""


def recording(talk: Transcript) -> Recording | None:
    """Return the recording of a talk: the original's, or the first that a rendering names."""
    named = (talk.original, *talk.editions)
    return next((edition.media for edition in named if edition.media), None)


def recording_at(recording: Recording | None, time: str) -> str:
    """Return the address at which a recording plays from a time, or nothing where there is no time or recording."""
    if not recording or not time:
        return ""
    at = max(0, seconds(time) + seconds(recording.offset))
    address = urlsplit(recording.url)
    if (address.hostname or "").removeprefix("www.").removeprefix("m.") in YOUTUBE:
        query = [(key, value) for key, value in parse_qsl(address.query) if key != "t"]
        return urlunsplit(address._replace(query=urlencode([*query, ("t", at)])))
    return urlunsplit(address._replace(fragment=f"t={at}"))
