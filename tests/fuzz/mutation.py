"""Change bytes the way accidents and attackers do; the same seed gives the same changes."""

from collections.abc import Callable, Sequence
from random import Random

__all__ = ["mutated"]

NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
FAR = 40  # bytes behind a mark that are its fields
LONGEST = 1 << 16  # bytes of what is repeated, all in all


def mutated(random: Random, data: bytes, marks: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """Return the bytes with one to six changes, most of them behind one of the format's marks.

    `words` are what the format knows, and are put where they do not belong.
    """
    whole = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 3, 6))):
        place = _place(random, whole, marks)
        random.choice(CHANGES)(random, whole, place, words)
    return bytes(whole)


def _place(random: Random, whole: bytearray, marks: Sequence[bytes]) -> int:
    if not marks or random.random() < 0.3:
        return random.randint(0, len(whole))
    mark = random.choice(marks)
    found = whole.find(mark, random.randint(0, len(whole)))
    found = whole.find(mark) if found < 0 else found
    return min(len(whole), max(found, 0) + random.randint(0, FAR))


def _flip(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    if place < len(whole):
        whole[place] ^= 1 << random.randrange(8)


def _set(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    whole[place : place + 1] = bytes((random.randrange(256),))


def _number(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    size = random.choice((1, 2, 4, 8))
    value = random.choice(NUMBERS) % (1 << 8 * size)
    whole[place : place + size] = value.to_bytes(size, random.choice(("little", "big")))


def _drop(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    del whole[place : place + random.choice((1, 2, 8, 100, 2000))]


def _cut(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    del whole[place if random.random() < 0.3 else len(whole) - random.randint(0, 30) :]


def _repeat(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    part = bytes(whole[place : place + random.choice((1, 4, 30, 500))])
    most = max(1, min(LONGEST // max(len(part), 1), 3000))
    whole[place:place] = part * random.choice((1, 2, 10, most))


def _put(random: Random, whole: bytearray, place: int, words: Sequence[bytes]) -> None:
    word = random.choice(words)
    whole[place:place] = word * random.choice((1, 1, 1, 2, max(1, 2000 // max(len(word), 1))))


def _over(random: Random, whole: bytearray, place: int, words: Sequence[bytes]) -> None:
    word = random.choice(words)
    whole[place : place + len(word)] = word


def _elsewhere(random: Random, whole: bytearray, place: int, _: Sequence[bytes]) -> None:
    start = random.randint(0, len(whole))
    whole[place:place] = whole[start : start + random.choice((4, 46, 300))]


Change = Callable[[Random, bytearray, int, Sequence[bytes]], None]
CHANGES: Sequence[Change] = (
    *(_flip, _flip, _set, _number, _number, _drop, _cut, _repeat, _put, _put, _over, _elsewhere),
)
