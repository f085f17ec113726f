"""What one address comes to, before it is reported."""

from __future__ import annotations

from yibiao_qgis.addresses.resolve import Hit
from yibiao_qgis.addresses.result import Fault


class Answer:
    """What one address comes to.

    Attributes
    ----------
    hits : list of Hit
        Rows that fit all that is stated; more than one is a tie.
    partial : list of Hit
        Without hits: what fits all but a room or unit that the library lacks.
    coarse : list of Hit
        Without hits: what is named rightly above a missing number, finest first.
    faults : list of Fault
    several : bool
        Whether the hits are all meant (a range, a list) rather than alternatives.
    """

    __slots__ = ("coarse", "faults", "hits", "partial", "several")

    def __init__(self) -> None:
        self.hits: list[Hit] = []
        self.partial: list[Hit] = []
        self.coarse: list[Hit] = []
        self.faults: list[Fault] = []
        self.several = False
