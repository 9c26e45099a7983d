"""Build all of the site, without a cache and without following links (to be thrown away when the rooms are merged)."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from factpress.building.files import survey
from factpress.building.options import Built, Options
from factpress.building.understand import understand
from factpress.model.diagnostics import Diagnostic, has_errors, ordered
from factpress.pages.plan import OUTPUTS, plan
from factpress.reading.locations import located
from factpress.rendering.assets import look
from factpress.rendering.render import prepare, renderer


def build(options: Options) -> Built:
    """Make the whole site; nothing of it changes if anything found is an error."""
    found: list[Diagnostic] = []
    graph = understand(options, survey(options.content), {}, None, None, found).graph
    language = graph.publishing.site.language
    dress = None if has_errors(found) else look(options.templates, language, found.append)
    if not dress:
        return Built(ordered(located(found, options.content)))
    made: dict[str, bytes] = {}
    with TemporaryDirectory() as folder:
        render = renderer(prepare(options.templates, language, dress.words, Path(folder)))
        for artifact in plan(graph, dress, found.append, options.outputs or OUTPUTS):
            if one := render(artifact, artifact.view(), found.append):
                made[artifact.path] = one[0]
    found = list(ordered(located(found, options.content)))
    if has_errors(found):
        return Built(tuple(found))
    shutil.rmtree(options.output, ignore_errors=True)
    for path, data in made.items():
        (options.output / path).parent.mkdir(parents=True, exist_ok=True)
        (options.output / path).write_bytes(data)
    return Built(tuple(found), len(graph.claims), dict.fromkeys(made, ("new",)))
