"""Every attack works where nothing stops it, and none works through the door."""

from collections.abc import Mapping

import pytest
from attackpayload import NUMBERS, Payload, catalogue, payloads
from attackrun import SIGNS, careless, graded
from attackworld import World, resident
from planting import grade_folder, reference

from autograder.worker import Zygote

BANK = payloads()
GROWTH = 50  # MiB that this process may grow by; a flood is larger


def named(payload: Payload) -> str:
    return payload.name


@pytest.mark.parametrize("payload", BANK, ids=named)
def test_an_attack_works_where_nothing_stops_it(
    payload: Payload, world: World, parents: Mapping[bool, Zygote]
) -> None:
    if payload.control == "worker":
        found = graded(payload, world, parents[False])
    else:
        found = careless(payload, world)

    assert payload.shows in found.signs, str(found)


@pytest.mark.usefixtures("kept_free")
@pytest.mark.parametrize("payload", BANK, ids=named)
def test_an_attack_gains_nothing_through_the_door(
    payload: Payload, world: World, parents: Mapping[bool, Zygote]
) -> None:
    before = resident()
    found = graded(payload, world, parents[True])

    assert {} == found.signs, str(found)
    assert found.outcome in payload.outcome, str(found)
    assert not found.earned
    assert resident() - before < GROWTH
