"""Read a TOML file strictly: typed, and every refusal names the line and what would be right."""

from autograder.settings.document import Document, TomlError
from autograder.settings.lines import Where, lines_of
from autograder.settings.table import fill

__all__ = ["Document", "TomlError", "Where", "fill", "lines_of"]
