"""Do one thing while another is done."""

from __future__ import annotations

import marshal
import os
from collections.abc import Callable
from typing import Any


def aside(work: Callable[[], Any]) -> Callable[[], Any]:
    """Begin work in a process of its own and return a function that waits for its result, a plain value.

    Where a process cannot be forked, or it failed, the work is done when its result is asked for.
    """
    if not hasattr(os, "fork"):
        return work
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        try:
            os.close(ours)
            with open(theirs, "wb") as pipe:
                pipe.write(marshal.dumps(work()))
        finally:
            os._exit(0)
    os.close(theirs)

    def wait() -> Any:
        with open(ours, "rb") as pipe:
            data = pipe.read()
        os.waitpid(pid, 0)
        return marshal.loads(data) if data else work()

    return wait
