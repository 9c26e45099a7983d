"""What is published: a file that is named before it is made, and the look that all pages share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

from msgspec import Struct


class Artifact(Struct, frozen=True):
    """A file of the site, named before it is made."""

    path: str
    template: str
    """A file of the templates folder; or `json` or `bytes`, which need none."""
    view: Callable[[], Any]
    """Draws up a frozen value with all that the renderer may read, when its turn comes."""
    text: Callable[[], str] = str
    """Returns the body that this page shows and no other: all else that a view is drawn from belongs to the graph."""


class Theme(Struct, frozen=True):
    """The assets, each under a name that holds its hash, and the words of the interface."""

    stylesheet: str
    script: str
    filters: tuple[str, ...]
    """Scripts of the pages whose lists can be filtered, in order."""
    icon: str
    theme: str
    """One line of script that sets the theme before the page is painted."""
    theme_hash: str
    """Its hash, for the Content-Security-Policy (CSP Level 3, 2.3.1)."""
    assets: tuple[tuple[str, bytes], ...]
    """Path in the site, and bytes."""
    words: Mapping[str, Any]


def asset(name: str, data: bytes) -> tuple[str, bytes]:
    """Return the path of an asset, with its hash, and its bytes."""
    stem, _, extension = name.rpartition(".")
    return f"assets/{stem}.{blake2b(data, digest_size=4).hexdigest()}.{extension}", data
