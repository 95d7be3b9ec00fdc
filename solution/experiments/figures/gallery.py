"""Every figure, in the order in which the report needs it."""

from .curves import CURVES, RATE
from .flow import GRADIENTS
from .grids import ACTIVATION, OPTIMIZER
from .picture import Picture
from .pictures_seen import CONVOLUTION
from .planes import COMPARISON, WITHOUT
from .slowing import SCHEDULE
from .strips import LOSS, UNIT_NUMBERS
from .unit import UNIT

PICTURES: tuple[Picture, ...] = (
    COMPARISON, CURVES, RATE, UNIT_NUMBERS, WITHOUT, OPTIMIZER, ACTIVATION, SCHEDULE, LOSS,
    GRADIENTS, UNIT, CONVOLUTION,
)  # fmt: skip
