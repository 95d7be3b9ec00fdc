"""Make a page of a template: one file that needs nothing else, and that lets nothing else run.

Every value is made harmless and escaped, in every template. The page's own policy names its style
and its script by their hashes, so that a browser would refuse any other.
"""

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.outputs.arrival import moment
from autograder.outputs.blocks import blocks
from autograder.outputs.inert import visible

__all__ = ["percent", "render"]

TEMPLATES = Path(__file__).with_name("templates")


def render(template: str, script: str = "", **values: object) -> str:
    """Return the page; `script` names a file of ours beside the template, which it may run."""
    style = _ours("style.css")
    code = _ours(script) if script else Markup()
    policy = "; ".join(_policy(style, code))
    page = _ENVIRONMENT.get_template(template)
    return page.render(style=style, script=code, policy=policy, **values)


def _policy(style: str, script: str) -> Iterator[str]:
    yield "default-src 'none'"
    yield f"style-src '{_hash(style)}'"
    if script:
        yield f"script-src '{_hash(script)}'"
    yield "img-src data:"
    yield "base-uri 'none'"
    yield "form-action 'none'"


def _ours(name: str) -> Markup:
    """Return a file that stands in the page as it is: nobody but us has written in it."""
    return Markup((TEMPLATES / name).read_text(encoding="utf-8"))  # noqa: S704


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _harmless(value: object) -> object:
    """Return what a template shows of a value: in a text, nothing that acts and shows nothing."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _number(value: float) -> str:
    """Return points as people write them: 2 and 0.25, never 2.0."""
    return f"{value:.10g}"


def percent(share: float) -> str:
    """Return a share as people write it: 98 % and 97.5 %."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


_ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    finalize=_harmless,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters |= {
    "blocks": blocks,
    "number": _number,
    "moment": moment,
    "percent": percent,
}
