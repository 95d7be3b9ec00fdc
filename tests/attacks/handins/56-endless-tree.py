"""Ships a report whose pages lead back to themselves.

number = 56
reader = "pages"
shows = "derailed"
outcome = "passed"
"""

from handinparts import right, zipped
from pdfbytes import pdf, stream


def make(folder, world):
    content = pdf({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [2 0 R] /Count 1000000 >>"})
    return zipped(folder / "DL_LAB1_313551537_x.zip", right() | {"report.pdf": content})
