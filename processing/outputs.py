"""Outputs of a run: all of them complete, or none at all.

A file that is already there is put aside before it is overwritten, and comes back
when the run fails or is canceled. What was written is counted again from the disk,
because QGIS' file writers do not report a failed commit.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFields,
    QgsProcessingContext,
    QgsProcessingException,
)

from yibiao_qgis.bridge import write_error
from yibiao_qgis.model.errors import YibiaoError
from yibiao_qgis.model.feedback import Feedback
from yibiao_qgis.model.messages import QT_TRANSLATE_NOOP
from yibiao_qgis.processing.destinations import destination_path, is_database
from yibiao_qgis.processing.writer import SIDE_FILES, Writer

if TYPE_CHECKING:
    from yibiao_qgis.processing.base import YibiaoAlgorithm


class Outputs:
    """The outputs of one run.

    Parameters
    ----------
    algorithm : YibiaoAlgorithm
        Whose parameters name the outputs.
    parameters : dict
        Their values.
    context : QgsProcessingContext
        Where memory layers live.
    """

    def __init__(self, algorithm: YibiaoAlgorithm, parameters: dict[str, Any], context: QgsProcessingContext) -> None:
        self._algorithm = algorithm
        self._parameters = parameters
        self._context = context
        self._new: list[Path] = []
        self._aside: list[tuple[Path, Path]] = []
        self._tables: list[str] = []
        self._staged: list[tuple[Path, Path]] = []
        self._scratch: list[Path] = []
        self._folders: list[Path] = []

    def open(
        self,
        name: str,
        fields: QgsFields,
        wkb_type: Any,
        crs: QgsCoordinateReferenceSystem,
        feedback: Feedback,
    ) -> Writer | None:
        """Make the output layer of a parameter, for writing.

        Parameters
        ----------
        name : str
            The parameter.
        fields, wkb_type, crs
            What the layer is made of.
        feedback : Feedback
            Cancel.

        Returns
        -------
        Writer or None
            None where the output is not wanted. It must be closed, by ``with``.

        Raises
        ------
        YibiaoError
            If the layer cannot be made.
        """
        value = self._parameters.get(name)
        path = destination_path(value, self._context)
        in_database = is_database(value, self._context)
        if path is not None and not in_database:
            self._put_aside(path)
        shown = str(path) if path is not None else self._algorithm.parameterDefinition(name).description()
        try:
            sink, destination = self._algorithm.parameterAsSink(
                self._parameters, name, self._context, fields, wkb_type, crs
            )
        except QgsProcessingException as error:
            raise write_error(shown, str(error)) from error
        if sink is None:
            if value is None:
                return None
            raise write_error(shown)
        if in_database:
            self._tables.append(destination)
        return Writer(sink, str(destination), shown, self._context, feedback)

    def write_text(self, name: str, text: str) -> str | None:
        """Write a text to the file of a parameter; it appears there when the run succeeds."""
        path = destination_path(self._parameters.get(name), self._context)
        if path is None:
            if self._parameters.get(name) is None:
                return None
            path = Path(self._algorithm.parameterAsFileOutput(self._parameters, name, self._context))
        staged = self.stage(path)
        try:
            staged.write_text(text, encoding="utf-8")
        except OSError as error:
            raise write_error(str(path), str(error)) from error
        return str(path)

    def adopt(self, path: Path) -> None:
        """Take charge of a file that the work has just made: it goes when the run fails after all."""
        self._new.append(path)

    def stage(self, path: Path) -> Path:
        """Return a temporary name beside `path` that takes its place when the run succeeds."""
        staged = path.parent / f".yibiao-{uuid4().hex}{path.suffix}"
        try:
            staged.open("xb").close()
        except OSError as error:
            raise write_error(str(path), str(error)) from error
        self._staged.append((staged, path))
        return staged

    def stage_folder(self, folder: Path) -> Path:
        """Return a temporary folder whose files move into `folder` when the run succeeds."""
        try:
            if not folder.exists():
                folder.mkdir()
                self._folders.append(folder)
            scratch = Path(tempfile.mkdtemp(prefix=".yibiao-", dir=folder))
        except OSError as error:
            raise write_error(str(folder), str(error)) from error
        self._scratch.append(scratch)
        return scratch

    def finish(self) -> None:
        """Let everything staged appear, and forget what was put aside."""
        for scratch in self._scratch:
            self._staged += [(path, scratch.parent / path.name) for path in sorted(scratch.iterdir())]
        try:
            for staged, path in self._staged:
                if path.exists():
                    self._put_aside(path, alone=True)
                else:
                    self._new.append(path)
                staged.replace(path)
        except OSError as error:
            raise write_error(str(path), str(error)) from error
        for scratch in self._scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        for _, kept in self._aside:
            with contextlib.suppress(OSError):
                kept.unlink()

    def undo(self) -> None:
        """Remove everything that was written, and bring back what was there."""
        for scratch in self._scratch:
            shutil.rmtree(scratch, ignore_errors=True)
        for path in [*(staged for staged, _ in self._staged), *self._new]:
            with contextlib.suppress(OSError):
                path.unlink()
        for path, kept in self._aside:
            with contextlib.suppress(OSError):
                kept.replace(path)
        for folder in self._folders:
            with contextlib.suppress(OSError):
                folder.rmdir()
        for table in self._tables:
            _drop_table(table)

    def _put_aside(self, path: Path, alone: bool = False) -> None:
        suffixes = (path.suffix,) if alone else SIDE_FILES.get(path.suffix.lower(), (path.suffix,))
        for suffix in suffixes:
            one = path.with_suffix(suffix) if path.suffix else path
            if not one.exists():
                self._new.append(one)
                continue
            kept = one.with_name(f".yibiao-{os.getpid()}-{one.name}")
            try:
                one.replace(kept)
            except OSError as error:
                raise YibiaoError(
                    "output-in-use",
                    QT_TRANSLATE_NOOP(
                        "Yibiao",
                        "The file {path} is there already and cannot be replaced. "
                        "Close it in other programs, or choose another name.",
                    ),
                    detail=str(error),
                    path=one,
                ) from error
            self._new.append(one)
            self._aside.append((one, kept))


def _drop_table(destination: str) -> None:
    from osgeo import ogr

    path, _, rest = destination.partition("|layername=")
    database = ogr.Open(path, 1)
    if database is None:
        return
    for number in range(database.GetLayerCount()):
        if database.GetLayer(number).GetName() == rest:
            database.DeleteLayer(number)
            break
