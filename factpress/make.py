"""Make what changed, keep the rest, and judge the whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields

from factpress.diagnostics import Report
from factpress.manifest import Made, Manifest, reasons
from factpress.model import Artifact
from factpress.render import Render
from factpress.stamps import Memo, stamps
from factpress.verify import Facts, facts, verify
from factpress.write import Stage, keep, keep_foreign, put, stat


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of artifacts."""

    made: dict[str, Made]
    """Every file, by path."""
    why: dict[str, tuple[str, ...]]
    """Of the files that were made now: the reasons."""


def make(artifacts: Iterable[Artifact], old: Manifest, stage: Stage, render: Render, report: Report) -> Batch:
    """Render and write the artifacts that the last build did not make alike."""
    batch = Batch({}, {})
    memo: Memo = {}
    for artifact in artifacts:
        path, view = artifact.path, artifact.view()
        now = stamps(artifact, view, memo)
        why = reasons(artifact.path, now, old, _stat(stage, path))
        if why:
            data, _ = render(artifact, view, report)
            size = put(stage, path, data)
            batch.made[path] = Made(path, now, size, _read_back(stage, path))
            batch.why[path] = why
        else:
            batch.made[path] = old.made[path]
    return batch


def join(batches: Iterable[Batch]) -> Batch:
    """Put the shares of all processes together, in the order of paths."""
    whole = Batch({}, {})
    for batch in batches:
        whole.made.update(batch.made)
        whole.why.update(batch.why)
    return Batch(dict(sorted(whole.made.items())), dict(sorted(whole.why.items())))


def complete(batch: Batch, old: Manifest, stage: Stage, base_path: str, report: Report) -> None:
    """Take over what stays, then judge every page and link of the site to come."""
    for path in batch.made.keys() - batch.why.keys():
        keep(stage, path)
    foreign = keep_foreign(stage, lambda path: path in old.made or path in batch.made)
    pages = {path: Facts(*made.facts) for path, made in batch.made.items() if made.facts}
    files = batch.made.keys() | set(foreign)
    verify(pages, files, base_path, lambda path: (stage.next / path).read_text("utf-8"), report)


def _stat(stage: Stage, path: str) -> tuple[int, int] | None:
    try:
        return stat(stage.site / path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def _read_back(stage: Stage, path: str) -> tuple[object, ...]:
    if not path.endswith(".html"):
        return ()
    found = facts((stage.next / path).read_text("utf-8"))
    return tuple(getattr(found, field.name) for field in fields(found))
