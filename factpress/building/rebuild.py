"""Build all of the site, without a cache and without following links (to be thrown away when the rooms are merged)."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from factpress.building.files import survey
from factpress.building.options import Built, Options
from factpress.building.understand import understand
from factpress.model.diagnostics import Diagnostic, Report, has_errors, ordered
from factpress.pages.plan import OUTPUTS, plan
from factpress.reading.locations import located
from factpress.rendering.assets import look
from factpress.rendering.readback import facts
from factpress.rendering.render import prepare, renderer
from factpress.rendering.verify import judge, tell, verify


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
    _follow(made, urlsplit(graph.publishing.site.base_url).path, options.content, found.append)
    found = list(ordered(located(found, options.content)))
    if has_errors(found):
        return Built(tuple(found))
    shutil.rmtree(options.output, ignore_errors=True)
    for path, data in made.items():
        (options.output / path).parent.mkdir(parents=True, exist_ok=True)
        (options.output / path).write_bytes(data)
    return Built(tuple(found), len(graph.claims), dict.fromkeys(made, ("new",)))


def _follow(made: Mapping[str, bytes], base_path: str, content: Path, report: Report) -> None:
    def text(path: str) -> str:
        return made[path].decode()

    pages = {path: facts(data) for path, data in made.items() if path.endswith(".html")}
    ids = {path: page.ids for path, page in pages.items()}
    for path, page in pages.items():
        judge(path, page, text, report)
        inside = {path.rpartition("/")[0]: [link for link in page.links if link and link[0] not in "#?"]}
        for _, *fault in verify(inside, made.keys(), ids.get, base_path):
            tell(path, fault[0], fault[1], fault[2], text, report, content, made.keys())
