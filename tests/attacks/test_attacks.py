"""Every attack works where nothing stops it, and none works through the door."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from attackcontrol import careless
from attackdoor import FREE, graded
from attackheaders import NUMBERS, catalogue, headers
from attackpayload import Payload, payloads
from attackrecord import Record
from attacktraces import resident
from attackworld import World
from planting import grade_folder, reference

from autograder.report import Outcome
from autograder.worker import Zygote

BANK = payloads()
TIERS = ("A", "A+")
GROWTH = 50  # MiB that this process may grow by; a flood is larger


def marked(payload: Payload, *more: str) -> ParameterSet:
    """Return it as a parameter, marked if an ordinary user tries it too: what layers stop."""
    marks = [pytest.mark.layers] if payload.control == "worker" and "A+" not in more else []
    return pytest.param(payload, *more, id="-".join([payload.name, *more]), marks=marks)


@pytest.mark.parametrize("payload", [marked(payload) for payload in BANK])
def test_an_attack_works_where_nothing_stops_it(
    payload: Payload, world: World, parents: Mapping[str, Zygote], record: Record
) -> None:
    if payload.control == "worker":
        found = graded(payload, world, parents[FREE], whole=True)
    else:
        found = careless(payload, world)

    assert payload.shows in found.signs, str(found)
    record.works.add(payload.name)


# What the layers do not stop, the design does, whatever the tier: that is tried at the lower one.
@pytest.mark.usefixtures("kept_free")
@pytest.mark.parametrize(
    ("payload", "tier"),
    [marked(p, t) for t in TIERS for p in BANK if t == "A" or p.control == "worker"],
)
def test_an_attack_gains_nothing_through_the_door(
    payload: Payload, tier: str, world: World, parents: Mapping[str, Zygote], record: Record
) -> None:
    if tier not in parents:
        pytest.skip(f"this machine does not shut programs in to tier {tier}")
    before = resident()
    found = graded(payload, world, parents[tier])
    lost = len(found.signs.get("derailed", ()))  # type: ignore[arg-type]
    record.note(payload.name, f"{user()}, tier {tier}", gained=bool(found.signs), lost=lost)

    assert {} == found.signs, str(found)
    assert found.outcome in payload.outcome, str(found)
    assert not found.earned
    assert resident() - before < GROWTH


def user() -> str:
    """Return as whom the attacks are tried: what root may do others may not."""
    return "root" if os.geteuid() == 0 else "an ordinary user"


def test_every_number_of_the_catalogue_is_tried() -> None:
    assert list(NUMBERS) == sorted(catalogue())
    assert set(NUMBERS) == {header.number for header in headers()}
    assert len({header.name for header in headers()}) == len(headers()) > 100


def test_a_careless_grader_is_right_about_the_honest_and_the_wrong(world: World) -> None:
    honest = Payload(
        name="honest", title="", text="attempt = None\n", number=1, shows="", how="value", into=KEPT
    )
    wrong = Payload(
        name="wrong", title="", text="def attempt(): pass\n", number=1, shows="", how="import"
    )

    assert {"passed": 0} == careless(honest, world).signs
    assert {} == careless(wrong, world).signs


KEPT = "schedules.unused"  # nobody calls it


def test_an_honest_submission_has_all_its_points_amid_attacks(
    tmp_path: Path, parents: Mapping[str, Zygote], record: Record
) -> None:
    package = tmp_path / "student"
    package.mkdir()
    for name, text in reference().items():
        (package / name).write_text(text, encoding="utf-8")
    bank = {payload.name: payload for payload in BANK}
    for payload in (None, *(bank[name] for name in WORST)):
        if payload is not None:
            with World() as world:
                graded(payload, world, parents[max(parents.keys() - {FREE})])
        results = grade_folder(package).results
        lost = [r.criterion for r in results if r.outcome is not Outcome.PASSED]
        record.honest += len(lost)
        assert [] == lost


WORST = ("04-overwritten-memory", "13-segment", "29-everybody")
