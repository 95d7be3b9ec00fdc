"""A template for Word: a package of XML with real headings, the same bytes wherever it is made."""

import io
import zipfile
from collections.abc import Iterator
from xml.sax.saxutils import escape

from report_parts import ID, NAME, Template

__all__ = ["docx"]

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can name
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SCHEMAS = "http://schemas.openxmlformats.org"
WORD = f'xmlns:w="{SCHEMAS}/wordprocessingml/2006/main"'
OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
RELATIONS = f"{SCHEMAS}/officeDocument/2006/relationships"

TYPES = f"""\
{HEAD}<Types xmlns="{SCHEMAS}/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{OFFICE}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{OFFICE}.styles+xml"/>
</Types>
"""
LINKS = f"""\
{HEAD}<Relationships xmlns="{SCHEMAS}/package/2006/relationships">
<Relationship Id="r1" Type="{RELATIONS}/{{kind}}" Target="{{target}}"/>
</Relationships>
"""
# Latin letters and Chinese ones have a font each; Word takes another where one is missing.
STYLES = f"""\
{HEAD}<w:styles {WORD}>
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="PMingLiU"/>
<w:sz w:val="22"/><w:lang w:val="en-GB" w:eastAsia="zh-TW"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="276"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
</w:style>
{{styles}}
</w:styles>
"""
STYLE = """\
<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>
<w:next w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"""
LEVEL = '<w:keepNext/><w:spacing w:before="{}" w:after="120"/><w:outlineLvl w:val="{}"/>'
MIDDLE = '<w:jc w:val="center"/>'
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="24" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right")
)
FRAME = (
    f"<w:keepNext/><w:pBdr>{BORDERS}</w:pBdr>"
    f'<w:spacing w:before="600" w:after="600"/><w:ind w:left="1200" w:right="1200"/>{MIDDLE}'
)
KNOWN = (
    ("Title", "Title", MIDDLE, '<w:b/><w:sz w:val="40"/>'),
    ("Heading1", "heading 1", LEVEL.format(360, 0), '<w:b/><w:sz w:val="32"/>'),
    ("Heading2", "heading 2", LEVEL.format(240, 1), '<w:b/><w:sz w:val="26"/>'),
    ("Caption", "caption", MIDDLE, '<w:i/><w:sz w:val="20"/>'),
    ("Who", "Who hands in", MIDDLE, ""),
    ("Hint", "What belongs here", "", '<w:i/><w:color w:val="606060"/>'),
    ("Place", "Place for a picture", FRAME, ""),
)
A4 = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" '
    'w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/></w:sectPr>'
)


def docx(template: Template) -> bytes:
    """Return the template as a document of Word."""
    body = "\n".join(_paragraph(style, text) for style, text in _paragraphs(template))
    styles = "\n".join(
        STYLE.format(id=identity, name=name, paragraph=paragraph, letters=letters)
        for identity, name, paragraph, letters in KNOWN
    )
    return _packed({
        "[Content_Types].xml": TYPES,
        "_rels/.rels": LINKS.format(kind="officeDocument", target="word/document.xml"),
        "word/_rels/document.xml.rels": LINKS.format(kind="styles", target="styles.xml"),
        "word/document.xml": f"{HEAD}<w:document {WORD}><w:body>\n{body}\n{A4}</w:body>"
        "</w:document>\n",
        "word/styles.xml": STYLES.format(styles=styles),
    })  # fmt: skip


def _paragraphs(template: Template) -> Iterator[tuple[str, str]]:
    """Yield the style and the text of each paragraph."""
    yield "Title", template.title
    yield "Who", ID
    yield "Who", NAME
    for part in template.parts:
        yield f"Heading{part.level}", part.heading
        yield "Hint", part.hint
        yield from (("Normal", line) for line in part.lines)
        for figure in part.figures:
            yield "Place", f"Put the picture here: {figure.file}"
            yield "Caption", f"Figure {figure.number}: {figure.caption}"


def _paragraph(style: str, text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def _packed(parts: dict[str, str]) -> bytes:
    """Return a zip of these files, stored: how a compressor packs depends on its version."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.create_system = 3  # Unix, also where it is made on Windows
            archive.writestr(entry, text.encode())
    return data.getvalue()
