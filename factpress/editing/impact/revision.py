"""Check out the content folder of another Git revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

COMMIT_NAME = re.compile(r"[0-9a-f]{7,64}|.*[~^@{:].*")
"""A revision that is neither a branch nor a tag."""


class NoRevisionError(Exception):
    """The content of the revision is not available. The message says why, and what to do."""


def checkout(content: Path, base: str, target: Path) -> None:
    """Write the content folder of a revision to another folder, as `git checkout` would write it.

    Raises NoRevisionError, and OSError.
    """
    top, prefix = _repository(content)
    if not base or base.startswith("-"):
        raise NoRevisionError(f"'{base}' is no name of a revision; write one such as main")
    if _git(top, "rev-parse", "--verify", "--quiet", f"{base}^{{commit}}").returncode:
        raise NoRevisionError(_advice(top, base))
    target.mkdir()
    index = {"GIT_INDEX_FILE": os.fspath(target.with_name(f"{target.name}.index"))}
    if _git(top, "read-tree", f"{base}:{prefix}", index=index).returncode:
        raise NoRevisionError(f"'{base}' has no folder {content.name}/ here, so there is nothing to compare with")
    done = _git(top, "checkout-index", "--all", f"--prefix={target.resolve()}/", index=index)
    if done.returncode:
        raise NoRevisionError(f"Git could not write the content of '{base}': {_message(done)}")


def _repository(content: Path) -> tuple[Path, str]:
    """Return the top folder of the repository, and the path of the content folder in it."""
    if not content.is_dir():
        raise NoRevisionError(f"there is no folder {content}")
    done = _git(content, "rev-parse", "--show-toplevel", "--show-prefix")
    if done.returncode and "not a git repository" in _message(done):
        raise NoRevisionError(f"{content} is in no Git repository, so there is no earlier content to compare with")
    if done.returncode:
        raise NoRevisionError(f"Git cannot read the repository of {content}: {_message(done)}")
    top, prefix, *_ = os.fsdecode(done.stdout).split("\n")
    return Path(top), prefix.rstrip("/")


def _advice(top: Path, base: str) -> str:
    """Return what to do if the clone does not have the revision."""
    missing = f"this clone does not have '{base}'"
    remotes = os.fsdecode(_git(top, "remote").stdout).split()
    if not remotes:
        return f"there is no revision '{base}' here"
    if COMMIT_NAME.fullmatch(base):
        shallow = _git(top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        return f"{missing}; " + (
            "fetch the rest first: git fetch --unshallow" if shallow else "look whether it is right"
        )
    remote, _, branch = base.partition("/")
    if branch and remote in remotes:
        return f"{missing}; fetch it first: git fetch --depth=1 {remote} {branch}:refs/remotes/{base}"
    return f"{missing}; fetch it first: git fetch --depth=1 {remotes[0]} {base}:{base}"


def _message(done: subprocess.CompletedProcess[bytes]) -> str:
    """Return the first line of Git's error message."""
    return os.fsdecode(done.stderr).strip().partition("\n")[0].removeprefix("fatal: ")


def _git(folder: Path, *arguments: str, index: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "LC_ALL": "C", **(index or {})}
    try:
        return subprocess.run(["git", "-C", folder, *arguments], capture_output=True, check=False, env=environment)
    except FileNotFoundError as error:
        raise NoRevisionError("Git is not installed; the earlier content is taken from it") from error
