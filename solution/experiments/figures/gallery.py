"""Every figure, in the order in which the report needs it."""

from .curves import CURVES, RATE
from .picture import Picture

PICTURES: tuple[Picture, ...] = (CURVES, RATE)
