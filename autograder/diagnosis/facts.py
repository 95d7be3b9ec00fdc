"""Words for plain facts, one entry a fact."""

import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from autograder.diagnosis.evidence import Evidence, Fact

__all__ = ["place", "told"]

Told = tuple[str, list[str], str]
Details = Mapping[str, Any]
STARTS = 5  # of a training that are shown one by one


def told(fact: Fact) -> Told:
    """Return the opening sentence, rows of evidence, and the idea for a fact that does not hold."""
    return _WORDS[fact.name](fact.details)


def place(evidence: Evidence) -> str:
    """Return the file and line that the evidence is about, if it is about one."""
    details = evidence.details if isinstance(evidence, Fact) else {}
    return (
        f"student/{details['file']}, line {details['line']}"
        if {"file", "line"} <= set(details)
        else ""
    )


def _kit_data(d: Details) -> Told:
    opening = f"The {d['file']} beside this kit returns other points than it was handed out with."
    idea = "It is given, and locked: put the original back from the lab's zip. No points are lost."
    return opening, [], idea


def _data(d: Details) -> Told:
    of = f"{d['function']} in " if d["function"] else ""
    opening = f"{of}{d['file']}, line {d['line']}, returns other points than the given data sets."
    idea = (
        "Grading always uses the given ones, so no points are lost; but what you see at home is "
        "not what is graded. Import datasets instead."
    )
    return opening, [], idea


def _imports(d: Details) -> Told:
    opening = (
        f"{d['file']} imports {d['module']} on line {d['line']}; this lab is written with "
        "NumPy alone."
    )
    rows = [
        f"line {d['line']:<6} {d['text']}",
        "allowed     numpy, matplotlib, the standard library, your own modules",
    ]
    return opening, rows, f"What needs {d['file']} is not reached until the line is gone."


def _gradients(d: Details) -> Told:
    opening = f"{d['of']}.gradients holds {d['gradients']} arrays for {d['parameters']} parameters."
    return opening, [], "Each parameter has a gradient of its own, in the same order."


def _losses(d: Details) -> Told:
    rows = [
        f"your losses              {_numbers(d['losses'])}",
        f"loss before the step     {d['before']:.6g}",
        f"loss after the step      {d['after']:.6g}",
    ]
    opening = "fit does not return the loss of its one epoch."
    return opening, rows, "The list has one entry for each epoch: the loss that epoch started from."


def _batch_losses(d: Details) -> Told:
    rows = [
        f"your losses              {_numbers(d['losses'])}",
        f"mean over the batches    {d['mean']:.6g}",
        f"last batch alone         {d['last']:.6g}",
    ]
    opening = "Trained for one epoch in batches of 3, fit does not return the loss of that epoch."
    return (
        opening,
        rows,
        "The loss of an epoch comes from all its points: the mean over its batches.",
    )


def _numbers(values: list[float]) -> str:
    return "  ".join(f"{value:.6g}" for value in values[:4]) or "none"


def _own_losses(d: Details) -> Told:
    rows = [
        f"{name:<25}{_numbers(d[key])}"
        for name, key in (
            ("your losses", "losses"), ("before each epoch's step", "met"), ("after it", "left"),
        )
    ]  # fmt: skip
    opening = f"Trained for {len(d['met'])} epochs, fit returns other losses than they have."
    return opening, rows, "Entry e is the loss that epoch e started from."


def _hidden(d: Details) -> Told:
    opening = (
        f'choices.build("{d["data"]}") has {max(d["hidden"], 0)} hidden layers; '
        "the lab asks for two."
    )
    rows = ["layers   " + ", ".join(d["layers"])]
    return opening, rows, "Three layers with weights make two hidden layers and an output."


def _bending(d: Details) -> Told:
    opening = (
        f'choices.build("{d["data"]}") has {d["hidden"]} hidden layers; an activation that bends '
        f"follows {d['bending']} of them."
    )
    rows = ["layers   " + ", ".join(d["layers"])]
    return opening, rows, "Without a bend between them, two layers in a row do no more than one."


def _accuracy(d: Details) -> Told:
    tries = d["tries"]
    best = max(t["accuracy"] for t in tries)
    opening = (
        f"Trained on {d['data']} from {len(tries)} starts, your network got at most "
        f"{100 * best:.0f} % of the points right; {100 * d['threshold']:.0f} % are asked for."
    )
    shown = tries if len(tries) <= STARTS else tries[: STARTS - 1]
    rows = [
        f"start {t['seed']:<6} {100 * t['accuracy']:>5.1f} % after {t['epochs']} epochs"
        for t in shown
    ]
    if more := tries[len(shown) :]:
        rows.append(
            f"{len(more)} more      {100 * max(t['accuracy'] for t in more):>5.1f} % at most"
        )
    idea = (
        "Look at your learning curve: if it still falls, train longer or with a larger rate; "
        "if it jumps, the rate is too large."
    )
    return opening, rows, idea


