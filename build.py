"""The front door. Pass `outputs=` or `rules=` to `main` to add your own to the line."""

import sys
from pathlib import Path

from factpress.cli import main

if __name__ == "__main__":
    sys.exit(main(root=Path(__file__).parent))
