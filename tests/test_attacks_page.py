"""What the page of attacks is made of: every file of the bank was tried, and gained nothing."""

import json
from pathlib import Path

ROOT = Path(__file__).parents[1]
BANK = ROOT / "tests" / "attacks"
RECORD = ROOT / "docs" / "attacks.json"


def test_every_file_of_the_bank_was_tried_and_gained_nothing() -> None:
    tried = json.loads(RECORD.read_text(encoding="utf-8"))
    record = tried["attacks"]
    files = [path.stem for folder in ("payloads", "handins") for path in (BANK / folder).iterdir()]

    assert sorted(set(files) - {"__pycache__"}) == sorted(record)
    assert [] == [name for name, found in record.items() if not found["works"]]
    assert [] == [name for name, found in record.items() if not found["tried"]]
    assert 0 == sum(found["gained"] + found["lost"] for found in record.values())
    assert 0 == tried["honest"]
