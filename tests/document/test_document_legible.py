"""When a text layer is no text, and when it is only unusual."""

import pytest

from autograder.document import Content, Line, Page
from autograder.document.legible import hindrance, meaningless

ENGLISH = (
    "In this lab we build a network with two hidden layers. The loss falls until the points are "
    "separated, and a larger rate makes that faster but less stable. "
)
CHINESE = (
    "本次作業的目的是實作一個有兩層隱藏層的神經網路，"
    "並且用反向傳播來訓練它，我們在這裡使用均方誤差。"
)
SIMPLIFIED = (
    "本次作业的目的是实现一个有两层隐藏层的神经网络，"
    "并且用反向传播来训练它，我们在这里使用均方误差。"
)
FORMULAS = "∂L/∂W3 = σ′(z3)·(ŷ − y)·Z2ᵀ , δ2 = (W3ᵀ δ3) ⊙ σ′(z2) where the slope is small "
LOSSES = "epoch 5000 loss : 0.2524\nIter 91 | Ground truth: 1.0 | prediction: 0.99943 |\n"
CODE = "def sigmoid(x):\n    return 1.0/(1.0 + np.exp(-x))\nself.w1 = np.random.randn(2, 4)\n"
TABLE = "lr 0.1 0.01 0.001 hidden 4 8 16 sgd adam 100% 98% 52% relu tanh sigmoid\n"
JAPANESE = (
    "この実験では二つの隠れ層を持つニューラルネットワークを実装し、誤差逆伝播法で学習します。"
)


@pytest.mark.parametrize(
    "text",
    [ENGLISH, CHINESE, SIMPLIFIED, FORMULAS, LOSSES, CODE, TABLE, JAPANESE, CHINESE + ENGLISH,
     ENGLISH + FORMULAS * 3, "\uf0b7 " * 3 + ENGLISH, CHINESE + CODE],
)  # fmt: skip
@pytest.mark.parametrize("times", [1, 10])
def test_a_text_is_a_text(text: str, times: int) -> None:
    assert not meaningless(text * times)


SHIFTED = "".join(chr(ord(sign) - 29) if ord(sign) > 61 else sign for sign in ENGLISH)
TURNED = "".join(chr((ord(s) - 97 + 7) % 26 + 97) if s.islower() else s for s in ENGLISH)
SCRAMBLED = "".join(chr(0x4E00 + (ord(sign) * 7919) % 20000) for sign in CHINESE)


@pytest.mark.parametrize(
    "text",
    ["\ufffd" * 100, "\ue123\ue200 " * 50, SHIFTED * 5, TURNED * 5, SCRAMBLED * 10],
    ids=["unknown", "private", "shifted", "turned", "scrambled ideographs"],
)
def test_letters_that_mean_nothing_are_no_text(text: str) -> None:
    assert meaningless(text)


def test_a_short_text_is_never_called_meaningless() -> None:
    assert not meaningless("Zxqv bzzt grmf kpwx")


def test_an_earlier_reason_is_not_changed() -> None:
    page = Page(1, 595, 842, (Line(ENGLISH, 72, 72, 11, bold=False),), ())

    assert "" == hindrance(Content((page,), (), 1)).trouble
