"""A submission in a worker: NumPy code far away, and every way of giving no value."""

import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.trouble import Died, GraderFault, Missing, Raised, Stub, TooSlow, Trouble, Unusable
from autograder.worker import Clock, Lab, Limits, Object, Sources, workers
from autograder.worker.handles import Strange

ROOT = Path(__file__).parents[2]
Make = Callable[[str], Lab]


@pytest.fixture
def lab(
    kind: str,  # noqa: ARG001 — workers are of this kind
    tmp_path: Path,
) -> Iterator[Make]:
    """Return a function that makes a lab of one module, `layers`, from its text."""
    labs: list[Lab] = []
    with workers(Limits(output_kb=4)) as spare:

        def make(text: str) -> Lab:
            folder = tmp_path / "my work"
            folder.mkdir(exist_ok=True)
            (folder / "layers.py").write_text(textwrap.dedent(text), encoding="utf-8")
            clock = Clock(call=1.5, training_cpu=0.5, training_wall=5)
            labs.append(Lab(Sources(folder, {}, folder.name), spare, clock))
            return labs[-1]

        yield make
        for made in labs:
            made.stop()


LINEAR = """
    import numpy as np
    class Linear:
        def __init__(self, inputs, outputs, *, rng=None):
            draw = rng or np.random.default_rng(0)
            self.parameters = [draw.normal(size=(inputs, outputs))]
        def forward(self, x):
            print("forward of", x.shape)
            return x @ self.parameters[0]
"""


def test_it_reads_like_numpy_code(lab: Make) -> None:
    layer = lab(LINEAR).layers.Linear(5, 3)
    x = np.arange(10.0).reshape(2, 5)

    assert np.allclose(x @ layer.parameters[0], layer.forward(x))


def test_parameters_can_be_set_in_place(lab: Make) -> None:
    layer = lab(LINEAR).layers.Linear(5, 3)
    layer.assign([np.ones((5, 3))])

    assert np.array_equal(np.full((2, 3), 5.0), layer.forward(np.ones((2, 5))))


def test_parameters_of_another_shape_are_refused(lab: Make) -> None:
    layer = lab(LINEAR).layers.Linear(5, 3)

    with pytest.raises(Raised, match=r".*") as caught:
        layer.assign([np.ones((3, 5))])

    assert "(5, 3)" in caught.value.text


def test_what_is_printed_is_kept_apart(lab: Make) -> None:
    call = lab(LINEAR).layers.Linear(5, 3).forward.look(np.ones((2, 5)))

    assert call.printed == "forward of (2, 5)\n"


def test_of_what_a_call_prints_so_much_is_kept_and_the_next_starts_anew(lab: Make) -> None:
    flood = lab("def flood(text):\n    for _ in range(1000): print(text, end='')").layers.flood

    assert ["a" * 4096, "b" * 4096] == [flood.look(letter * 99).printed for letter in "ab"]


def test_a_generator_has_the_seed_that_was_asked_for(lab: Make) -> None:
    made = lab(LINEAR)
    expected = np.random.default_rng(7).normal(size=(5, 3))

    assert np.array_equal(expected, made.layers.Linear(5, 3, rng=made.rng(7)).parameters[0])


def test_what_is_not_plain_is_held_by_number(lab: Make) -> None:
    value = lab("def make(): return {1: 2}").layers.make()

    assert isinstance(value, Object)
    assert value.type == "dict"


@pytest.mark.parametrize(
    ("expression", "dtype"),
    [
        ("np.ones(3) * 1j", "complex128"),
        ("np.array([None])", "object"),
        ("np.ones(2, 'f2')", "float16"),
    ],
)
def test_strange_arrays_are_named_not_sent(lab: Make, expression: str, dtype: str) -> None:
    value = lab(f"import numpy as np\ndef make(): return {expression}").layers.make()

    assert isinstance(value, Strange)
    assert dtype == value.dtype


WRITES_TO_ALL_PIPES = """import os
    for fd in range(3, 20):
        try: os.write(fd, b'x' * 100)
        except OSError: pass"""

ENDINGS: list[tuple[str, type[Trouble]]] = [
    ("raise NotImplementedError('TODO(forward.linear)')", Stub),
    ("return 1 / 0", Raised),
    ("import torch", Raised),
    ("import pytest", Raised),
    ("import autograder", Raised),
    ("exit()", Raised),
    ("input()", Raised),
    ("import os; os._exit(0)", Died),
    ("import os; os.kill(os.getpid(), 9)", Died),
    ("import os; os.closerange(3, 200)", Died),
    ("import ctypes; ctypes.string_at(0)", Died),
    ("f = lambda: f(); f()", Raised),
    ("while True: pass", TooSlow),
    ("import time; time.sleep(60)", TooSlow),
    ("import threading; threading.Event().wait()", TooSlow),
    ("while True: print('x' * 100_000)", TooSlow),
    ("import numpy as np; return np.ones(10**7)", Died),
    ("return 'x' * 10**6", Died),
    (WRITES_TO_ALL_PIPES, Died),
]


