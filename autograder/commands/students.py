"""What students run: the criteria, `check` and `pack`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from autograder.commands.arguments import Commands, add_tier, path
from autograder.commands.rooms import KIT

__all__ = ["add_check", "add_pack", "criteria"]

ROOT = KIT.parent

PACK = """\
The zip gets the right name and holds report.pdf, datasets.py and the folder
student/, without byte code, environments and what systems leave behind. It is
opened again as grading opens it, and you read what will be graded: files,
sections found in the report, tasks that are not begun.

examples:
  python -m autograder pack --id 313551157 --name 陳敬中
  python -m autograder pack --id 313551157 --name "Wang Li" --report lab1.pdf

Then look at the zip itself, and upload that:
  pytest autograder --submission=DL_LAB1_313551157_陳敬中.zip
"""


def criteria(arguments: list[str]) -> int:
    """Run the criteria as pytest does, with these arguments; return its exit status."""
    import pytest  # noqa: PLC0415 — grading a class does without

    # The folder goes first: an option that may stand without a value would take it for one.
    return int(pytest.main([f"--rootdir={ROOT}", "-c", str(_ini()), str(KIT), *arguments]))


def add_check(commands: Commands) -> None:
    """Add `check`, which grades one hand-in of somebody else's."""
    check = commands.add_parser(
        "check",
        help="grade one hand-in of somebody else's",
        description="Grade a package folder, hand-in folder or zip. Its pytest.ini, conftest.py "
        "and the like are data without effect. Further options go to pytest, such as --hints, "
        "--seeds (of how many of ten seeds does it reach 90 %?) or -k backward.loss.",
    )
    check.add_argument("path", type=path, metavar="PATH", help="package folder, hand-in or zip")
    check.add_argument("--report", type=path, metavar="FILE", help="write the report as JSON")
    check.add_argument(
        "--adapter", type=path, metavar="FILE", help="of another layout: which function is which"
    )
    add_tier(check)
    check.set_defaults(run=_check)


def add_pack(commands: Commands) -> None:
    """Add `pack`, which makes the zip to hand in."""
    pack = commands.add_parser(
        "pack",
        help="make the zip to hand in",
        description="Make a hand-in that cannot be wrong.",
        epilog=PACK,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    pack.add_argument("--id", required=True, metavar="ID", help="your student id")
    pack.add_argument("--name", required=True, metavar="NAME", help="your name, in any script")
    pack.add_argument(
        "--report", type=path, metavar="FILE", help="your report, a PDF (default: report.pdf)"
    )
    pack.add_argument(
        "--package",
        type=path,
        default=ROOT / "student",
        metavar="FOLDER",
        help="the folder with your modules (default: student)",
    )
    pack.add_argument(
        "--out",
        type=path,
        default=path("."),
        metavar="FOLDER",
        help="where the zip goes (default: where you stand)",
    )
    pack.add_argument("--force", action="store_true", help="overwrite a zip that is there")
    pack.set_defaults(run=_pack)


def _check(options: argparse.Namespace, rest: Sequence[str]) -> int:
    """Run pytest with nothing of the hand-in's folder as its configuration."""
    from autograder.admission import refused  # noqa: PLC0415 — NumPy: --help does without
    from autograder.course import load_course  # noqa: PLC0415 — as above
    from autograder.settings import TomlError  # noqa: PLC0415 — as above

    try:
        said = refused(load_course(), options.accept_tier)
    except TomlError as error:
        said = str(error)
    if said:
        sys.stderr.write(f"check: {said}\n")
        return 2
    closed = [f"--confcutdir={KIT}", "-p", "no:cacheprovider", f"--submission={options.path}"]
    report = [f"--report={options.report}"] if options.report else []
    adapter = [f"--adapter={options.adapter}"] if options.adapter else []
    return criteria([*closed, *report, *adapter, *rest])


def _pack(options: argparse.Namespace, _: Sequence[str]) -> int:
    from autograder.packing import pack  # noqa: PLC0415 — the other commands do without

    return pack(options)


def _ini() -> Path:
    """Return the configuration that belongs to this kit: the zip's pytest.ini, or the clone's."""
    own = ROOT / "pytest.ini"
    return own if own.exists() else ROOT / "pyproject.toml"
