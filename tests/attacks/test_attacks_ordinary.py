"""What stops attacks does not rest on being root: the bank is tried as an ordinary user as well."""

import faulthandler

from attackrecord import Record
from ordinary import only_root, ordinary


@only_root
def test_an_ordinary_user_is_as_safe_as_root(record: Record) -> None:
    faulthandler.cancel_dump_traceback_later()  # it takes its time, and has a watchdog of its own
    with ordinary() as user:
        found = user.home / "attacks.json"
        done = user.pytest(
            "tests/attacks/test_attacks.py", "-q", "-m", "layers", "--tb=line", f"--record={found}"
        )

        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]
        record.add(found)
