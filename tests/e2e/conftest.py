"""The browser looks at the same rich report and the same templates that are tested elsewhere."""

import sys
from pathlib import Path

for folder in (Path(__file__).parents[1], Path(__file__).parents[1] / "outputs"):
    sys.path.append(str(folder))  # templating.py, and richreport.py
