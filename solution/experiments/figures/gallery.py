"""Every figure, in the order in which the report needs it."""

from .curves import CURVES, RATE
from .grids import ACTIVATION, OPTIMIZER
from .picture import Picture
from .planes import COMPARISON, WITHOUT
from .slowing import SCHEDULE
from .strips import LOSS, UNIT_NUMBERS

PICTURES: tuple[Picture, ...] = (
    COMPARISON, CURVES, RATE, UNIT_NUMBERS, WITHOUT, OPTIMIZER, ACTIVATION, SCHEDULE, LOSS,
)  # fmt: skip
