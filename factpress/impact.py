"""What a change does to readers: the content as it is beside the content of another revision.

`of` compares, `markdown` and `as_json` print. Git is asked for the other revision's files, and for nothing else.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import tarfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from html import unescape
from pathlib import Path
from tempfile import TemporaryDirectory

from factpress.crew import Crew
from factpress.diagnostics import Diagnostic, has_errors, ordered
from factpress.model import Claim, Graph
from factpress.options import Options
from factpress.places import located
from factpress.rebuild import build
from factpress.rules.ledger import addresses
from factpress.survey import survey
from factpress.understand import understand

SHOWN = 30
"""Lines of a list in Markdown; the rest is counted."""


class NoRevisionError(Exception):
    """The other revision's content cannot be had; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A claim whose verdict changed."""

    id: str
    title: str
    before: str
    now: str
    corrected: bool
    """The claim's corrections end with this step."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the talks is checked."""

    claims: int
    passages: int
    checked: int
    sources: int


@dataclass(frozen=True, slots=True)
class Impact:
    """What readers will see differently. Lists are sorted; addresses are those of pages."""

    base: str
    before: Coverage
    now: Coverage
    verdicts: tuple[Verdict, ...]
    claims_added: tuple[str, ...]
    claims_gone: tuple[str, ...]
    claims_withdrawn: tuple[str, ...]
    passages_added: tuple[str, ...]
    passages_gone: tuple[str, ...]
    sources_added: tuple[str, ...]
    sources_gone: tuple[str, ...]
    addresses_gone: tuple[str, ...]
    """Addresses that lead nowhere now, redirects counted."""
    pages_changed: tuple[str, ...] | None
    """Pages on both sides whose text differs; none if the other side cannot be built today."""
    pages_renumbered: tuple[str, ...] | None
    """Pages of claims, not among those, that differ by the numbers of claims only, since these follow the talk."""
    titles: dict[str, str]
    """Of claims on either side."""


def of(options: Options, base: str) -> tuple[Impact, tuple[Diagnostic, ...]]:
    """Compare the content with that of a revision; also return what is wrong with the change.

    Both sides are built with the templates and rules of today. Raises NoRevisionError, and OSError.
    """
    with TemporaryDirectory(prefix="factpress-") as folder:
        before_content = Path(folder) / "content"
        _unpack(options.content, base, before_content)
        before, _ = _read(options._replace(content=before_content))
        now, found = _read(options)
        faults = [*found, *_uncorrected(before, now)]
        pages = None if has_errors(found) else _pages(options, before_content, Path(folder))
        shifted = _renumbered(pages or {}, before, now)
    there, here = set(addresses(before)), set(addresses(now))
    moved = {old: new for old, new, _ in now.publishing.ledger if new}
    vanished = {address for address in there - here if moved.get(address) not in here}
    claims_before, claims_now = ({claim.id: claim for claim in graph.claims} for graph in (before, now))
    withdrawn = {claim.id for claim in now.withdrawn} & claims_before.keys()
    impact = Impact(
        base=base,
        before=_coverage(before),
        now=_coverage(now),
        verdicts=tuple(_verdicts(before, now)),
        claims_added=_sorted(claims_now.keys() - claims_before.keys()),
        claims_gone=_sorted(claims_before.keys() - claims_now.keys() - withdrawn),
        claims_withdrawn=_sorted(withdrawn),
        passages_added=_sorted(_named(now) - _named(before)),
        passages_gone=_sorted(_named(before) - _named(now)),
        sources_added=_sorted(now.sources.keys() - before.sources.keys()),
        sources_gone=_sorted(before.sources.keys() - now.sources.keys()),
        addresses_gone=_sorted(vanished),
        pages_changed=None if pages is None else tuple(page for page in pages if page not in shifted),
        pages_renumbered=None if pages is None else tuple(shifted),
        titles={id: claim.title for id, claim in sorted((claims_before | claims_now | now.by_id).items())},
    )
    return impact, ordered(located(faults, options.content))


