"""Planted submissions stand beside the folders of tests, and serve here as well."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
