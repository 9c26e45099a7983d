"""A page for each topic: its claims in the order of the talk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from factpress.model.artifact import Artifact
from factpress.model.content import Topic
from factpress.pages.components import Row
from factpress.pages.context import Frame, Shell


class TopicPage(NamedTuple):
    frame: Frame
    topic: Topic
    rows: tuple[Row, ...]


def topics(shell: Shell) -> Iterator[Artifact]:
    """Name the page of each topic."""
    for topic in shell.graph.publishing.topics:
        yield Artifact(f"topics/{topic.id}.html", "topic.html", partial(_page, shell, topic))


def _page(shell: Shell, topic: Topic) -> TopicPage:
    frame = shell.frame(f"topics/{topic.id}.html", topic.label, topic.description, "claims", "topics.yaml")
    return TopicPage(frame, topic, tuple(map(shell.row, shell.graph.by_topic.get(topic.id, ()))))