def _unpack(content: Path, base: str, into: Path) -> None:
    """Write the content folder of a revision to another place."""
    into.mkdir()
    if base.startswith("-"):
        raise NoRevisionError(f"'{base}' is no name of a revision")
    if _git(content, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").returncode:
        raise NoRevisionError(
            f"this clone does not have '{base}'; fetch it first: git fetch --depth=1 origin {base}:{base}"
        )
    top, prefix = (_git(content, "rev-parse", f"--show-{what}").stdout.decode() for what in ("toplevel", "prefix"))
    done = _git(Path(top.rstrip("\n")), "archive", "--format=tar", f"{base}:{prefix.strip().rstrip('/')}")
    if done.returncode:
        raise NoRevisionError(f"'{base}' has no folder {content.name}/ here, so there is nothing to compare with")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(into, filter="data")


def _git(folder: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    try:
        inside = subprocess.run(["git", "-C", folder, "rev-parse"], capture_output=True, check=False)
        if inside.returncode:
            raise NoRevisionError(f"{folder} is in no Git repository, so there is no earlier content to compare with")
        return subprocess.run(["git", "-C", folder, *words], capture_output=True, check=False)
    except FileNotFoundError as error:
        raise NoRevisionError("Git is not installed; the earlier content is taken from it") from error


def _read(options: Options) -> tuple[Graph, list[Diagnostic]]:
    found: list[Diagnostic] = []
    return understand(options, survey(options.content), {}, None, Crew(), found).graph, found


def _coverage(graph: Graph) -> Coverage:
    return Coverage(len(graph.claims), len(graph.passages), len(graph.by_passage), len(graph.sources))


def _named(graph: Graph) -> set[str]:
    return {f"{talk}#{passage}" for talk, passage in graph.passages}


def _verdicts(before: Graph, now: Graph) -> Iterator[Verdict]:
    listed = {claim.id: claim for claim in before.claims if claim.status == "published"}
    for claim in sorted(now.claims, key=lambda claim: claim.id):
        old = listed.get(claim.id)
        if old and old.verdict != claim.verdict:
            yield Verdict(claim.id, claim.title, _label(before, old), _label(now, claim), _is_corrected(old, claim))


def _label(graph: Graph, claim: Claim) -> str:
    return graph.verdicts[claim.verdict].label if claim.verdict in graph.verdicts else claim.verdict


def _is_corrected(old: Claim, claim: Claim) -> bool:
    """Tell whether the corrections added since lead from the old verdict to the new one."""
    added = sorted((c for c in claim.corrections if c not in old.corrections), key=lambda c: c.date)
    return bool(added) and (added[0].from_, added[-1].to) == (old.verdict, claim.verdict)


def _uncorrected(before: Graph, now: Graph) -> Iterator[Diagnostic]:
    for change in _verdicts(before, now):
        if not change.corrected:
            old, claim = before.by_id[change.id].verdict, now.by_id[change.id]
            message = f"the published verdict changes from '{old}' to '{claim.verdict}' without a correction"
            help = f"add to 'corrections:' an entry with date, 'from: {old}', 'to: {claim.verdict}' and why"
            yield Diagnostic("FP519", claim.place("verdict"), message, help)


def _pages(options: Options, before: Path, folder: Path) -> dict[str, tuple[str, str]] | None:
    """Build both sides and return the pages whose text differs, with the text on either side."""
    sites = []
    for name, content in (("before", before), ("now", options.content)):
        site = folder / name / "site"
        if build(options._replace(content=content, output=site)).made is None:
            return None
        sites.append({page.relative_to(site).as_posix(): _text(page) for page in sorted(site.rglob("*.html"))})
    there, here = sites
    return {path: (there[path], here[path]) for path in there if path in here and there[path] != here[path]}


def _renumbered(pages: Mapping[str, tuple[str, str]], before: Graph, now: Graph) -> list[str]:
    """Return the pages of claims that differ by nothing but numbers that claims have by their order."""
    moved = {(str(before.numbers[id]), str(n)) for id, n in now.numbers.items() if id in before.numbers}
    return [page for page, texts in pages.items() if _is_renumbered(page, texts, moved, before, now)]


def _is_renumbered(
    page: str, texts: tuple[str, str], moved: Collection[tuple[str, str]], before: Graph, now: Graph
) -> bool:
    id = page.removeprefix("claims/").removesuffix(".html")
    old, claim = before.by_id.get(id), now.by_id.get(id)
    if not (page.startswith("claims/") and old and claim):
        return False
    if any(before.sources[row.source].csl != now.sources[row.source].csl for row in claim.evidence):
        return False
    words = [text.replace(",", " ").split() for text in texts]
    return len(words[0]) == len(words[1]) and all(a == b or (a, b) in moved for a, b in zip(*words, strict=True))


MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)
TAGS = re.compile(r"<(script|style|svg)\b.*?</\1>|<[^>]*>", re.DOTALL)


def _text(page: Path) -> str:
    """Return the words of a page that are its own."""
    found = MAIN.search(page.read_text("utf-8"))
    return " ".join(unescape(TAGS.sub(" ", found[0] if found else "")).split())


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names, key=lambda name: [int(p) if p.isdigit() else p for p in re.split(r"(\d+)", name)]))


