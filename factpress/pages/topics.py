"""A page for each topic: its claims in the order of the talk."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from factpress.model.artifact import Artifact
from factpress.model.content import Topic
from factpress.pages.components import Row, View
from factpress.pages.context import Context, Head


class TopicPage(View, frozen=True):
    """What the template `topic.html` reads."""

    head: Head
    topic: Topic
    rows: tuple[Row, ...]


def topics(context: Context) -> Iterator[Artifact]:
    """Name the page of each topic."""
    for topic in context.graph.publishing.topics:
        yield Artifact(f"topics/{topic.id}.html", "topic.html", partial(_page, context, topic))


def _page(context: Context, topic: Topic) -> TopicPage:
    head = context.head(f"topics/{topic.id}.html", topic.label, topic.description, "claims", "topics.yaml")
    rows = tuple([context.rows[claim.id] for claim in context.graph.by_topic.get(topic.id, ())])
    return TopicPage(head, topic, rows)
