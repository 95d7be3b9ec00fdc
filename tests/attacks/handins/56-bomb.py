"""Ships a report that unpacks into a hundred times its size.

number = 56
reader = "streams"
shows = "filled"
outcome = "passed"
"""

from handinparts import right, zipped
from pdfbytes import pdf, stream


def make(folder, world):
    content = pdf({1: b"<< /Type /Catalog /Pages 2 0 R  >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", 3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>", 4: stream(bytes(64 << 20), packed=True)})
    return zipped(folder / "DL_LAB1_313551536_x.zip", right() | {"report.pdf": content})