@pytest.mark.parametrize(("body", "kind"), ENDINGS, ids=[body[:40] for body, _ in ENDINGS])
def test_every_way_of_giving_no_value_has_its_name(
    lab: Make, body: str, kind: type[Trouble]
) -> None:
    start = time.monotonic()

    with pytest.raises(kind) as caught:
        lab(f"def call():\n    {body}\n").layers.call()

    assert type(caught.value) is kind
    assert caught.value.call == "layers.call"
    assert time.monotonic() - start < 6


def test_the_next_call_after_an_end_starts_anew(lab: Make) -> None:
    made = lab("import os\ndef end(): os._exit(3)\ndef go(): return 1")
    with pytest.raises(Died):
        made.layers.end()
    made.stop()

    assert made.layers.go() == 1


NEVER_ENDS = "class E(Exception):\n    def __str__(self):\n        while True: pass\n"
LONG = "class E(Exception):\n    def __str__(self): return 'x' * 10**8\n"
RAISES = "class E(Exception):\n    def __str__(self): raise self\n"
EVIL_TEXT = """class S(str):
    def __getitem__(self, i):
        while True: pass
E = lambda: ValueError(S('x'))
"""
EVIL_TYPE = """class M(type):
    __name__ = property(lambda c: 1 / 0)
class E(Exception, metaclass=M): pass
"""


@pytest.mark.parametrize("text", [NEVER_ENDS, LONG, RAISES, EVIL_TEXT, EVIL_TYPE])
def test_an_exception_whose_text_never_ends_is_told_without_it(lab: Make, text: str) -> None:
    with pytest.raises((Raised, Died)) as caught:
        lab(f"{text}def call(): raise E()").layers.call()

    if isinstance(caught.value, Raised):
        assert caught.value.text == ""
        assert caught.value.frames[-1].function == "call"


def test_frames_are_the_students_own(lab: Make) -> None:
    with pytest.raises(Raised) as caught:
        lab("import numpy as np\ndef call():\n    np.linalg.inv(np.ones((2, 3)))").layers.call()

    (frame,) = caught.value.frames
    assert (frame.file, frame.line, frame.function) == ("layers.py", 3, "call")


def test_a_syntax_error_is_found_at_its_line(lab: Make) -> None:
    with pytest.raises(Raised) as caught:
        lab("x = 1\ny = = 2\n").layers.call()

    assert ("SyntaxError", "layers.py", 2) == (
        caught.value.type,
        caught.value.frames[0].file,
        caught.value.frames[0].line,
    )


@pytest.mark.parametrize(("call", "part"), [("nothing", "nothing"), ("Linear", "forward")])
def test_what_is_missing_is_named(lab: Make, call: str, part: str) -> None:
    made = lab("class Linear: pass")

    with pytest.raises(Missing, match=r".*") as caught:
        getattr(made.layers, call)().forward(1)

    assert part in caught.value.name


def test_a_missing_module_is_named(lab: Make) -> None:
    with pytest.raises(Missing) as caught:
        lab("").losses.MeanSquaredError()

    assert "losses" in caught.value.name


@pytest.mark.parametrize("value", ["None", "3", "[1, 2]", "'abc'", "(lambda: 1)"])
def test_parameters_that_are_no_arrays_are_unusable(lab: Make, value: str) -> None:
    made = lab(f"class Linear:\n    parameters = {value}")

    with pytest.raises(Unusable):
        _ = made.layers.Linear().parameters


def test_modules_may_name_each_other_in_any_way(lab: Make) -> None:
    made = lab(
        """
        import importlib
        import layers as bare, student.layers as packaged
        from . import layers as relative
        def same(): return bare is packaged is relative
        """
    )

    assert made.layers.same() is True


@pytest.mark.parametrize("name", ["numpy", "json", "random", "datasets", "sitecustomize"])
def test_files_named_like_libraries_have_no_effect(lab: Make, name: str) -> None:
    made = lab(f"import {name}\ndef where(): return str({name}.__file__)")
    (made.sources.folder / f"{name}.py").write_text("raise SystemExit('shadowed')")

    if name == "sitecustomize":
        with pytest.raises(Raised):  # nothing loads it but the student's own import
            made.layers.where()
    else:
        assert str(made.sources.folder) not in made.layers.where()


