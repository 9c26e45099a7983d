"""Put together what all files say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from factpress.meaning.transcripts import transcripts
from factpress.model.content import Site
from factpress.model.diagnostics import Diagnostic, Report
from factpress.model.graph import Publishing, Reading, Source, Top
from factpress.model.ids import Locate, with_unique_ids
from factpress.text.words import did_you_mean


def assemble(top: Top, readings: Sequence[Reading], base_url: str, locate: Locate, report: Report) -> Publishing:
    """Return everything editors wrote; report what is given twice or has no counterpart.

    The result does not depend on the order of the readings. `base_url`, if given, takes the place of the site's own.
    """
    readings = sorted(readings, key=lambda reading: reading.path)
    claims = sorted((reading.claim for reading in readings if reading.claim), key=lambda claim: claim.id)
    unread = {*top.unread, *(name for reading in readings for name in reading.unread)}
    scripts = [reading.script for reading in readings if reading.script]
    talks = transcripts(scripts, top.site.language, unread, report)
    publishing = Publishing(
        site=_at_address(top.site, base_url),
        verdicts=top.verdicts,
        topics=top.topics,
        sources=_sources(readings, locate, report),
        transcripts=talks,
        pages=tuple(reading.page for reading in readings if reading.page),
        claims=tuple(claims),
        bodies={reading.claim.id: reading.body for reading in readings if reading.claim and reading.body},
        ledger=top.ledger,
        unread=frozenset(unread),
    )
    _judge_front(publishing, top, report)
    return publishing


def _at_address(site: Site, base_url: str) -> Site:
    return replace(site, base_url=base_url.rstrip("/") + "/") if base_url else site


def _sources(readings: Iterable[Reading], locate: Locate, report: Report) -> tuple[Source, ...]:
    given = ((source, source.where) for reading in readings for source in reading.sources)
    return with_unique_ids(given, locate, report)


def _judge_front(publishing: Publishing, top: Top, report: Report) -> None:
    """Report a transcript of the home page that is not there."""
    front, known = top.site.front_transcript, [talk.id for talk in publishing.transcripts]
    if front and front not in known and not publishing.is_unread("transcripts", front):
        report(Diagnostic("FP404", top.front, f"no transcript '{front}'", did_you_mean(front, known)))
