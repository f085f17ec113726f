"""The library's index: names, and below them the numbers as they hang together.

street, compound or group -> door -> building -> room. A compound's building is
reached by the compound's name and by its gate's street and number alike. Only the
standard library is used, and everything is picklable, so the index works in QGIS, in
a pool of processes and on a cluster.
"""

from __future__ import annotations

import gc
from array import array
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

from yibiao_qgis.addresses.gazetteer import Gazetteer, NameKind
from yibiao_qgis.addresses.indexing import Index
from yibiao_qgis.addresses.naming import add_names, add_variants
from yibiao_qgis.addresses.nodes import Area, Place
from yibiao_qgis.addresses.repair import Near
from yibiao_qgis.addresses.standard import as_text
from yibiao_qgis.model.errors import InputError
from yibiao_qgis.model.feedback import Feedback, NullFeedback, check_canceled
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP

REQUIRED = ("element", "address")
_FIELDS = (
    "uuid",
    "code",
    "element",
    "address",
    "county",
    "town",
    "community",
    "street",
    "compound",
    "door",
    "sub_door",
    "building",
    "unit",
    "floor",
    "room",
    "grid_code",
    "beat_code",
    "aliases",
)
_SEPARATOR = "\x1f"
_CHUNK = 50_000


class TextColumn:
    """Many short texts in one piece of memory.

    Parameters
    ----------
    values : iterable of str

    Attributes
    ----------
    data : bytes
        All texts in UTF-8, one behind the other.
    ends : array of int
        Where each text begins, and where the last one ends.
    """

    __slots__ = ("data", "ends")

    def __init__(self, values: Iterable[str]) -> None:
        encoded = [value.encode("utf-8", "surrogatepass") for value in values]
        self.data = b"".join(encoded)
        self.ends = array("Q", accumulate(map(len, encoded), initial=0))

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, row: int) -> str:
        return self.data[self.ends[row] : self.ends[row + 1]].decode("utf-8", "surrogatepass")

    def __getstate__(self) -> tuple[bytes, array[int]]:
        return self.data, self.ends

    def __setstate__(self, state: tuple[bytes, array[int]]) -> None:
        self.data, self.ends = state


