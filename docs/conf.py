"""How the pages are built: sphinx-build -W -n docs build/docs."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # formulas.py stands beside this file

project = "Backprop lab"
author = "the authors of the kit"
copyright = f"2027, {author}"  # noqa: A001 — Sphinx asks for this name

extensions = ["myst_parser", "formulas"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["templates/report.md"]  # to be filled in, and no page
myst_heading_anchors = 3
myst_enable_extensions = ["dollarmath"]

html_math_renderer = "mathml"
html_static_path = ["static"]
html_css_files = ["pages.css"]

html_theme = "alabaster"
html_theme_options = {
    "code_font_size": "0.8em",
    "description": "Backpropagation in NumPy: handed out, checked, graded",
    "fixed_sidebar": True,
    "page_width": "1080px",
    "sidebar_width": "240px",
}
html_show_sourcelink = False
html_copy_source = False
html_last_updated_fmt = None  # the same pages from the same sources, whenever they are built
