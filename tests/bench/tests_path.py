"""Imported first by what is started: makes ``tests/`` importable, as pytest does."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))
