"""A report of one line, as a PDF: what a sample hands in beside its code."""

__all__ = ["paper"]

_OBJECTS = (
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
    "<< /Length {length} >>\nstream\n{page}\nendstream",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Font << /F1 5 0 R >> >>",
)


def paper(line: str) -> bytes:
    """Return a PDF of one page with this line of plain ASCII on it."""
    escaped = "".join(f"\\{c}" if c in r"()\\" else c for c in line)
    page = f"BT /F1 16 Tf 72 760 Td ({escaped}) Tj ET"
    text, places = "%PDF-1.4\n", []
    for number, content in enumerate(_OBJECTS, start=1):
        places.append(len(text))
        text += f"{number} 0 obj\n{content.format(length=len(page), page=page)}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size, start = len(_OBJECTS) + 1, len(text)
    text += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    return f"{text}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode(
        "ascii"
    )
