"""The content folder of another revision, from Git."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

NAMED = re.compile(r"[0-9a-f]{7,64}|.*[~^@{:].*")
"""A revision that is no branch and no tag."""


class NoRevisionError(Exception):
    """The other revision's content cannot be had; the message says why and what to do."""


def unpack(content: Path, base: str, into: Path) -> None:
    """Write the content folder of a revision to another place.

    The files are those that a checkout would write. Raises NoRevisionError, and OSError.
    """
    top, prefix = _home(content)
    if not base or base.startswith("-"):
        raise NoRevisionError(f"'{base}' is no name of a revision; write one such as main")
    if _git(top, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").returncode:
        raise NoRevisionError(_advice(top, base))
    into.mkdir()
    index = {"GIT_INDEX_FILE": os.fspath(into.with_name(f"{into.name}.index"))}
    if _git(top, "read-tree", f"{base}:{prefix}", index=index).returncode:
        raise NoRevisionError(f"'{base}' has no folder {content.name}/ here, so there is nothing to compare with")
    done = _git(top, "checkout-index", "--all", f"--prefix={into.resolve()}/", index=index)
    if done.returncode:
        raise NoRevisionError(f"Git could not write the content of '{base}': {_said(done)}")


def _home(content: Path) -> tuple[Path, str]:
    """Return the top of the repository that a folder lies in, and the way from there to the folder."""
    if not content.is_dir():
        raise NoRevisionError(f"there is no folder {content}")
    done = _git(content, "rev-parse", "--show-toplevel", "--show-prefix")
    if done.returncode and "not a git repository" in _said(done):
        raise NoRevisionError(f"{content} is in no Git repository, so there is no earlier content to compare with")
    if done.returncode:
        raise NoRevisionError(f"Git cannot read the repository of {content}: {_said(done)}")
    top, prefix, *_ = os.fsdecode(done.stdout).split("\n")
    return Path(top), prefix.rstrip("/")


def _advice(top: Path, base: str) -> str:
    """Return what to do about a revision that is not there."""
    said = f"this clone does not have '{base}'"
    remotes = os.fsdecode(_git(top, "remote").stdout).split()
    if not remotes:
        return f"there is no revision '{base}' here"
    if NAMED.fullmatch(base):
        shallow = _git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return f"{said}; " + ("fetch the rest first: git fetch --unshallow" if shallow else "look whether it is right")
    remote, _, branch = base.partition("/")
    if branch and remote in remotes:
        return f"{said}; fetch it first: git fetch --depth=1 {remote} {branch}:refs/remotes/{base}"
    return f"{said}; fetch it first: git fetch --depth=1 {remotes[0]} {base}:{base}"


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of what Git said is wrong."""
    return os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")


def _git(folder: Path, *words: str, index: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", **(index or {})}
    try:
        return subprocess.run(["git", "-C", folder, *words], capture_output=True, check=False, env=environment)
    except FileNotFoundError as error:
        raise NoRevisionError("Git is not installed; the earlier content is taken from it") from error
