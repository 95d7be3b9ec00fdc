"""The browser looks at the same rich report that the pages are tested with elsewhere."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "outputs"))  # richreport.py is there
