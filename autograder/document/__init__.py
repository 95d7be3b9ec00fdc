"""A student's document: read in a process of its own, and matched against what is asked."""

from autograder.document.claims import Claim, claims
from autograder.document.content import Bookmark, Content, Image, Line, Page
from autograder.document.examination import examined
from autograder.document.judgement import Section
from autograder.document.layouts import Layouts, LayoutsError, load_layouts
from autograder.document.limits import DocumentLimits
from autograder.document.outline import Outline, outline
from autograder.document.pictures import page_pictures
from autograder.document.reading import read_document

__all__ = [
    "Bookmark",
    "Claim",
    "Content",
    "DocumentLimits",
    "Image",
    "Layouts",
    "LayoutsError",
    "Line",
    "Outline",
    "Page",
    "Section",
    "claims",
    "examined",
    "load_layouts",
    "outline",
    "page_pictures",
    "read_document",
]
