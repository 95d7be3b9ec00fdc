"""What an ordinary user tries is run by a module beside this folder."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
