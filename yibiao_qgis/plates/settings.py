"""What may be set about snapping, with defaults and where they come from."""

from __future__ import annotations

from dataclasses import dataclass, fields

from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

_COUNTS = ("most_candidates", "listed_candidates")
_NOT_ZERO = ("max_distance", "near", "drift", "gross", "along_scale", *_COUNTS)
_TINY = 0.01


@dataclass(frozen=True)
class SnapSettings:
    """Limits in metres, and costs in nats: minus the logarithm of how often the like is seen.

    A cost of 2.3 says "one in ten", 4.6 "one in a hundred". Costs of independent evidence
    add up; the building with the least sum is the likeliest, and the difference to the
    second is the logarithm of the odds between them. The limits are those of the project's
    quality rules; the costs are our own estimates, checked on generated districts with
    known truth (``benchmarks/plates.py``), and hold for any street: what is particular to
    a street (side, direction) is found from its plates.

    Parameters
    ----------
    silent_distance : float
        Up to here, from surveyed point to building, a plate may be snapped unseen (m).
    max_distance : float
        Beyond it a plate is left where it is (m); between the two it is reviewed.
    search_distance : float
        How far a building is looked for that is named as too far (m).
    gate_distance : float
        How far from its compound's outline a gate plate may have been surveyed (m).
    street_reach : float
        A street of the plate's name counts as the plate's street up to this distance (m).
    min_margin : float
        Least difference between best and second building of a plate snapped unseen.
    incomplete_margin : float
        The same for a plate that has no number, or neither street nor compound.
    max_cost : float
        Most cost of the evidence, distance apart, of a plate snapped unseen.
    most_candidates : int
        Buildings judged per plate.
    listed_candidates : int
        Buildings named in the output.
    share_near, share_drift, share_gross, share_across : float
        Shares of surveyors who stand before the house, whose position drifts, whose
        position is grossly wrong, and who stand across the street.
    near, drift, gross : float
        How far the first stand off at most, standard deviation of the drift, and decay
        of the gross errors (m).
    along_scale : float
        Metres a nat beside the front: surveyors stand in front of what they survey.
    crossing_other : float
        Another street than the plate's lies between plate and building.
    blocked : float
        Another building stands between plate and building.
    street_differs, street_unknown : float
        The building faces another street, or its street is not recorded.
    compound_differs, compound_unnamed : float
        The building lies in another compound than the plate says; the plate names none.
    inner_building : float
        The building has a building name (3幢): its compound has the plate, at the gate.
    community_differs : float
        Plate and building lie in different communities.
    sharing : float
        Two different numbers on one building.
    number_split : float
        One number on two buildings.
    disorder : float
        A number stands before a smaller one along the street.
    most_parity : float
        Most that a number on the wrong side of its street may cost.
    rounds : int
        How often plates and buildings are weighed against each other.
    """

    silent_distance: float = 15.0
    max_distance: float = 50.0
    search_distance: float = 200.0
    gate_distance: float = 50.0
    street_reach: float = 200.0
    min_margin: float = 2.0
    incomplete_margin: float = 5.0
    max_cost: float = 5.0
    most_candidates: int = 12
    listed_candidates: int = 5
    share_near: float = 0.70
    share_drift: float = 0.19
    share_gross: float = 0.05
    share_across: float = 0.06
    near: float = 9.0
    drift: float = 9.0
    gross: float = 12.0
    along_scale: float = 2.0
    crossing_other: float = 3.5
    blocked: float = 2.5
    street_differs: float = 4.0
    street_unknown: float = 1.0
    compound_differs: float = 3.0
    compound_unnamed: float = 2.0
    inner_building: float = 2.0
    community_differs: float = 2.0
    sharing: float = 4.0
    number_split: float = 3.0
    disorder: float = 4.0
    most_parity: float = 4.6
    rounds: int = 6

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not value >= 0 or value == float("inf"):
                raise InputError(
                    "setting-wrong",
                    QT_TRANSLATE_NOOP("Yibiao", "Setting {name} is {value}. Give a number that is not negative."),
                    name=field.name,
                    value=value,
                )
        for name in _NOT_ZERO:
            if getattr(self, name) < (1 if name in _COUNTS else _TINY):
                raise InputError(
                    "setting-zero",
                    QT_TRANSLATE_NOOP("Yibiao", "Setting {name} is {value}. Give a larger number."),
                    name=name,
                    value=getattr(self, name),
                )
        if not self.silent_distance <= self.max_distance <= self.search_distance:
            raise InputError(
                "setting-order",
                QT_TRANSLATE_NOOP(
                    "Yibiao",
                    "The distances must grow: without review {silent} m, at most {most} m, searched {search} m.",
                ),
                silent=self.silent_distance,
                most=self.max_distance,
                search=self.search_distance,
            )
