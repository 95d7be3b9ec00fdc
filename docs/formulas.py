"""Formulas as MathML, made while the pages are built: no script and no font from elsewhere."""

from docutils import nodes
from latex2mathml.converter import convert
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata
from sphinx.writers.html5 import HTML5Translator

LOG = logging.getLogger(__name__)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the renderer; conf.py chooses it by its name."""
    app.add_html_math_renderer("mathml", (inline, None), (displayed, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def inline(page: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line of text."""
    page.body.append(mathml(node, "inline"))
    raise nodes.SkipNode


def displayed(page: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula that stands by itself; a wide one scrolls by itself too."""
    page.body.append(f'<div class="formula" tabindex="0">{mathml(node, "block")}</div>\n')
    raise nodes.SkipNode


def mathml(node: nodes.Element, display: str) -> str:
    """Return a formula's MathML; a command that the converter does not know is a warning."""
    formula = str(convert(node.astext(), display=display))
    if "\\" in formula:
        LOG.warning("a command in this formula is unknown: %s", node.astext(), location=node)
    return formula
