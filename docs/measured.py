"""The numbers beside the figures, and pages that say them: {{figure; setting; number}} in a text.

A fourth word, %, says a share in percent. What is not there, or was never reached, cannot be said.
"""

import json
import re
from pathlib import Path
from typing import Any

__all__ = ["FIGURES", "told"]

FIGURES = Path(__file__).with_name("images") / "discussion"
PLACE = re.compile(r"\{\{([^{}]+)\}\}")
TINY = 1e-3  # below it a number is said with a power of ten


def told(text: str, folder: Path = FIGURES) -> str:
    """Return a text with every place filled in from the figures' numbers."""
    return PLACE.sub(lambda place: _said(place[1], folder), text)


def _said(place: str, folder: Path) -> str:
    figure, setting, name, *percent = (word.strip() for word in place.split(";"))
    value: Any = json.loads((folder / f"{figure}.json").read_text(encoding="utf-8"))[setting][name]
    if value is None:
        raise SystemExit(f"{{{{{place}}}}}: there is no such number, as it was never reached")
    if percent:
        return f"{100 * value:.3g} %"
    if isinstance(value, int) or abs(value) >= 100:
        return f"{value:,.0f}"
    if abs(value) >= TINY:
        return f"{value:.3g}"
    digits, power = f"{value:.1e}".split("e")
    return f"{digits} · 10{str(int(power)).translate(RAISED)}"


RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
