"""Ships a report that runs a script when it is opened.

number = 57
reader = "streams"
shows = "acts"
outcome = "passed"
"""

from handinparts import right, zipped
from pdfbytes import pdf


def make(folder, world):
    content = pdf({1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]  >>"})
    return zipped(folder / "DL_LAB1_313551539_x.zip", right() | {"report.pdf": content})
