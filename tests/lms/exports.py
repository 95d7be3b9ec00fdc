"""Downloads as the platforms make them, put together byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zipbytes import Member, zip_bytes

if TYPE_CHECKING:
    from pathlib import Path

HANDIN = zip_bytes(Member(b"report.pdf", b"%PDF-1.7\n"), Member(b"student/layers.py"))
CHEN = "DL_LAB1_313551157_陳敬中.zip"


def stored(files: dict[str, bytes], *, encoding: str = "utf-8") -> bytes:
    """Return a zip of these files; names that are not UTF-8 are not marked."""
    flags = 0x800 if encoding == "utf-8" else 0
    return zip_bytes(
        *(
            Member(name.encode(encoding), data, flags=flags, method=0)
            for name, data in files.items()
        )
    )


def written(path: Path, files: dict[str, bytes]) -> Path:
    """Write a download as it looks when somebody has unpacked it."""
    for name, data in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


MOODLE_NEW = {
    f"陳敬中_5301_assignsubmission_file/{CHEN}": HANDIN,
    "Lee Ann_5302_assignsubmission_file/report.pdf": b"%PDF",
    "Lee Ann_5302_assignsubmission_file/code/layers.py": b"x = 1\n",
    "Lee Ann_5302_assignsubmission_onlinetext/onlinetext.html": b"<p>hi</p>",
    "Wu_5303_assignsubmission_onlinetext/onlinetext.html": b"<p>only text</p>",
}
MOODLE_OLD = {
    name.replace("_file/", "_file_/").replace("_onlinetext/", "_onlinetext_/"): data
    for name, data in MOODLE_NEW.items()
}
MOODLE_FLAT = {
    f"陳敬中_5301_assignsubmission_file_{CHEN}": HANDIN,
    "Lee Ann_5302_assignsubmission_file_report.pdf": b"%PDF",
    "Lee Ann_5302_assignsubmission_file_layers.py": b"x = 1\n",
    "Lee Ann_5302_assignsubmission_onlinetext_onlinetext.html": b"<p>hi</p>",
    "Wu_5303_assignsubmission_onlinetext_onlinetext.html": b"<p>only text</p>",
}
CANVAS = {
    f"chenjingzhong_71_901_{CHEN}": HANDIN,
    "leeann_LATE_72_902_DL_LAB1_313551158_Lee-2.zip": HANDIN,
    "anon_x9Kq_903_lab.zip": HANDIN,
    "wu_74_text.html": b"<p>typed</p>",
    "wang_75_905_report.pdf": b"%PDF",
    "wang_75_906_code.zip": HANDIN,
}
METADATA = """---
submission_11:
  :submitters:
  - :name: 陳敬中
    :sid: '313551157'
    :email: chen@example.edu
  :created_at: 2026-03-11 15:58:07.123456000 Z
  :score: 10.0
  :results:
    :output: |
      submission_99:
        :submitters:
        - :name: Nobody
    :tests:
    - :name: a test
      :sid: 'no'
  :history:
  - :id: 10
    :submitters:
    - :name: Someone Else
      :sid: '1'
submission_12:
  :submitters:
  - :name: "O'Neil \\"Al\\" \\u738b"
    :sid: ''
    :email: al@example.edu
  - :name: Lee Ann
    :sid: 313551158
    :email: !ruby/object:Evil x
  :created_at: 2026-03-12 00:00:01 +08:00
submission_13:
  :submitters: []
"""
GRADESCOPE = {
    "assignment_5_export/submission_metadata.yml": METADATA.encode(),
    "assignment_5_export/submission_11/report.pdf": b"%PDF",
    "assignment_5_export/submission_11/student/layers.py": b"x = 1\n",
    f"assignment_5_export/submission_12/{CHEN}": HANDIN,
    "assignment_5_export/submission_14/layers.py": b"x = 1\n",
}
