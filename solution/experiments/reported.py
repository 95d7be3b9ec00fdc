"""What the reports of the four networks state, figure by figure: nothing here was measured."""

from .networks import Data

NEVER = 50_000
"""Where the report on `bce-no-bias` gives up: a count that stands for "not yet"."""

EPOCHS_UNTIL_RIGHT: dict[tuple[int, float], int] = {
    (0, 0.5): NEVER,
    (0, 0.1): 1769,
    (0, 0.05): 3354,
    (0, 0.01): 17327,
    (0, 0.005): 34644,
    (1, 0.5): NEVER,
    (1, 0.1): 9292,
    (1, 0.05): 17510,
    (1, 0.01): NEVER,
    (1, 0.005): NEVER,
    (2, 0.5): NEVER,
    (2, 0.1): 3520,
    (2, 0.05): 6700,
    (2, 0.01): 34021,
    (2, 0.005): NEVER,
}
"""`bce-no-bias`, XOR with 3 units a layer: by seed and rate."""

LINEAR_UNTIL_RIGHT = 1479
"""`bce-no-bias`, linear with 2 units a layer, seed 0, rate 0.01."""

LOSS_AT_100: dict[Data, float] = {"xor": 14.535359703924758, "linear": 68.94822881602369}
"""`bce-no-bias`, seed 0: the loss printed at epoch 100, which is after 99 updates."""

BROKEN_WIDTHS = (3, 5)
"""`bce-no-bias`, linear at rate 0.1: the units a layer at which the report's code met 0/0."""

EPOCHS_UNTIL_LOW: dict[Data, int] = {"linear": 3631, "xor": 2692}
"""`mse-full-batch`: when the loss fell below 0.005. Its seed is not stated."""

LEAST_ACCURACY: dict[Data, float] = {"linear": 0.98, "xor": 1.0}
"""`mse-full-batch`: what was right then, at least."""

RATES_TRIED = (1.0, 0.5, 0.1, 0.05)
WIDTHS_TRIED = (2, 4, 8)
"""`mse-full-batch`: with which everything became right on both data sets."""

LOSSES_BY_EPOCH = {1000: 0.0942, 1200: 0.0065, 2000: 1.57e-4}
"""`glorot-per-sample`, XOR. Its seed is not stated."""

LINEAR_BELOW = 1e-2
"""`glorot-per-sample`, linear: what the loss falls below, and then jitters."""

STAYS_AT = 0.125
"""`glorot-per-sample`: the loss of always saying one half, where small rates stay."""

LAST_LOSS = 1e-6
"""`adam-scheduled`: what its loss is near, on both data sets. Its seed is not stated."""
