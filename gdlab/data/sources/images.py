"""The user's own pictures: a folder a class, or a table of paths and labels."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Literal

import numpy as np

from gdlab.data.base import ImageSource, Raw
from gdlab.data.class_folders import ClassFiles, class_files
from gdlab.data.folder_stamp import folder_stamp
from gdlab.data.inputs.images import Images
from gdlab.data.pictures import SUFFIXES, decode
from gdlab.data.progress import Progress
from gdlab.data.tables.opening import open_table
from gdlab.data.tables.reading import Reading
from gdlab.data.zipped import is_zipped, unpacked_folder
from gdlab.spec.base import knob
from gdlab.spec.errors import DataError


class ImageFiles(ImageSource):
    """Train on PNG and JPEG pictures of your own: a folder a class, or a CSV of paths and labels."""

    title: ClassVar[str] = "Pictures"
    family: ClassVar[str] = "your own"
    in_sight: ClassVar[tuple[str, ...]] = ("height", "width", "grey", "flatten", "split", "scale")
    sections: ClassVar[dict[str, tuple[str, ...]]] = {
        "How the file is read": ("path", "path_column", "label_column", "bad_files"),
    }
    type: Literal["images"] = "images"
    path: str = knob(
        "",
        "A folder, or a .zip of one, with one folder a class, or with train/ and test/ that hold one each; "
        "or a CSV whose columns name pictures and labels.",
    )
    height: int = knob(32, "Height to which every picture is brought.", unit="pixels", ge=1, le=1024)
    width: int = knob(32, "Width to which every picture is brought.", unit="pixels", ge=1, le=1024)
    grey: bool = knob(False, "Keep only lightness; off keeps red, green and blue.")
    path_column: str = knob("", "CSV column with the paths; empty takes the first.")
    label_column: str = knob("", "CSV column with the labels; empty takes the last.")
    bad_files: Literal["stop", "skip"] = knob(
        "stop", "Refuse pictures that cannot be read, or leave them out and say how many they are."
    )

    def fingerprint(self) -> tuple[Any, ...]:
        """Return what changes when any of the files changes."""
        return folder_stamp(Path(self.path).expanduser())

    def read(self, seed: int, progress: Progress) -> Raw:
        """Return the pictures with their labels."""
        if not self.path:
            raise DataError("images: no folder is named; set 'path' to one that holds a folder a class")
        path = Path(self.path).expanduser()
        if path.is_dir() or is_zipped(path):
            with unpacked_folder(path, _is_picture, progress) as folder:
                found = class_files(folder, SUFFIXES, "PNG or JPEG picture", both=self.split == "given")
                pixels, bad = decode(found.files, self.height, self.width, grey=self.grey, progress=progress)
                bad = {k: text.replace(str(folder), str(path)) for k, text in bad.items()}
        else:
            found = self._table(path)
            pixels, bad = decode(found.files, self.height, self.width, grey=self.grey, progress=progress)
        files, labels, left_out, given = found.files, found.labels, found.left_out, found.given()
        if bad and (self.bad_files == "stop" or len(bad) == len(files)):
            first = next(iter(bad.values()))
            raise DataError(f"{len(bad):,} of {len(files):,} pictures cannot be read; the first: {first}")
        good = [k for k in range(len(files)) if k not in bad]
        pixels, labels = pixels[good] if bad else pixels, [labels[k] for k in good]
        given = given[good] if given is not None else None
        classes = tuple(sorted(set(labels)))
        number = {name: k for k, name in enumerate(classes)}
        notes = [f"{len(labels):,} pictures of {len(classes)} classes, brought to {self.width} × {self.height}."]
        notes += found.notes
        notes += [f"{len(bad):,} unreadable pictures left out."] if bad else []
        notes += (
            [f"{left_out:,} {'file that is' if left_out == 1 else 'files that are'} neither PNG nor JPEG left out."]
            if left_out
            else []
        )
        targets = np.array([number[label] for label in labels], dtype=np.int64)
        return Raw(
            Images(pixels),
            targets,
            classes=classes,
            look="image",
            given=given,
            note=" ".join(notes),
            extra={"bad_files": list(bad.values())},
        )

    def _table(self, path: Path) -> ClassFiles:
        """Return the pictures and labels that a CSV names; relative paths start at its folder."""
        with open_table(path, Reading()) as store:
            where = store.column(self.path_column) if self.path_column else store.columns[0]
            label = store.column(self.label_column) if self.label_column else store.columns[-1]
            if where == label:
                raise DataError(f"{path} needs a column of paths and one of labels")
            if store.n_bad:
                raise DataError(f"{path}: {store.n_bad:,} rows are bad; the first is {store.bad[0]}")
            query = f"SELECT CAST({where.key} AS VARCHAR), CAST({label.key} AS VARCHAR) FROM t ORDER BY rowid"
            rows = store.open().execute(query).fetchall()
        for k, (name, value) in enumerate(rows):
            if name is None or value is None:
                raise DataError(f"{path}: row {k + 1} has no {'path' if name is None else 'label'}")
        labels = [str(value) for _, value in rows]
        if label.kind == "numeric":
            labels = [f"{float(value):g}" for value in labels]
        return ClassFiles([path.parent / str(name) for name, _ in rows], labels, None, 0, [])


def _is_picture(name: PurePosixPath) -> bool:
    return name.suffix.lower() in SUFFIXES
