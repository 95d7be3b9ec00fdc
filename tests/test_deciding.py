"""What `decide` writes is what it is told, and what people wrote by hand stays byte for byte."""

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.commands import main
from autograder.course import load_course
from autograder.deciding.exchange import NotChanged, rewrite
from autograder.decisions import appended, decided, load_decisions, removed, table
from autograder.report import Outcome, Report, Result
from autograder.rubric import load_rubric

RUBRIC, COURSE = load_rubric(), load_course()
BY_HAND = """\
# Spring 2027: what we agreed on \u2014 ask Chen first

[[override]]  # the outage
student = '313551002'   # two blanks before
criterion = "accuracy.xor"
points = 12.50
who = "Chen"
when = 2027-03-12
why = \"\"\"
an outage
# no comment, and ]] no header:
[[waive]]
\"\"\"
# below it
"""

Run = Callable[..., int]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Return a folder of a graded class of two."""
    folder = tmp_path / "grades"
    (folder / "results").mkdir(parents=True)
    for student in ("313551001", "313551002"):
        results = tuple(
            Result(c.id, c.section, Outcome.PASSED, c.points, c.points) for c in RUBRIC.program
        )
        who = {"key": student, "id": student, "name": None, "source": f"{student}.zip"}
        found = Report(who | {"notes": []}, {}, {}, {}, results, complete=True)
        text = decided(found, RUBRIC, COURSE, load_decisions(_empty(tmp_path), RUBRIC, COURSE))
        (folder / "results" / f"{student}.json").write_text(text.to_json(), encoding="utf-8")
    return folder


def _empty(folder: Path) -> Path:
    (folder / "none.toml").touch()
    return folder / "none.toml"


@pytest.fixture
def decide(out: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return the command, as Chen gives it."""
    monkeypatch.setenv("LAB_WHO", "Chen")

    def run(*arguments: str, why: str = "agreed") -> int:
        reason = [] if arguments[0] in {"list", "remove"} else ["--why", why]
        return main(["decide", *arguments, *reason, "--out", str(out)])

    return run


def test_each_kind_is_written_and_read_again(decide: Run, out: Path) -> None:
    (out / "one.py").write_text("wrap")
    given_ = [
        ("waive", "313551001", "name-person"),
        ("override", "313551001", "report.discussion", "12"),
        ("identify", "hw1.zip", "313551003", "--name", "陳敬中"),
        ("extend", "313551001", "2027-03-27 23:59 Asia/Taipei"),
        ("attempt", "313551001", "2"),
        ("attempt", "313551002", "0123456789ab"),
        ("adapt", "313551001", str(out / "one.py")),
    ]
    assert [0] * len(given_) == [decide(*arguments) for arguments in given_]
    found = load_decisions(out / "decisions.toml", RUBRIC, COURSE)
    assert [arguments[:2] for arguments in given_] == [(e.kind, e.subject) for e in found.entries]
    assert {"Chen"} == {entry.decision.who for entry in found.entries}
    assert (2, "0123456789ab") == (found.attempt("313551001"), found.attempt("313551002"))
    assert 'file = "one.py"' in (out / "decisions.toml").read_text("utf-8")


HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        ['"', "\\", '"""', "]] [[waive]]", "\n[[waive]]\n", "\x00\x1b[2J\x7f\x85", "\u202e\ufeff#"]
    ),
).map(lambda text: f"because {text}.")


@given(HOSTILE, st.sampled_from(["", BY_HAND, "\ufeff# a mark\r\n", "# no end of line"]))
def test_a_reason_may_hold_anything_that_is_text(why: str, before: str) -> None:
    content = before.encode()
    new = appended(content, table("waive", {"student": "1", "why": why}))
    assert new.startswith(content)
    values = tomllib.loads(new.decode("utf-8-sig").replace("\r\n", "\n"))
    assert {"student": "1", "why": why} == values["waive"][-1]
    added = new[len(content) :].decode()
    assert all(sign.isprintable() or sign in "\r\n" for sign in added if sign not in why)
    assert not set("\x00\x1b\x7f\x85\u202e\ufeff") & set(added)