def _person(what: str) -> Callable[[Details], Told]:
    def words(d: Details) -> Told:
        rows = [f"losses of the first epochs  {[float(f'{v:.4g}') for v in d['losses']]}"]
        rows = rows if d["losses"] else []
        if "fresh" in d:
            rows += [
                f"right of other points of this data      {100 * d['fresh']:.0f} %",
                f"right when trained with labels swapped  {100 * d['swapped']:.0f} %",
            ]
        note = "No points are lost by this; a person decides with this evidence before them."
        return what, rows, note

    return words


def _untrained(d: Details) -> Told:
    shares = [f"{100 * t['before']:.0f} %" for t in d["tries"]]
    opening = f"Before any training the network got {', '.join(shares)} of {d['data']} right."
    return opening, [], "No points are lost by this; a person looks at how it was made."


def _noted(d: Details) -> Told:
    places = d["places"]
    some = "A place in the sources asks" if d["count"] == 1 else f"{d['count']} places ask"
    opening = f"{some} for a second look by a person."
    rows = [f"{p['file']}, line {p['line']}: {printable(p['text'])[0]}"[:68] for p in places[:4]]
    return opening, rows, "No points are lost by this; a person looks at it."


def _dear(d: Details) -> Told:
    opening = (
        f"On a network of {d['parameters']:,} parameters, your backward took {d['ratio']:,.0f} "
        f"times as long as your forward."
    )
    rows = [
        f"forward    {d['seconds']['forward']:.2g} s",
        f"backward   {d['seconds']['backward']:.2g} s",
        f"at most    {d['most']:g} times are asked for; one pass back takes about 2",
    ]
    idea = (
        "Backpropagation goes through each layer once; nudging weights takes a forward for each "
        "of them. No points are lost by this; a person looks at it."
    )
    return opening, rows, idea


def _loss_lines(d: Details) -> Told:
    opening = (
        f"While training for 6 epochs with log_every=2, fit printed {d['lines']} lines with an "
        f"epoch and a loss; {d['right']} of them show a loss that fit returned."
    )
    rows = [f"printed   {line}" for line in printable(d["first"])[:2]]
    return opening, rows, "A line looks like:  epoch 5000 loss : 0.2524"


def _table(d: Details) -> Told:
    opening = f"evaluate printed {d['shown']} of {d['points']} points with label and prediction."
    idea = "A line looks like:  Iter 91 | Ground truth: 1.0 | prediction: 0.99943 |"
    return opening, [], idea


def _last_line(d: Details) -> Told:
    opening = "The last line of evaluate does not show the loss and the accuracy of these points."
    rows = [
        f"printed    {printable(d['line'])[0] if d['line'] else 'no line with an accuracy'}",
        f"expected   loss={d['loss']:.5f} accuracy={100 * d['accuracy']:.2f}%",
    ]
    return opening, rows, ""


def _no_figure(d: Details) -> Told:
    opening = f"No picture was found at the path that the function was given ({d['path']})."
    return opening, [], "Save to the path itself: figure.savefig(path). Nothing needs to be shown."


def printable(text: str) -> list[str]:
    """Return the lines of what a program printed, without control characters."""
    return ["".join(c if c.isprintable() else "·" for c in line) for line in text.splitlines()]


def _form(d: Details) -> Told:
    rows = [*_rows("expected", str(d["expected"])), *_rows("found", str(d["found"]))]
    return "The hand-in is not as the sheet asks.", rows, ""


_UNREAD = {
    "encoding": "is in no encoding that is read here: {text}",
    "nul": "holds null bytes, as text does that was saved in UTF-16",
    "too large": "is too large to be read: {text}",
    "too complex": "is too complex to be read",
}


def _unread(d: Details) -> Told:
    said = f"{d['file']} {_UNREAD[d['reason']].format(text=d['text'])}."
    save = "Save it as UTF-8 in your editor. " if d["reason"] in ("encoding", "nul") else ""
    return said, [f"line {d['line']}"], f"{save}No points are lost by this; a person looks at it."


def _sections(d: Details) -> Told:
    missing = [name if n < 4 else name.partition(" ")[0] for n, name in enumerate(d["missing"])]
    pages: dict[object, list[str]] = {}
    for one in d["found"]:
        pages.setdefault(one["page"], []).append(one["section"])
    found = [f"{', '.join(sections)} (page {page})" for page, sections in pages.items()]
    rows = [
        *_rows("missing", ", ".join(missing) or "all"),
        *_rows("found", ", ".join(found) or "none"),
    ]
    return "Sections of the report were not found.", rows, ""


def _rows(head: str, text: str) -> list[str]:
    """Return a row for what is named by `head`, broken where it is too long for one."""
    return textwrap.wrap(
        " ".join(printable(text)), 68, initial_indent=f"{head:<11}", subsequent_indent=" " * 11
    )


