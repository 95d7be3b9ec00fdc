"""A command line that cannot be meant is refused in one line that names its command."""

import pytest

from autograder.commands import main

NEEDED = "the following arguments are required"
REFUSED = [
    (["mark", "a.zip"], "python -m autograder: ", "invalid choice: 'mark'"),
    (["grade", "class", "--jobs", "0"], "python -m autograder grade: ", "a whole number from 1 up"),
    (["grade", "--strikt"], "python -m autograder grade: ", "unrecognized arguments: --strikt"),
    (["pack"], "python -m autograder pack: ", f"{NEEDED}: --id, --name"),
    (["decide"], "python -m autograder decide: ", f"{NEEDED}: ACTION"),
    (["decide", "list"], "python -m autograder decide: ", "--out is missing"),
    (
        ["decide", "override", "a", "predict", "abc", "--who=a", "--why=b", "--out=c"],
        "python -m autograder decide override: ",
        "a number such as 0.5, not abc",
    ),
]


@pytest.mark.parametrize(("arguments", "command", "said"), REFUSED)
def test_a_line_that_cannot_be_meant_is_refused_in_one(
    arguments: list[str], command: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    printed, complaint = capsys.readouterr()

    assert (2, "") == (ended.value.code, printed)
    assert complaint.startswith(command)
    assert said in complaint
    assert complaint.endswith("; --help shows what it takes\n")
    assert 1 == complaint.count("\n")
