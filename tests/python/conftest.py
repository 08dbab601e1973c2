"""Let tests import scripts/network and the package, and find the project's files."""

import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts" / "network"))
sys.path.insert(0, str(ROOT / "host" / "python"))
