"""A worker cannot tell by its requests what is checked, nor public cases from held-back ones."""

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from planting import ROOT

from autograder.cases import PUBLIC, Case
from autograder.release import frozen
from autograder.release.frozen import Sizes, freeze
from autograder.rubric import load_rubric
from autograder.session import grading_of, opened, rules
from autograder.worker import wire

SEED = 20_260_731_001
CRITERIA = [
    criterion.id
    for criterion in load_rubric().of_package().program
    if not criterion.id.startswith(("accuracy.linear", "figures.", "data"))
]
ASKING = ("forward.", "backward.", "optimizer.", "training.", "accuracy.")
Frame = tuple[dict[str, Any], list[Any]]


def recorded(case: Case) -> dict[str, list[Frame]]:
    """Return the requests that workers get for each criterion, graded by one case file."""
    frames: list[Frame] = []
    write = wire.write_frame

    def keeping(stream: Any, header: dict[str, Any], arrays: list[Any]) -> None:
        frames.append((dict(header), list(arrays)))
        write(stream, header, arrays)

    found = {}
    with (
        tempfile.TemporaryDirectory(prefix="lab-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(wire, "write_frame", keeping)
        submission = opened(ROOT / "solution", Path(folder), rules(PUBLIC)[1])
        with grading_of(submission) as session:
            session.grading.case = case
            for criterion in CRITERIA:
                assert "passed" == session.grading.result(criterion).outcome, criterion
                found[criterion], frames[:] = list(frames), []
    asked = {criterion for criterion, sent in found.items() if sent}
    assert {c for c in CRITERIA if c.startswith(ASKING)} <= asked, "nothing was recorded"
    return found


@pytest.fixture(scope="module")
def public() -> dict[str, list[Frame]]:
    return recorded(rules(PUBLIC)[2])


@pytest.fixture(scope="module")
def held_back() -> dict[str, list[Frame]]:
    """Return the requests for a held-back file that has the sizes of the public one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(frozen.Sizes, "drawn", classmethod(lambda _cls, _rng: Sizes()))
        arrays = freeze(SEED)
    case = replace(rules(PUBLIC)[2], arrays=arrays)
    assert case.held_back
    return recorded(case)


def requests(frames: Sequence[Frame]) -> Iterator[dict[str, Any]]:
    """Yield the requests one by one: how many travel together depends on time alone."""
    for header, _ in frames:
        yield from header["requests"] if header["operation"] == "many" else [header]


def bare(value: Any, name: str = "") -> Any:
    """Return what stands in a header without numbers, and without the names of a run."""
    if name in ("id", "folder", "datasets", "readable", "array", "seed", "rng"):
        return name
    if isinstance(value, dict):
        return {key: bare(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [bare(inner) for inner in value]
    return "number" if isinstance(value, float) else value


def kinds(frames: Sequence[Frame]) -> list[str]:
    return [json.dumps(bare(request), sort_keys=True) for request in requests(frames)]


def shapes(frames: Sequence[Frame]) -> list[tuple[str, tuple[int, ...]]]:
    arrays = [array for _, arrays in frames for array in arrays]
    return [(str(array.dtype), array.shape) for array in arrays]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)
    elif isinstance(value, str):
        yield value


@pytest.mark.parametrize("criterion", [c for c in CRITERIA if c != "accuracy.xor"])
def test_public_and_held_back_cases_differ_in_numbers_alone(
    criterion: str, public: dict[str, list[Frame]], held_back: dict[str, list[Frame]]
) -> None:
    assert kinds(public[criterion]) == kinds(held_back[criterion])
    assert shapes(public[criterion]) == shapes(held_back[criterion])


def test_a_training_is_asked_for_in_the_same_words(
    public: dict[str, list[Frame]], held_back: dict[str, list[Frame]]
) -> None:
    """How long the longer of its beginnings is, the case says: the words are the same."""
    said, hidden = (
        {
            re.sub(r'"(epochs|object)": \d+', r'"\1": n', text)
            for text in kinds(found["accuracy.xor"])
        }
        for found in (public, held_back)
    )

    assert said == hidden


def test_no_request_says_what_is_checked(public: dict[str, list[Frame]]) -> None:
    ids = {c.id for c in load_rubric().criteria} - {"data", "imports", "predict", "sources"}
    told = re.compile("public|held.?back|case|check|criterion|expected|points|rubric")
    for frames in public.values():
        for request in requests(frames):
            named = texts({**request, "folder": "", "datasets": ""})
            said = [text.removeprefix(str(ROOT)) for text in named]

            assert not ids & set(said)
            assert [] == [text for text in said if told.search(text)]


def test_no_number_of_a_request_can_be_guessed(
    public: dict[str, list[Frame]], held_back: dict[str, list[Frame]]
) -> None:
    numbers = [
        header["id"]
        for found in (public, held_back)
        for frames in found.values()
        for header, _ in frames
    ]

    assert len(numbers) == len(set(numbers))
    assert all(re.fullmatch("[0-9a-f]{16}", number) for number in numbers)


def test_nothing_expected_travels(public: dict[str, list[Frame]]) -> None:
    case = rules(PUBLIC)[2]
    expected = {
        name: case[name].tobytes()
        for name in case.arrays
        if name.rpartition(".")[2] in ("output", "output_without_bias", "value", "after")
    }
    assert expected
    for criterion in CRITERIA:
        if not criterion.startswith("forward."):
            continue  # what a network has given may go back to it, as a loss's argument
        frames = public[criterion]
        sent = {array.tobytes() for _, arrays in frames for array in arrays}
        assert [] == [name for name, content in expected.items() if content in sent]
