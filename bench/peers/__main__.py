"""Write the projects of the peers: `python -m bench.peers CONTENT FOLDER hugo pelican`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.peers import eleventy, hugo, mkdocs, pelican
from bench.peers.content import Content, read

PEERS: dict[str, Callable[[Content, Path], None]] = {
    "hugo": hugo.convert,
    "eleventy": eleventy.convert,
    "pelican": pelican.convert,
    "mkdocs": mkdocs.convert,
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Write a folder for each peer named, with the content as that peer wants it."""
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=main.__doc__)
    parser.add_argument("content", type=Path, help="a folder written by bench.generate")
    parser.add_argument("folder", type=Path, help="where the projects go, each in a folder of its name")
    parser.add_argument("peers", nargs="*", metavar="PEER", help=f"of {', '.join(PEERS)} (default: all)")
    chosen = parser.parse_args(arguments)
    content = read(chosen.content)
    for peer in chosen.peers or PEERS:
        PEERS[peer](content, chosen.folder / peer)


if __name__ == "__main__":
    main()