class Library:
    """A district's address library, ready for matching.

    Made by :meth:`from_frame` or :meth:`from_columns`.

    Attributes
    ----------
    element, grid_code, beat_code : list of str
        Of every row.
    x, y : array of float
        Of every row, NaN where it has no point; in the CRS of the input.
    units, floors : list of str
        Of every row, canonical.
    towns, communities : list of Area
    places : list of Place
    gazetteer : Gazetteer
        All names with what they name.
    near_places, near_areas : Near
        The names of streets and compounds, and of areas, for repairs.
    """

    def __init__(self, columns: Mapping[str, Sequence[str]], x: Sequence[float], y: Sequence[float]) -> None:
        self._texts = TextColumn(map(_SEPARATOR.join, zip(columns["code"], columns["uuid"], columns["address"])))
        shared: dict[str, str] = {}
        self.element = [shared.setdefault(value, value) for value in columns["element"]]
        self.grid_code = [shared.setdefault(value, value) for value in columns["grid_code"]]
        self.beat_code = [shared.setdefault(value, value) for value in columns["beat_code"]]
        self.x = array("d", x)
        self.y = array("d", y)
        self.units: list[str] = []
        self.floors: list[str] = []
        self.towns: list[Area] = []
        self.communities: list[Area] = []
        self.places: list[Place] = []
        self.gazetteer = Gazetteer()
        self.near_places = Near(())
        self.near_areas = Near(())

    def __len__(self) -> int:
        return len(self.element)

    def texts(self, row: int) -> tuple[str, str, str]:
        """Return the code, the identity and the standard address of a row.

        Parameters
        ----------
        row : int

        Returns
        -------
        tuple of str
        """
        data, ends = self._texts.data, self._texts.ends
        code, uuid, address = data[ends[row] : ends[row + 1]].decode("utf-8", "surrogatepass").split(_SEPARATOR, 2)
        return code, uuid, address

    @classmethod
    def from_frame(
        cls,
        frame: Any,
        aliases: Iterable[Mapping[str, Any]] | None = None,
        *,
        feedback: Feedback | None = None,
    ) -> Library:
        """Build the index from a frame of standard addresses.

        Parameters
        ----------
        frame : DataFrame or GeoDataFrame
            Rows in the fields of the address layer; `element` and `address` must be there.
            Points come from the geometry, else from the columns `x` and `y`; any CRS, which
            the results then have.
        aliases : iterable of mapping, optional
            Rows with `level` (county, town, community, street, compound), `name` and `alias`, as in
            ``resources/aliases``. Towns and communities that only they name lie outside the library.
        feedback : Feedback, optional
            Progress and cancel.

        Returns
        -------
        Library

        Raises
        ------
        InputError
            If a required field is missing.
        Canceled
            If the user asked to stop.
        """
        names = list(frame.columns)
        columns = {name: list(frame[name]) for name in _FIELDS if name in names}
        if "geometry" in names and hasattr(frame, "geometry"):
            points = frame.geometry
            filled = list(points.notna() & ~points.is_empty)
            xs = [point.x if there else float("nan") for point, there in zip(points, filled)]
            ys = [point.y if there else float("nan") for point, there in zip(points, filled)]
            columns["x"], columns["y"] = xs, ys
        else:
            columns.update({name: list(frame[name]) for name in ("x", "y") if name in names})
        return cls.from_columns(columns, aliases, feedback=feedback)

    @classmethod
    def from_columns(
        cls,
        columns: Mapping[str, Sequence[Any]],
        aliases: Iterable[Mapping[str, Any]] | None = None,
        *,
        feedback: Feedback | None = None,
    ) -> Library:
        """Build the index from columns of equal length; for workers without pandas.

        Parameters
        ----------
        columns : mapping of str to sequence
            As the columns of :meth:`from_frame`.
        aliases, feedback
            As there.

        Returns
        -------
        Library

        Raises
        ------
        InputError
            If a required field is missing.
        Canceled
            If the user asked to stop.
        """
        feedback = feedback or NullFeedback()
        for name in REQUIRED:
            if name not in columns:
                raise InputError(
                    "library-field-missing",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "The address library has no field {field}. Choose a layer made by Build address library.",
                    ),
                    field=name,
                )
        size = len(columns["address"])
        texts = {
            name: [v if type(v) is str else as_text(v) for v in columns[name]] if name in columns else [""] * size
            for name in _FIELDS
        }
        xs, ys = ([float("nan") if v is None else float(v) for v in columns.get(n, [None] * size)] for n in ("x", "y"))
        collecting = gc.isenabled()
        # Millions of small objects and no garbage: the collector would only cost time.
        gc.disable()
        try:
            library = cls(texts, xs, ys)
            index = Index()
            for start in range(0, size, _CHUNK):
                check_canceled(feedback)
                index.read(texts, start, min(start + _CHUNK, size))
                feedback.set_progress(100 * start / max(size, 1))
            library._take(index, texts, list(aliases or ()))
        finally:
            if collecting:
                gc.enable()
        feedback.set_progress(100)
        return library

    def _take(self, index: Index, texts: Mapping[str, Sequence[str]], aliases: list[Mapping[str, Any]]) -> None:
        self.units, self.floors = index.units, index.floors
        self.towns, self.communities, self.places = index.towns, index.communities, index.places
        gazetteer = self.gazetteer
        add_names(gazetteer, index, texts, aliases)
        self._prepare_repairs()
        add_variants(gazetteer)
        gazetteer.freeze()

    def _prepare_repairs(self) -> None:
        places, compounds, areas = [], [], []
        for text, names in self.gazetteer.names.items():
            kinds = {name.kind for name in names}
            if NameKind.STREET in kinds or NameKind.COMPOUND in kinds:
                places.append(text)
                if NameKind.STREET not in kinds:
                    compounds.append(text)
            elif kinds & {NameKind.COUNTY, NameKind.TOWN, NameKind.COMMUNITY}:
                areas.append(text)
        self.near_places = Near(places, compounds)
        self.near_areas = Near(areas)