def test_byte_code_beside_a_source_is_never_run(lab: Make, tmp_path: Path) -> None:
    import py_compile  # noqa: PLC0415

    made = lab("def who(): return 'source'")
    evil = tmp_path / "evil.py"
    evil.write_text("def who(): return 'byte code'")
    mode = py_compile.PycInvalidationMode.UNCHECKED_HASH
    cache = made.sources.folder / "__pycache__" / f"layers.{os.sys.implementation.cache_tag}.pyc"  # type: ignore[attr-defined]
    for target in (cache, made.sources.folder / "layers.pyc"):
        py_compile.compile(str(evil), str(target), invalidation_mode=mode)

    assert made.layers.who() == "source"


def test_matplotlib_never_opens_a_window(lab: Make) -> None:
    made = lab(
        """
        import matplotlib
        matplotlib.use("TkAgg")
        import matplotlib.pyplot as plt
        def draw():
            plt.switch_backend("QtAgg")
            plt.plot([1, 2])
            plt.show()
            plt.pause(100)
            plt.savefig("figure.png")
            return matplotlib.get_backend()
        """
    )
    made.clock = Clock(call=10)

    assert made.layers.draw() == "agg"
    assert made.picture(made.read("figure.png")).shape[-1] == 3


def test_a_worker_sees_only_the_environment_it_is_given(
    lab: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_SECRET", "42")
    made = lab("import os\ndef names(): return sorted(os.environ)")

    assert "LAB_SECRET" not in made.layers.names()


def test_training_has_limits_of_its_own(lab: Make) -> None:
    made = lab("")
    (made.sources.folder / "choices.py").write_text("def train():\n    while True: pass\n")

    with pytest.raises(TooSlow) as caught:
        made.train()

    expected = "CPU" if Path("/proc/self/stat").exists() else "wall"
    assert caught.value.clock == expected


def test_scratch_folders_go_with_their_workers(lab: Make) -> None:
    made = lab("import os\ndef where(): return os.getcwd()")
    scratch = Path(made.layers.where())
    assert scratch.is_dir()

    made.stop()

    assert not scratch.exists()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux to end orphans")
def test_a_worker_does_not_outlive_a_grader_that_is_killed(tmp_path: Path) -> None:
    (tmp_path / "layers.py").write_text(
        "import os\ndef pid(): return os.getpid()\ndef spin():\n    while True: pass\n"
    )
    program = tmp_path / "grader.py"
    program.write_text(GRADER)
    command = [sys.executable, str(program), str(ROOT), str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        worker = int(grader.stdout.readline())
        grader.kill()
    end = time.monotonic() + 10
    while Path(f"/proc/{worker}").exists() and time.monotonic() < end:
        time.sleep(0.05)

    assert not Path(f"/proc/{worker}").exists()


GRADER = """
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from autograder.worker import Lab, Limits, Sources, workers
with workers(Limits()) as spare:
    lab = Lab(Sources(Path(sys.argv[2]), {}, "x"), spare)
    print(lab.layers.pid(), flush=True)
    lab.layers.spin()
"""


def test_hash_order_is_the_same_in_every_worker(lab: Make) -> None:
    made = lab("def order(): return list({'a', 'b', 'c', 'd', 'e'})")
    orders: set[Any] = {tuple(made.fresh().layers.order()) for _ in range(3)}

    assert len(orders) == 1


# A hostile submission: it finds the pipe and the number of the request, and answers by itself.
ANSWERS = """
import gc, json, os, struct, sys, time

def answer(header, payload=b""):
    frame = sys._getframe()
    while "reply" not in frame.f_locals or "header" not in frame.f_locals:
        frame = frame.f_back
    text = json.dumps({"id": frame.f_locals["header"]["id"], "arrays": [], **header}).encode()
    pipe = next(o for o in gc.get_objects() if type(o).__name__ == "BufferedWriter" and o.name > 2)
    pipe.write(struct.pack(">I", len(text)) + text + payload)
    pipe.flush()
    time.sleep(60)
"""
BYTES = "{'arrays': [{'dtype': '|u1', 'shape': [10**7]}]"
LIES = [
    "answer({'after': 5})",
    "answer({'after': {'list': []}, 'value': 1})",
    BYTES.join(["answer(", ", 'after': {'array': 0}}, bytes(10**7))"]),
    BYTES.join(["answer(", ", 'value': {'list': [{'numbers': 0}] * 50}}, bytes(10**7))"]),
    BYTES.join(["answer(", ", 'value': {'list': [{'array': 0}] * 50}}, bytes(10**7))"]),
    "answer({'error': {'frames': [], 'kind': [[[]]], 'text': {}, 'type': 3}})",
    "answer({'value': {'object': {'number': 'x', 'type': []}}})",
]


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_about_an_answer_is_an_end_like_others(lab: Make, lie: str) -> None:
    with pytest.raises((Died, Raised)) as caught:
        lab(f"{ANSWERS}\ndef call(x): {lie}\n").layers.call(1)

    if isinstance(caught.value, Raised):  # as far as it can be understood, and no further
        assert "'error'" in lie
        assert ("", "", "") == (caught.value.type, caught.value.kind, caught.value.text)
    else:
        assert isinstance(caught.value, Died)
        assert caught.value.reason.startswith("it sent what is no answer: ")


@pytest.mark.usefixtures("kind")
def test_a_worker_that_ends_before_it_has_met_a_submission_is_our_fault() -> None:
    with workers(Limits(layers=frozenset())) as spare:
        worker = spare()
        worker.process.kill()
        worker.process.wait()

        with pytest.raises(GraderFault, match="a worker could not start"):
            worker.ask("seed", "a seed", arrays=[], seconds=10.0, seed=1)


def test_frames_that_nobody_awaits_stay_in_the_pipe(lab: Make) -> None:
    call = "def call():\n    while True: answer({'after': {'list': []}})"
    made = lab(f"{ANSWERS}\ntime.sleep = lambda _: None\n{call}\n")
    made.layers.call()
    assert made.worker is not None
    time.sleep(0.2)  # it sends without end meanwhile
    assert made.worker.answers.empty()
    with pytest.raises(Died):
        made.layers.call()
    threads = made.worker.threads
    made.stop()

    assert not any(thread.is_alive() for thread in threads.values())


@pytest.mark.skipif(sys.platform != "linux", reason="names of processes are Linux's")
def test_a_process_may_have_any_name(lab: Make) -> None:
    made = lab("")
    (made.sources.folder / "choices.py").write_text(
        "import ctypes\ndef train():\n    ctypes.CDLL(None).prctl(15, b') \\xff (')\n    return 1\n"
    )

    assert made.train() == 1
    assert made.train() == 1


@pytest.mark.parametrize("made", ["None", "3", "[1]"])
def test_what_makes_no_object_is_unusable(lab: Make, made: str) -> None:
    with pytest.raises(Unusable):
        lab(f"Linear = lambda: {made}").layers.Linear()


def test_names_of_classes_can_be_shown(lab: Make) -> None:
    value = lab("def make(): return type('E\\x1b[2J\\u202e', (), {})()").layers.make()

    assert value.type.isprintable()


def test_standard_output_may_be_wrapped_or_configured(lab: Make) -> None:
    call = lab(
        """
        import io, sys
        sys.stderr.reconfigure(encoding="ascii")
        sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8")
        def call(): print("學習")
        """
    ).layers.call.look()

    assert call.printed == "學習\n"


def test_a_long_list_that_is_not_of_numbers_stays_there(lab: Make) -> None:
    value = lab("def call(): return [('epoch', 1.0)] * 3000").layers.call()

    assert isinstance(value, Object)


@pytest.mark.parametrize("name", ["my.work", ".work", "1 work", "json"])
def test_a_folder_may_have_any_name(lab: Make, name: str) -> None:
    made = lab("def call(): return 1")
    made.sources = Sources(made.sources.folder, {}, name)

    assert made.layers.call() == 1


def test_numbers_and_lists_of_a_class_of_their_own_are_numbers_and_lists(lab: Make) -> None:
    layers = lab(
        """
        import numpy as np
        class Value(float):
            pass
        class Count(int):
            pass
        class Row(list):
            pass
        def loss():
            return Value(0.25)
        def losses():
            return Row([Value(0.5), Count(2), [True]])
        """
    ).layers

    assert 0.25 == layers.loss()
    assert [0.5, 2, [True]] == layers.losses()


def test_an_array_of_too_many_axes_is_named_and_ends_nothing(lab: Make) -> None:
    layers = lab(
        """
        import numpy as np
        def deep():
            return np.zeros((1, 2, 3, 4, 5))
        """
    ).layers

    assert Strange("float64", (1, 2, 3, 4, 5)) == layers.deep()
    assert (1, 2, 3, 4, 5) == layers.deep().shape
