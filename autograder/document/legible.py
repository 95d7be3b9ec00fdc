"""Tell whether what was read is a text: conservatively, since a doubt only costs a person's look.

A font may number its letters as it likes and keep the table to itself; what comes out then has
letters, but is no language. Only a text that is long enough to tell is called that.
"""

import re
from dataclasses import replace

from autograder.document.content import Content

__all__ = ["hindrance"]

CODED = "its text cannot be read (the letters are coded by a font of its own)"
SCAN = "it has no text at all, only pictures (a scan?)"
EMPTY = "it has no text at all"

FEW = 20  # letters: a stamp or a page number is no text
ENOUGH = 300  # letters from which the lack of every common word says something
UNREAD = 0.3  # share of letters without a meaning; bullets of a font's own are far fewer
RARE = 0.02  # share of common words: English has 30 %, a list of losses 40 %
COMMON = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be by can figure for from has have if in is it my not of on or that the"
        " this to use used was we when which with learning rate loss epoch accuracy network layer"
        " layers sigmoid function functions activation hidden units data linear xor prediction"
        " ground truth iter weight weights input output import def return self print np none class",
    )
)
PARTICLES = frozenset("的一是不了在有我用和為這個上與以可到中为这个与会會出時时下大")
WORD = re.compile(r"[^\W\d_]+")
MEANINGLESS = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
IDEOGRAPH = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
OTHER_SCRIPT = re.compile(r"[\u0370-\u03ff\u0400-\u052f\u0590-\u08ff\u3040-\u30ff\uac00-\ud7af]")


def hindrance(content: Content) -> Content:
    """Return the content with a `trouble` if it has no text, or none that means anything."""
    text = "\n".join(line.text for page in content.pages for line in page.lines)
    if len("".join(text.split())) < FEW:
        pictures = any(page.images for page in content.pages)
        return replace(content, trouble=SCAN if pictures else EMPTY)
    return replace(content, trouble=CODED) if meaningless(text) else content


def meaningless(text: str) -> bool:
    """Return whether a long text is surely no language: unknown signs, or no common word."""
    signs = "".join(text.split())
    if len(MEANINGLESS.findall(signs)) > UNREAD * len(signs):
        return True
    if len(signs) < ENOUGH or len(OTHER_SCRIPT.findall(signs)) > 0.1 * len(signs):
        return False
    ideographs = IDEOGRAPH.findall(signs)
    if len(ideographs) > 0.1 * len(signs):
        common = sum(sign in PARTICLES for sign in ideographs)
        return len(ideographs) >= ENOUGH and common < RARE / 4 * len(ideographs)
    words = [word.casefold() for word in WORD.findall(text)]
    # Where letters come out as signs and digits there are few words, and none of them common.
    return sum(word in COMMON for word in words) < RARE * max(len(words), len(signs) / 20)