def as_json(impact: Impact) -> str:
    """Return the impact as an object with the names of its fields."""
    return json.dumps(asdict(impact), ensure_ascii=False, indent=1) + "\n"


def markdown(impact: Impact) -> str:
    """Return the impact as GitHub's Markdown, for a job summary."""
    return "\n".join(_lines(impact)) + "\n"


def _lines(impact: Impact) -> Iterator[str]:
    before, now = impact.before, impact.now
    yield "## What this change does to readers\n"
    yield "| | before | now |\n|---|---:|---:|"
    yield f"| claims | {before.claims} | {now.claims} |"
    yield f"| passages with a checked claim | {before.checked} of {before.passages} | {now.checked} of {now.passages} |"
    yield f"| sources | {before.sources} | {now.sources} |"
    changed = [
        f"{_plain(v.title)} (`{v.id}`): {v.before} → {v.now}{'' if v.corrected else ', **without a correction**'}"
        for v in impact.verdicts
    ]
    yield from _list("Verdicts that change", changed)
    for title, ids in (
        ("Claims added", impact.claims_added),
        ("Claims withdrawn", impact.claims_withdrawn),
        ("Claims gone", impact.claims_gone),
    ):
        yield from _list(title, [f"{_plain(impact.titles[id])} (`{id}`)" for id in ids])
    for title, names in (
        ("Passages added", impact.passages_added),
        ("Passages gone", impact.passages_gone),
        ("Sources added", impact.sources_added),
        ("Sources gone", impact.sources_gone),
        ("Addresses that vanish", impact.addresses_gone),
    ):
        yield from _list(title, [f"`{name}`" for name in names])
    if impact.pages_changed is None:
        yield "\nPages were not compared: one side has errors by today's rules."
    else:
        yield from _list("Pages whose text changes", [f"`{path}`" for path in impact.pages_changed])
        if impact.pages_renumbered:
            many = len(impact.pages_renumbered)
            yield f"\nPages of claims that differ only in the numbers of claims, which follow the talk: {many}."
        if not impact.pages_changed and before == now and not changed:
            yield "\nReaders will see no difference."


def _list(title: str, items: Sequence[str]) -> Iterator[str]:
    if items:
        yield f"\n### {title}: {len(items)}\n"
        yield from (f"- {item}" for item in items[:SHOWN])
        if len(items) > SHOWN:
            yield f"- and {len(items) - SHOWN} more"


def _plain(words: str) -> str:
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", words)
