"""Build, but do no more than what changed since the last build asks for.

There are two short ways beside the line, and both come to what the line comes to. If nothing changed, the site stands.
If nothing but bodies of claims changed, the graph is what it was, and so is every page but for its prose.
"""

from __future__ import annotations

import marshal
import os
import sys
from functools import partial
from pathlib import Path

from factpress.building.changes import Changes, changes
from factpress.building.manifest import Edition, dump, edition, recall
from factpress.building.options import Built, Options
from factpress.building.staging import Stage, stage
from factpress.building.swap import note


def build(options: Options) -> Built:
    """Bring the site up to date. Nothing of it changes if anything found is an error."""
    with stage(options.output) as here:
        now = options.clock("look around", changes)(options.content, here, _edition(options), options.fresh)
        if now.nothing:
            return _again(here, now)
        from factpress.building.prose import only_prose  # from here on everything is needed

        if built := only_prose(options.content, here, now, options.clock):
            return built
        from factpress.building.crew import fitting, together
        from factpress.pipeline import line

        jobs = options.jobs or fitting(len(now.new) + len(now.kept) // REMEMBERED)
        return together(jobs, partial(line, options, here, now))


def recall_all(options: Options) -> None:
    """Read on the shelf of the options what the last build remembers of the content, so that the next need not."""
    from factpress.building.memory import recollected
    from factpress.building.records import Records

    with stage(options.output) as here:
        past = recall(here.manifest, _edition(options))
        records = Records(here.state, [name for name, _ in past.records], "")
        recollected(records, past.known.read, lambda _: True, options.shelf)


REMEMBERED = 8
"""How many remembered files are as much work as one that is read."""


def _again(here: Stage, now: Changes) -> Built:
    """Tell what the last build told."""
    past = now.past
    if past.content != now.times or past.foreign != now.foreign:
        note(here, dump(past._replace(content=now.times, foreign=now.foreign), now.edition))
    claims, *_, found = marshal.loads(past.told)
    if found:
        from factpress.building.publish import told_again

        _, found = told_again(now)
    return Built(found, claims, {}, past.site[0].count("\0") + 1)


def _edition(options: Options) -> Edition:
    """Return what besides the content decides what the site is."""
    given = [*(options.outputs or ()), *(options.rules or ())]
    words = (options.drafts, options.base_url, [f"{one.__module__}.{one.__qualname__}" for one in given])
    return edition(Path(__file__).parent.parent, options.templates, _owners(), words)


def _owners() -> list[Path]:
    """Return the modules that the site's owner has loaded: they lie with the program, and are not installed."""
    main = getattr(sys.modules["__main__"], "__file__", None)
    if not main:
        return []
    home = os.path.dirname(os.path.abspath(main)) + os.sep
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
    files = {getattr(module, "__file__", None) or "" for module in tuple(sys.modules.values())} | {
        os.path.abspath(main)
    }
    ours = (file for file in files if file.startswith(home) and not file.startswith(package))
    return [Path(file) for file in sorted(ours) if "site-packages" not in file and os.path.isfile(file)]
