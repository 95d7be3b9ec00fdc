"""The words of Moodle's grading worksheet, in the languages that a course here may be in.

The worksheet has its headings and states in the language of whoever downloads it. What stands
here is recognised; everything else is kept as it is, and never guessed at.
"""

from __future__ import annotations

import re
from enum import StrEnum
from unicodedata import normalize

__all__ = ["COLUMNS", "Status", "folded", "number_of", "status_of"]


class Status(StrEnum):
    """How far a hand-in has come in Moodle; only what is submitted was handed in."""

    SUBMITTED = "submitted"
    DRAFT = "draft"
    NONE = "no submission"
    UNKNOWN = "unknown"


COLUMNS = {
    "identifier": ("identifier", "識別碼", "标识符"),
    "name": ("full name", "fullname", "全名", "姓名", "完整姓名", "使用者全名", "用戶全名"),
    "student_id": ("id number", "學號", "id號碼", "id 號碼", "編號/學號", "身份號碼", "學號/編號"),
    "login": ("username", "帳號", "使用者名稱", "用戶名稱"),
    "email": (
        "email address", "email", "e-mail", "電子郵件信箱", "電子郵件", "電子信箱", "電子郵件地址",
    ),
    "status": ("status", "狀態", "状态", "繳交狀態"),
    "group": ("group", "群組", "小组"),
    "grade": ("grade", "成績", "分數", "成绩"),
    "maximum": ("maximum grade", "最高成績", "最高分數", "最高成绩"),
    "scale": ("scale", "量尺"),
    "changeable": ("grade can be changed", "分數可以被更改", "成績可以被更改", "可以更改成绩"),
    "submitted": ("last modified (submission)", "最後修改的(作業)", "最後修改(作業)"),
    "graded": ("last modified (grade)", "最後修改的(得分)", "最後修改(成績)"),
    "feedback": ("feedback comments", "評語回饋", "回饋評語", "反馈评论"),
}  # fmt: skip
"""What a column holds, and its heading in English and Chinese, folded."""

_NUMBER = re.compile(r"[^\W\d_][^\d_,;:]{0,30}?\s*(\d{1,12})")
# The state comes first in its cell; lateness and grading follow after " - ".
_STATES = (
    (Status.DRAFT, ("draft", "草稿")),
    (Status.SUBMITTED, ("submitted", "已繳交", "已提交", "已递交")),
    (Status.NONE, ("no submission", "nothing", "no attempt", "not submitted")),
    (Status.NONE, ("沒有繳交", "未繳交", "尚未繳交", "没有提交")),
)


def folded(heading: str) -> str:
    """Return a heading as it is compared: one form of characters, no case, single blanks."""
    return " ".join(normalize("NFKC", heading).casefold().split())


def number_of(identifier: str) -> str | None:
    """Return the number in "Participant 123", whatever the word's language; None for others."""
    match = _NUMBER.fullmatch(identifier.strip())
    return match[1] if match else None


def status_of(text: str) -> Status:
    """Return the state that a status cell begins with; unknown for words that are not known."""
    words = folded(text)
    for status, beginnings in _STATES:
        if words.startswith(beginnings):
            return status
    return Status.UNKNOWN
