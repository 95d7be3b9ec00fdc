"""The pages say what the kit does: its commands, its limits, its rubric; and no link is broken."""

import argparse
import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder import plugin
from autograder.cases import CONTRACT
from autograder.commands.line import parser
from autograder.release.handout import READINGS
from autograder.rubric import load_rubric
from autograder.worker import Limits, wire

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDES = [DOCS / f"{name}.md" for name in ("student", "assistant", "instructor")]
TEMPLATE = DOCS / "templates" / "report.md"  # no page: it waits for a student's pictures
PAGES = sorted(set(DOCS.rglob("*.md")) - {TEMPLATE})
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
PUBLIC_NAME = re.compile(r"[A-Z][A-Z_]*$")
LINK = re.compile(r"\]\(([^)\s]+)\)")


def parsers() -> dict[str, argparse.ArgumentParser]:
    actions = parser()._actions
    (found,) = [a for a in actions if isinstance(a, argparse._SubParsersAction)]
    return dict(found.choices)


def guides() -> str:
    return "\n".join(page.read_text(encoding="utf-8") for page in GUIDES)


def mentions(text: str, word: str) -> bool:
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


@pytest.mark.parametrize("command", parsers())
def test_a_guide_mentions_every_command_and_each_of_its_options(command: str) -> None:
    options = {o for a in parsers()[command]._actions for o in a.option_strings}
    asked = [f"python -m autograder {command}", *sorted(options - {"-h", "--help"})]

    assert [] == [word for word in asked if not mentions(guides(), word)]


def test_the_students_guide_mentions_every_option_of_pytest_autograder() -> None:
    parser = pytest.Parser(_ispytest=True)
    plugin.pytest_addoption(parser)
    options = [name for o in parser.getgroup("lab").options for name in o.names()]
    text = (DOCS / "student.md").read_text(encoding="utf-8")

    assert len(options) >= 4
    assert [] == [option for option in options if not mentions(text, option)]


MAKERS = [*sorted(path.name for path in DOCS.glob("*_page.py")), "report_templates.py"]


@pytest.mark.parametrize("name", MAKERS)
def test_pages_that_are_made_of_other_files_are_fresh(name: str) -> None:
    program = [sys.executable, str(DOCS / name), "--check"]
    done = subprocess.run(program, capture_output=True, text=True, check=False)

    assert (0, "") == (done.returncode, done.stderr)


def test_only_who_marks_reads_the_guide() -> None:
    guide = (DOCS / "guide.md").read_text(encoding="utf-8")
    students = "".join((DOCS / name).read_text(encoding="utf-8") for name in READINGS)
    first = [level.earns.split(",")[0] for c in load_rubric().people for level in c.levels]

    assert [] == [words for words in first if words not in guide]
    assert [] == [words for words in first if words in students]


def test_the_limits_in_the_protocol_are_those_of_the_wire() -> None:
    constants = {k: v for k, v in vars(wire).items() if PUBLIC_NAME.match(k) and type(v) is int}

    assert constants == table("Limits of a frame")
    text = protocol()
    assert f"Lists of more than {wire._MANY} numbers travel as an array" in text
    assert f"| {', '.join(f'`{d}`' for d in wire.DTYPES)} |" in text.replace("\\|", "|")


@pytest.mark.parametrize(("largest", "limit"), [(10**18 - 1, "18"), (10**7, "10,000,000")])
def test_the_largest_numbers_in_the_protocol_are_where_the_wire_refuses(
    largest: int, limit: str
) -> None:
    def travels(number: int) -> bool:
        try:
            if limit == "18":
                wire._header(f'{{"n": {number}}}'.encode())
            else:
                wire._description({"dtype": "|b1", "shape": [number]})
        except wire.WireError:
            return False
        return True

    assert (True, False) == (travels(largest), travels(largest + 1))
    assert f"| {limit} |" in protocol()


def test_the_limits_of_an_answer_are_those_of_the_worker() -> None:
    worker = ROOT / "autograder" / "worker"
    constants = {
        node.targets[0].id: number(node.value)
        for name in ("serve.py", "traces.py")  # nobody imports the first
        for node in ast.parse((worker / name).read_bytes()).body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and re.fullmatch(r"TEXT|FRAMES|\w+_BYTES", node.targets[0].id)
    }

    assert constants == table("Limits of an answer")


def test_the_operations_are_those_of_the_worker() -> None:
    text = (ROOT / "autograder" / "worker" / "serve.py").read_text(encoding="utf-8")
    section = protocol().partition("## Operations")[2].partition("\n## ")[0]

    assert re.findall(r'^    "(\w+)": Server\.', text, re.MULTILINE) == re.findall(
        r"^\| `(\w+)` \|", section, re.MULTILINE
    )


def test_the_limits_of_a_worker_are_those_of_the_kit() -> None:
    course = tomllib.loads((ROOT / "autograder" / "course.toml").read_text(encoding="utf-8"))
    defaults = Limits()
    known = {
        "cpu_seconds": defaults.cpu_seconds, "file_mb": defaults.file_mb,
        "scratch_mb": defaults.scratch_mb, "files": defaults.files,
        "threads": defaults.threads, **course["limits"],
    }  # fmt: skip

    assert known == table("The life of a worker")


def test_the_contract_names_its_version() -> None:
    text = (DOCS / "contract.md").read_text(encoding="utf-8")

    assert f"**version {CONTRACT}**" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(DOCS).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    targets = LINK.findall(CODE.sub("", FENCED.sub("", page.read_text(encoding="utf-8"))))

    assert [] == [t for t in targets if not is_elsewhere(t) and not leads(page, t)]


def test_a_link_to_nowhere_is_noticed() -> None:
    page = DOCS / "index.md"

    assert leads(page, "assistant.md#what-lies-in-out")
    assert not leads(page, "assistant.md#nowhere")
    assert not leads(page, "nowhere.md")


def is_elsewhere(target: str) -> bool:
    return target.startswith(("https://", "http://", "mailto:"))


def leads(page: Path, target: str) -> bool:
    path, _, anchor = target.partition("#")
    file = (page.parent / path).resolve() if path else page
    return file.exists() and (not anchor or anchor in set(anchors(file)))


def anchors(page: Path) -> Iterator[str]:
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    for heading in re.findall(r"^#{1,3} (.+)$", text, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def protocol() -> str:
    return (DOCS / "protocol.md").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, float]:
    """Return the rows under a heading that begin with a name and a number."""
    section = protocol().partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| ([\d,.]+)", section, re.MULTILINE)
    return {name: float(value.replace(",", "")) for name, value in rows}


def number(node: ast.expr) -> float:
    """Return the value of a number, or of a product of some."""
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return number(node.left) * number(node.right)
    return float(ast.literal_eval(node))


def test_every_claim_of_the_threat_model_names_a_test_that_there_is() -> None:
    text = (DOCS / "threat-model.md").read_text(encoding="utf-8")
    claims = text.partition("## Claims")[2].partition("\n## ")[0]
    rows = [row for row in claims.splitlines() if row.startswith("| ") and "claim |" not in row]
    there = {
        name
        for module in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", module.read_text("utf-8"), re.MULTILINE)
    }

    assert len(rows) > 10
    assert [] == [row for row in rows if not re.findall(r"`(test_\w+)`", row)]
    assert set() == set(re.findall(r"`(test_\w+)`", claims)) - there