@given(st.lists(HOSTILE, min_size=1, max_size=4), st.data())
def test_what_is_added_and_removed_leaves_the_file_as_it_was(
    reasons: list[str], data: st.DataObject
) -> None:
    content = BY_HAND.encode()
    for why in reasons:
        content = appended(content, table("waive", {"why": why}))
    for n in reversed(range(len(reasons))):
        lines = content.decode().split("\n")
        headers = [i for i, line in enumerate(lines, start=1) if line == "[[waive]]"][1:]
        gone = data.draw(st.integers(0, n))
        content = removed(content, headers[gone])
        reasons.pop(gone)
        left = tomllib.loads(content.decode()).get("waive", [])
        assert reasons == [entry["why"] for entry in left]
    assert BY_HAND.encode() == content.rstrip(b"\n") + b"\n"


def test_comments_stay_when_the_table_around_them_goes(decide: Run, out: Path) -> None:
    path = out / "decisions.toml"
    path.write_text(BY_HAND, encoding="utf-8")
    assert 0 == decide("waive", "313551001", "late")
    assert path.read_text("utf-8").startswith(BY_HAND)
    assert 0 == decide("remove", "1")
    left = path.read_text("utf-8")
    assert left.startswith("# Spring 2027: what we agreed on \u2014 ask Chen first\n\n# below it\n")
    (entry,) = load_decisions(path, RUBRIC, COURSE).entries
    assert ("waive", "late") == (entry.kind, getattr(entry.decision, "about", None))


def test_a_file_with_the_line_endings_of_windows_keeps_them(decide: Run, out: Path) -> None:
    path = out / "decisions.toml"
    path.write_bytes(b"\xef\xbb\xbf" + BY_HAND.replace("\n", "\r\n").encode())
    assert 0 == decide("waive", "313551001", "late")
    content = path.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert 0 == decide("remove", "2")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf# Spring 2027")


