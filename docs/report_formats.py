"""A template as text: Markdown, Typst, LaTeX."""

import re
from collections.abc import Iterator

from report_parts import FONTS, ID, NAME, Part, Template

__all__ = ["latex", "markdown", "typst"]

TYPST_TOP = """\
// typst compile report.typ
#let hints = true // false leaves out what tells you what belongs where
#let pictures = false // true once the files in results/ are there

#set document(title: "{title}")
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
// Chinese letters come from the first of these fonts that is installed.
#set text(size: 11pt, font: ("Libertinus Serif", {fonts}))
#set par(justify: true)
#show heading: set block(above: 1.8em, below: 0.9em)
#show heading.where(level: 1): set text(size: 16pt)
#show heading.where(level: 2): set text(size: 13pt)

#let hint(words) = if hints {{ text(fill: luma(90), style: "italic", words) }}
#let shown(file, caption) = figure(kind: image, caption: caption, if pictures {{
  image(file, width: 80%)
}} else {{
  rect(width: 80%, height: 3cm, raw(file))
}})

#align(center, text(size: 20pt, weight: "bold")[{title}])
#align(center)[{id} #h(2em) {name}]
"""

LATEX_TOP = r"""% xelatex report.tex; pdflatex does as well for a report without Chinese
\documentclass[11pt,a4paper]{article}
\usepackage[margin=2.5cm]{geometry}
\usepackage{graphicx,float,amsmath,iftex}
\newif\ifhints \hintstrue % \hintsfalse leaves out what tells you what belongs where

\ifXeTeX
  \usepackage{xeCJK}
  % Chinese letters come from the first of these fonts that is installed.
<fonts>
  \newcommand{\who}{<id> \hspace{2em} <name>}
\else
  % No T1 here: where its outlines are not installed it makes letters that cannot be read back.
  \newcommand{\who}{Student id: \ldots{} \hspace{2em} Name: \ldots{}}
\fi

\setlength{\parindent}{0pt}
\setlength{\parskip}{6pt}
\newcommand{\hint}[1]{\ifhints\textit{#1}\fi}
% A picture is put where it stands; a frame keeps its place until the file is there.
\newcommand{\shown}[2]{\begin{figure}[H]
  \centering
  \IfFileExists{#1}{\includegraphics[width=0.8\textwidth]{#1}}%
    {\framebox[0.8\textwidth]{\rule{0pt}{3cm}\texttt{\detokenize{#1}}}}
  \caption{#2}
\end{figure}}

\begin{document}
\begin{center}
  {\LARGE\bfseries <title>}\par\medskip
  \who
\end{center}
"""


def markdown(template: Template) -> str:
    """Return the template in CommonMark."""
    return "\n\n".join(_markdown(template)) + "\n"


def typst(template: Template) -> str:
    """Return the template for Typst."""
    fonts = ", ".join(f'"{font}"' for font in FONTS)
    top = TYPST_TOP.format(title=template.title, fonts=fonts, id=ID, name=NAME)
    return top + "".join(f"\n{block}\n" for part in template.parts for block in _typst(part))


def latex(template: Template) -> str:
    """Return the template for LaTeX, which XeTeX sets with its Chinese and pdfTeX without."""
    tries = (f"  \\IfFontExistsTF{{{font}}}{{\\setCJKmainfont{{{font}}}}}{{%\n" for font in FONTS)
    fonts = f"{''.join(tries)}  {'}' * len(FONTS)}"
    known = {"fonts": fonts, "title": template.title, "id": _plain(ID), "name": _plain(NAME)}
    top = re.sub(r"<(\w+)>", lambda found: known[found[1]], LATEX_TOP)
    body = "".join(f"\n{block}\n" for part in template.parts for block in _latex(part))
    return f"{top}{body}\n\\end{{document}}\n"


def _markdown(template: Template) -> Iterator[str]:
    yield f"# {template.title}"
    yield f"{ID}\\\n{NAME}"
    for part in template.parts:
        yield f"{'#' * (part.level + 1)} {part.heading}"
        yield f"> {part.hint}"
        yield from part.lines
        for figure in part.figures:
            # In one paragraph: pandoc makes a caption of what is in [] where a picture is alone.
            number = f"Figure {figure.number}"
            yield f"![{number}]({figure.file})\\\n*{number}: {figure.caption}*"


def _typst(part: Part) -> Iterator[str]:
    # The number is part of the title: a heading that is deleted leaves all others as they are.
    yield f"{'=' * part.level} {_escaped(part.heading)}"
    yield f"#hint[{_escaped(part.hint)}]"
    yield from map(_escaped, part.lines)
    for figure in part.figures:
        yield f'#shown("{figure.file}")[{_escaped(figure.caption)}]'


def _escaped(text: str) -> str:
    """Return a text in which nothing means anything to Typst."""
    return re.sub(r"([\\#$*_@<>~`\[\]/])", r"\\\1", text)


def _latex(part: Part) -> Iterator[str]:
    yield f"\\{'sub' * (part.level - 1)}section*{{{_plain(part.heading)}}}"
    yield f"\\hint{{{_plain(part.hint)}}}"
    yield from map(_plain, part.lines)
    for figure in part.figures:
        yield f"\\shown{{{figure.file}}}{{{_plain(figure.caption)}}}"


def _plain(text: str) -> str:
    """Return a text in which nothing means anything to TeX."""
    bare = re.sub(r"([#$%&_{}])", r"\\\1", text)
    return bare.replace("…", r"\ldots{}")