_WORDS: dict[str, Callable[[Details], Told]] = {
    "the kit's own data sets": _kit_data,
    "data sets as given": _data,
    "allowed imports": _imports,
    "sources can be read": _unread,
    "as the sheet asks": _form,
    "sections of the report": _sections,
    "the report can be read": lambda d: (
        f"No program can read the text of {d['file']}.",
        _rows("reason", str(d["why"])),
        "No points are lost by this; a person reads it. Text that can be selected can be read.",
    ),
    "one gradient for each parameter": _gradients,
    "fit returns a loss for each epoch": _losses,
    "a loss for each epoch in batches": _batch_losses,
    "enough can be measured": lambda d: (
        f"Of your network for {d['data']}, most of the gradient could not be measured.",
        [f"entries    {d['measured']} of {d['chosen']}"],
        "The loss jumps, or is another one each time. No points are lost; a person looks at it.",
    ),
    "as many losses as epochs": lambda d: (
        f"The list that fit returned for {d['epochs']} epochs has the length {d['losses']}.",
        [],
        "Every epoch has its loss in the list, whether it is printed or not.",
    ),
    "each epoch has its own loss": _own_losses,
    "shuffled points keep their labels": lambda d: (
        (
            f"Trained with a generator in batches of {d['batch']}, no order of the {d['points']} "
            "points explains where fit leads."
        ),
        [],
        "A shuffle puts all points into another order, and their labels into the same one.",
    ),
    "a generator shuffles": lambda d: (
        (
            f"With {d['generators']} different generators, fit took the points in the order they "
            "came in."
        ),
        [],
        "rng=None keeps the order; a generator is given so that batches are others in each epoch.",
    ),
    "each epoch has its own order": lambda d: (
        (
            f"With {d['generators']} different generators, fit shuffled once: its second epoch "
            "took the points in the order of the first."
        ),
        [],
        "Batches are to be others in each epoch, so every epoch shuffles anew.",
    ),
    "training returns its losses": lambda d: (
        f"choices.train returned an empty list for an epoch on {d['data']}.",
        [],
        "What fit returns is handed on: it is the learning curve of your report.",
    ),
    "two hidden layers": _hidden,
    "an activation in every hidden layer": _bending,
    "accuracy": _accuracy,
    "right only after training": _untrained,
    "the first steps move the parameters": _person(
        "Trained for 0, 1, 2 and 3 epochs from one start, two of the networks are equal."
    ),
    "the first steps do not climb": _person(
        "In the first epochs of a training the loss rose, from each look to the next."
    ),
    "labels lead the first steps": _person(
        "Trained with all labels swapped, the network took the very same first steps."
    ),
    "the first steps lead to no place that is known": _person(
        "From two starts, the first steps go straight to one place, where a right network stands."
    ),
    "other labels lead elsewhere": _person(
        "Trained with all labels swapped and from elsewhere, it ended at the same network."
    ),
    "parameters keep their shapes": lambda d: (
        "Training changed the shapes of the parameters.",
        [f"before  {d['shapes'][0]}", f"after   {d['shapes'][1]}"],
        "An update keeps the shape: each parameter has a gradient of its own shape.",
    ),
    "predict follows the layers": lambda d: (
        f"On {d['data']}, predict gives other numbers than the layers of the trained network do.",
        [f"start {d['seed']}"],
        "No points are lost by this; a person looks at what stands between the two.",
    ),
    "own layers pass back what is measured": lambda d: (
        f"{d['layer']}.backward, in the network for {d['data']}, differs from what is measured.",
        [],
        "No points of the accuracy are lost by this; a person looks at the layer.",
    ),
    "finite where it is certain": lambda d: (
        "For predictions of exactly 0 and 1 the loss or its gradient is not finite.",
        [f"got  {d['value']}"],
        "Clip the predictions a little away from 0 and 1 before the logarithm and the division.",
    ),
    "nothing for a second look": _noted,
    "backward costs what forward does": _dear,
    "gradients of a large network": lambda d: (
        f"On a network of {d['parameters']:,} parameters, gradients differ from what is measured.",
        [],
        "On small ones they agree. No points are lost by this; a person looks at it.",
    ),
    "loss lines": _loss_lines,
    "table of points": _table,
    "last line": _last_line,
    "a figure is written": _no_figure,
    "the figure decodes": lambda d: (
        "What was written is no picture that can be opened.",
        [f"bytes  {d['bytes']}", f"reason {d['text'][:60]}"],
        "",
    ),
    "the figure is not of one color": lambda _: (
        "The picture is all of one color: nothing was drawn, or it was cleared before saving.",
        [],
        "",
    ),
    "the figure changes with its input": lambda d: (
        f"Two calls with different {d['input']} drew the same picture.",
        [],
        "Draw what the function was given, on a new figure in each call.",
    ),
}