REFUSED = {
    "a criterion misspelled": (
        ("override", "313551001", "accuracy.xr", "1"),
        "not written: [override 1] the rubric has no criterion accuracy.xr; write accuracy.xor\n",
    ),
    "more than there is": (
        ("override", "313551001", "accuracy.xor", "21"),
        "not written: [override 1] accuracy.xor has 20 points, got 21; write a number from 0 to 20",
    ),
    "no number": (("override", "313551001", "accuracy.xor", "nan"), "must be a number, got nan"),
    "no rule": (("waive", "313551001", "name-persn"), "there is no rule name-persn; write name-pe"),
    "no moment": (
        ("extend", "313551001", "tomorrow"),
        "'tomorrow' is no date and time with a zone",
    ),
    "no file": (("adapt", "313551001", "gone.py"), "file must be a file that is there, got"),
    "no such decision": (("remove", "1"), "there is no decision 1, but none; see: decide list"),
    "bytes that are no text": (("waive", "\udcff", "late"), "an argument is no text in UTF-8; "),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_meant_is_refused_in_one_line_and_not_written(
    case: str, decide: Run, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments, said = REFUSED[case]
    assert 2 == decide(*arguments)
    printed = capsys.readouterr()
    assert said in printed.err
    assert (1, "") == (len(printed.err.splitlines()), printed.out)
    assert not (out / "decisions.toml").exists()


def test_what_is_decided_already_is_refused(
    decide: Run, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decide("waive", "313551001", "late")
    before = (out / "decisions.toml").read_bytes()
    assert 2 == decide("waive", " 313551001", "late")
    assert "is decided twice; keep the one that counts" in capsys.readouterr().err
    assert before == (out / "decisions.toml").read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[waive]]\nrul = 7\n", "decisions.toml:2: [waive 1] rul is unknown here; write rule"),
        ("waive = [\n", "decisions.toml:1: is no TOML"),
        ("\ufeff[[waive]]", "decisions.toml:1: [waive 1] who is missing; add who"),
    ],
)
def test_a_file_that_is_wrong_already_is_named_by_its_line(
    text: str, said: str, decide: Run, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (out / "decisions.toml").write_text(text, encoding="utf-8")
    assert 2 == decide("waive", "313551001", "late")
    assert said in capsys.readouterr().err
    assert text == (out / "decisions.toml").read_text("utf-8")


def test_a_decision_in_a_list_is_left_to_people(
    decide: Run, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    signed = 'who = "Chen", when = 2027-03-12, why = "so"'
    text = f'waive = [{{ student = "1", rule = "late", {signed} }}]\n'
    (out / "decisions.toml").write_text(text)
    assert 2 == decide("remove", "1")
    assert "decisions.toml:1: it is not written as a table" in capsys.readouterr().err
    assert 2 == decide("waive", "313551001", "late")
    assert "not written: is no TOML: " in capsys.readouterr().err
    assert text == (out / "decisions.toml").read_text()


def test_a_stranger_is_a_warning_with_near_ids(
    decide: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == decide("waive", "31355100l", "late")
    assert capsys.readouterr().err.startswith(
        "no hand-in here is of 31355100l; near it: 313551002, 313551001"
    )
    assert 0 == decide("identify", "313551001.zip", "313551009")
    assert 0 == decide("waive", "313551009", "late")
    assert "" == capsys.readouterr().err


def test_it_says_what_the_next_grading_makes_of_it(
    decide: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*arguments: str) -> str:
        assert 0 == decide(*arguments)
        return capsys.readouterr().out.splitlines()[-1]

    change = "Run grade again: nothing is graded anew for it, 1 page changes."
    assert change == said("override", "313551001", "accuracy.xor", "0")
    assert change.replace("1 page changes", "0 pages change") == said("waive", "somebody", "late")
    assert said("attempt", "313551001", "2").endswith("is graded then, unless it was.")
    assert change == said("remove", "1")
    assert "Run grade again: what it changed is undone then." == said("remove", "2")


def test_all_that_is_in_force_is_listed(decide: Run, capsys: pytest.CaptureFixture[str]) -> None:
    decide("waive", "313551001", "late", why="ill\x1b[2J " + "and ill again " * 10)
    decide("override", "313551002", "accuracy.xor", "12.5")
    capsys.readouterr()
    assert 0 == decide("list")
    lines = capsys.readouterr().out.splitlines()
    assert "1. waive · 313551001 · late" == lines[0]
    assert "2. override · 313551002 · accuracy.xor = 12.5" == lines[-2]
    assert max(map(len, lines)) <= 76
    assert "\x1b" not in "".join(lines)


def test_nothing_to_list_is_said(decide: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == decide("list")
    assert capsys.readouterr().out.startswith("Nothing is decided in ")


def test_nobodys_name_is_guessed(
    decide: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("LAB_WHO")
    with pytest.raises(SystemExit) as ended:
        decide("waive", "313551001", "late")
    assert 2 == ended.value.code
    assert "--who" in capsys.readouterr().err
    assert 0 == decide("waive", "313551001", "late", "--who", "Lin", "--when", "2027-03-12")


def test_another_file_needs_no_class(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAB_WHO", "Chen")
    file = tmp_path / "mine.toml"
    arguments = ["decide", "waive", "1", "late", "--why", "so", "--decisions", str(file)]
    assert 0 == main(arguments)
    assert load_decisions(file, RUBRIC, COURSE).entries


def test_a_folder_that_was_never_graded_is_a_warning_in_one_line(
    decide: Run, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert 0 == decide("waive", "313551001", "late")
    assert "" == capsys.readouterr().err
    shutil.rmtree(out / "results")
    assert 0 == decide("waive", "313551002", "late")
    (line,) = capsys.readouterr().err.splitlines()
    assert line == f"no class was ever graded into {out}; see that --out is meant"
    assert 0 == decide("list")
    assert "" == capsys.readouterr().err


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["decide", "--help"])
    assert 'decide waive 313551157 name-person --why "our sheet' in capsys.readouterr().out


def test_an_edit_of_somebody_else_is_never_lost(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_bytes(b"# before")

    def slow(content: bytes) -> bytes:
        path.write_bytes(b"# saved from an editor")
        return content + b"\n# ours"

    with pytest.raises(NotChanged, match="was edited meanwhile; nothing is written; try again"):
        rewrite(path, slow)
    assert b"# saved from an editor" == path.read_bytes()
    assert ["decisions.toml"] == [p.name for p in tmp_path.iterdir() if p.suffix != ".lock"]


def test_two_that_decide_at_once_do_not_overwrite_each_other(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"

    def nested(content: bytes) -> bytes:
        with pytest.raises(NotChanged, match="is being changed by process"):
            rewrite(path, lambda content: content + b"# theirs")
        return content + b"# ours"

    rewrite(path, nested)
    assert b"# ours" == path.read_bytes()


def test_a_shared_file_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "shared.toml", tmp_path / "decisions.toml"
    path.touch()
    path.chmod(0o664)
    link.symlink_to(path)
    rewrite(link, lambda _: b"# ours")
    assert (True, b"# ours", 0o664) == (
        link.is_symlink(),
        path.read_bytes(),
        path.stat().st_mode & 0o777,
    )
