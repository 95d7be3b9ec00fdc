"""Points add up, nothing that is not graded counts as zero, and one next step is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report import Outcome, Result
from autograder.rubric import Criterion, Marker, Rubric, Section, load_rubric
from autograder.score import Points, next_step, score

RUBRIC = load_rubric()
ANY = Rubric(
    (Section("6A", "Any", 2, "any", extra=True),),
    tuple(
        Criterion(name, "6A", name, 2, marks)
        for name, marks in {
            "adam": Marker.DECIDES,
            "momentum": Marker.PROPOSES,
            "other": Marker.PERSON,
        }.items()
    ),
)


def found(rubric: Rubric, **outcomes: Outcome) -> list[Result]:
    """Return results by criterion, whose dots are underscores here."""
    spelled = {criterion.id.replace(".", "_"): criterion.id for criterion in rubric.criteria}
    named = {spelled[name.replace(".", "_")]: outcome for name, outcome in outcomes.items()}
    return [
        Result(name, rubric[name].section, outcome, outcome.earns(p := rubric[name].points), p)
        for name, outcome in named.items()
    ]


def everything(outcome: Outcome) -> list[Result]:
    return [
        Result(c.id, c.section, outcome, outcome.earns(c.points), c.points) for c in RUBRIC.program
    ]


def test_all_that_the_program_marks_is_55_of_100() -> None:
    total = score(RUBRIC, everything(Outcome.PASSED))

    assert total.required == Points(100, decided=40, proposed=15, person=45)
    assert total.required.earned == 55
    assert total.extra == Points(10, decided=10)


def test_a_person_adds_the_rest() -> None:
    marked = [Result(c.id, c.section, Outcome.PASSED, c.points, c.points) for c in RUBRIC.criteria]

    total = score(RUBRIC, marked)

    assert (total.required.earned, total.extra.earned) == (100, 10)


def test_stubs_earn_nothing() -> None:
    total = score(RUBRIC, everything(Outcome.NOT_STARTED))

    assert total.required == Points(100, person=45)


@pytest.mark.parametrize("results", [everything(Outcome.NOT_GRADED), []])
def test_what_is_not_graded_is_withheld_and_never_zero(results: list[Result]) -> None:
    total = score(RUBRIC, results)

    assert total.required == Points(100, withheld=55, person=45)
    assert total.sections["3B"] == Points(40, withheld=40)


def test_sections_have_their_own_points() -> None:
    results = found(
        RUBRIC,
        forward_sigmoid=Outcome.PASSED,
        backward_sigmoid=Outcome.FAILED,
        accuracy_linear=Outcome.PASSED,
        accuracy_xor=Outcome.NOT_GRADED,
    )

    total = score(RUBRIC, results)

    assert total.sections["2A"] == Points(5, proposed=2)
    assert total.sections["3B"] == Points(40, decided=20, withheld=20)


def test_a_result_that_the_rubric_lacks_counts_nothing() -> None:
    stray = Result("handin.date", "handin", Outcome.PASSED, 1.0, 1.0)

    assert score(RUBRIC, [stray]) == score(RUBRIC, [])


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ({"adam": Outcome.PASSED, "momentum": Outcome.PASSED}, Points(2, decided=2)),
        ({"adam": Outcome.FAILED, "momentum": Outcome.PASSED}, Points(2, proposed=2)),
        ({"adam": Outcome.FAILED, "momentum": Outcome.NOT_GRADED}, Points(2, withheld=2)),
        ({"adam": Outcome.PASSED, "momentum": Outcome.NOT_GRADED}, Points(2, decided=2)),
        ({"adam": Outcome.FAILED, "momentum": Outcome.FAILED}, Points(2, person=2)),
        (
            {"adam": Outcome.FAILED, "momentum": Outcome.FAILED, "other": Outcome.FAILED},
            Points(2),
        ),
    ],
)
def test_any_pays_the_best_of_its_section(outcomes: dict[str, Outcome], expected: Points) -> None:
    assert score(ANY, found(ANY, **outcomes)).extra == expected


def test_half_of_the_points_leave_the_other_half_open_where_any_pays() -> None:
    half = Result("other", "6A", Outcome.FAILED, 1.0, 2.0)
    results = [half, *found(ANY, adam=Outcome.FAILED, momentum=Outcome.NOT_GRADED)]

    assert score(ANY, results).extra == Points(2, decided=1, withheld=1)


def test_a_report_holds_plain_points() -> None:
    points = score(RUBRIC, everything(Outcome.PASSED)).points()

    assert list(points) == [
        "earned", "possible", "decided", "proposed", "withheld", "person", "extra", "sections",
    ]  # fmt: skip
    assert points["earned"] == 55
    sections = points["sections"]
    assert isinstance(sections, dict)
    assert list(sections) == [section.id for section in RUBRIC.sections]
    assert sections["2A"] == {
        "earned": 5, "possible": 5, "decided": 0, "proposed": 5, "withheld": 0, "person": 0,
    }  # fmt: skip


outcomes = st.dictionaries(
    st.sampled_from([criterion.id for criterion in RUBRIC.criteria]), st.sampled_from(Outcome)
)


@given(outcomes)
def test_sections_add_up_and_never_exceed_what_is_possible(chosen: dict[str, Outcome]) -> None:
    total = score(RUBRIC, found(RUBRIC, **chosen))

    whole = sum(points.earned for points in total.sections.values())
    assert whole == total.required.earned + total.extra.earned
    for points in (*total.sections.values(), total.required, total.extra):
        assert 0 <= points.earned <= points.earned + points.withheld + points.person
        assert points.earned + points.withheld + points.person <= points.possible


def test_the_first_thing_wrong_is_next_whatever_is_not_started() -> None:
    results = found(
        RUBRIC,
        forward_sigmoid=Outcome.NOT_STARTED,
        training_step=Outcome.STOPPED,
        forward_loss=Outcome.FAILED,
    )

    assert next_step(RUBRIC, results) == "forward.loss"


def test_a_stub_that_can_be_reached_is_next() -> None:
    results = found(
        RUBRIC,
        forward_sigmoid=Outcome.NOT_GRADED,
        backward_sigmoid=Outcome.NOT_STARTED,
        forward_linear=Outcome.PASSED,
        backward_linear=Outcome.NOT_STARTED,
    )

    assert next_step(RUBRIC, results) == "backward.linear"


def test_the_first_stub_is_next_where_none_can_be_reached() -> None:
    results = found(RUBRIC, backward_sigmoid=Outcome.NOT_STARTED, predict=Outcome.NOT_STARTED)

    assert next_step(RUBRIC, results) == "backward.sigmoid"


def test_all_stubs_begin_with_the_sigmoid() -> None:
    results = everything(Outcome.NOT_STARTED)
    given_things = [c.id for c in RUBRIC.program if c.section == "rules"]
    results = [
        *found(RUBRIC, **dict.fromkeys(given_things, Outcome.PASSED)),
        *(result for result in results if result.criterion not in given_things),
    ]

    assert next_step(RUBRIC, results) == "forward.sigmoid"


@pytest.mark.parametrize(
    "results",
    [
        [],
        everything(Outcome.PASSED),
        everything(Outcome.NOT_GRADED),
        found(RUBRIC, extra_adam=Outcome.NOT_STARTED),
    ],
)
def test_nothing_is_next_where_nothing_is_left_to_do(results: list[Result]) -> None:
    assert next_step(RUBRIC, results) is None
