"""Two folders change places: the one thing that the standard library cannot do."""

from __future__ import annotations

import os
from pathlib import Path


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step (Linux `renameat2`, macOS `renamex_np`), or return False."""
    if os.name != "posix":
        return False
    import ctypes  # loaded only when a site is swapped

    library = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if hasattr(library, "renameat2"):
        at_cwd, exchange = -100, 2
        return bool(library.renameat2(at_cwd, a, at_cwd, b, exchange) == 0)
    if hasattr(library, "renamex_np"):
        return bool(library.renamex_np(a, b, 2) == 0)
    return False
