"""Case files: read strictly, made the same every time, and drawn without disturbing anybody."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from autograder.cases import CONTRACT, PUBLIC, Case, load_case, points
from autograder.release.frozen import PUBLIC_SEED, TRAINING_SEEDS, differs, freeze, write
from autograder.trouble import GraderFault

Arrays = dict[str, NDArray[Any]]


def made(folder: Path, **changes: NDArray[Any] | None) -> Path:
    """Write the public arrays with some of them changed, or left out where None is given."""
    arrays = {name: value for name, value in {**freeze(), **changes}.items() if value is not None}
    write(arrays, folder / "made.npz")
    return folder / "made.npz"


def test_the_public_case_is_the_kits_own() -> None:
    case = load_case()

    assert ("public", CONTRACT) == (case.label, int(case["contract"]))


@pytest.mark.parametrize(
    ("version", "said"),
    [
        (np.array(CONTRACT + 1), f"is for contract {CONTRACT + 1}, this kit has {CONTRACT}"),
        (np.array(CONTRACT - 1), f"is for contract {CONTRACT - 1}"),
        (None, "is for contract 0"),
        (np.array([1, 1]), "cannot be read"),
        (np.array("one"), "cannot be read"),
    ],
)
def test_a_case_file_of_another_contract_proves_nothing(
    tmp_path: Path, version: NDArray[Any] | None, said: str
) -> None:
    with pytest.raises(GraderFault, match="python -m autograder cases rotate") as caught:
        load_case(made(tmp_path, contract=version))

    assert said in str(caught.value)


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _torn(content: bytes) -> bytes:
    """Change bytes in the middle of a member, so that its checksum is wrong."""
    middle = content.index(b"linear.x.npy") + 160
    return content[:middle] + bytes(20) + content[middle + 20 :]


@pytest.mark.parametrize(
    "damage",
    [_cut, _torn, lambda _: b"", lambda _: b"PK\3\4 no zip", lambda _: b"some text"],
    ids=["cut", "torn", "empty", "no zip", "text"],
)
def test_a_broken_case_file_is_our_fault(tmp_path: Path, damage: Callable[[bytes], bytes]) -> None:
    file = tmp_path / "held-back.npz"
    file.write_bytes(damage(PUBLIC.read_bytes()))

    with pytest.raises(GraderFault, match=r"held-back\.npz .* with: python -m autograder cases"):
        load_case(file)
    assert differs(freeze(), file)


def test_a_single_array_is_no_case_file(tmp_path: Path) -> None:
    with (tmp_path / "array.npz").open("wb") as file:
        np.save(file, np.arange(3))

    with pytest.raises(GraderFault, match="make another"):
        load_case(tmp_path / "array.npz")
    assert differs(freeze(), tmp_path / "array.npz")


def test_objects_in_a_case_file_are_never_loaded(tmp_path: Path) -> None:
    with pytest.raises(GraderFault, match="cannot be read"):
        load_case(made(tmp_path, evil=np.array([print], dtype=object)))


def test_a_missing_case_file_is_our_fault(tmp_path: Path) -> None:
    with pytest.raises(GraderFault, match=r"nowhere\.npz cannot be read \(No such file"):
        load_case(tmp_path / "nowhere.npz")
    assert differs(freeze(), tmp_path / "nowhere.npz")


def test_checks_get_copies() -> None:
    case = load_case()
    case["linear.x"][...] = np.nan
    case.group("network.parameters")[0][...] = np.nan

    assert np.isfinite(case["linear.x"]).all()
    assert np.isfinite(case["network.parameters.0"]).all()


def test_a_group_is_numbered() -> None:
    group = load_case().group("network.parameters")

    assert [(5, 3), (3,), (3, 4), (4,), (4, 1), (1,)] == [array.shape for array in group]


def test_each_purpose_has_numbers_of_its_own() -> None:
    case = load_case()

    assert case.rng(1).uniform() == case.rng(1).uniform()
    assert case.rng(1).uniform() != case.rng(2).uniform()


def test_freezing_gives_the_same_every_time() -> None:
    first, second = freeze(), freeze()

    assert list(first) == list(second)
    assert all(first[name].tobytes() == second[name].tobytes() for name in first)


def test_the_committed_file_is_what_freezing_gives() -> None:
    assert not differs(freeze(), PUBLIC)


@pytest.mark.parametrize("name", ["linear.output", "network.parameters.1", "descent.rate"])
def test_another_number_in_a_case_file_is_seen(tmp_path: Path, name: str) -> None:
    changed = freeze()[name] + 1e-9

    assert differs(freeze(), made(tmp_path, **{name: changed}))
    assert differs(freeze(), made(tmp_path, **{name: None}))


def test_the_same_arrays_are_the_same_bytes(tmp_path: Path) -> None:
    write(freeze(), tmp_path / "a.npz")
    write(freeze(), tmp_path / "b" / "c.npz")

    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b" / "c.npz").read_bytes()


def held_back(seed: int) -> Case:
    return Case(freeze(seed))


def test_a_held_back_file_has_the_same_names_and_other_numbers() -> None:
    public, other = freeze(), freeze(PUBLIC_SEED + 1)

    assert set(public) | {"training.seeds"} == set(other)
    drawn = [n for n, array in public.items() if array.dtype.kind == "f" and array.size > 1]
    same = [n for n in drawn if np.array_equal(public[n], other[n])]
    assert [] == [name for name in same if not name.startswith("data.")]


def test_the_public_seeds_are_the_courses_and_held_back_ones_differ() -> None:
    first, second = held_back(1), held_back(2)

    assert load_case().seeds == [0, 1, 2, 3, 4]
    assert 5 == len(first.seeds) == len(set(first.seeds))
    assert not set(first.seeds) & set(second.seeds)
    assert min(first.seeds) >= 10**6
    assert TRAINING_SEEDS == len(first["training.seeds"])


@pytest.mark.parametrize("data", ["linear", "xor"])
def test_points_leave_the_global_generator_as_it_was(data: str) -> None:
    np.random.seed(7)
    wanted = np.random.uniform(size=4)
    np.random.seed(7)
    points(data, 3)

    assert np.array_equal(wanted, np.random.uniform(size=4))


def test_points_are_those_of_the_seed() -> None:
    np.random.seed(3)
    wanted = np.random.uniform(0, 1, (100, 2))

    assert np.array_equal(wanted, points("linear", 3)[0])
    assert not np.array_equal(wanted, points("linear", 4)[0])


def test_graders_side_by_side_draw_their_own_points() -> None:
    seeds = [number % 7 for number in range(400)]
    wanted = {seed: points("linear", seed)[0] for seed in set(seeds)}
    before = np.random.get_state(legacy=False)["state"]["key"]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda seed: points("linear", seed)[0], seeds))

    pairs = zip(seeds, found, strict=True)
    assert all(np.array_equal(wanted[seed], drawn) for seed, drawn in pairs)
    assert np.array_equal(before, np.random.get_state(legacy=False)["state"]["key"])
