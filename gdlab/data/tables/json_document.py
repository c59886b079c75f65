"""Make JSON lines of a JSON document that holds a table: a list of objects, or columns by name."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any

from gdlab.data.gate import Limits
from gdlab.spec.errors import DataError

_MEMORY = 12  # what parsed JSON takes, by the size of its text


def json_lines(text: Path, to: Path, named: Path) -> None:
    """Write the records of a JSON document one a line; a file of JSON lines is copied as it is.

    Args:
        text: the document, in UTF-8.
        to: the file to write.
        named: the path to name in errors.

    Raises:
        DataError: when it is no JSON, or no table, or would take too much memory.
    """
    Limits(named).check_memory(_MEMORY * text.stat().st_size)
    content = text.read_text(encoding="utf-8-sig", errors="surrogateescape")
    try:
        document = json.loads(content, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        if len(content.splitlines()) > 1 and content.lstrip().startswith("{"):
            to.write_text(content, encoding="utf-8", errors="surrogateescape")  # JSON lines under another name
            return
        raise DataError(f"{named} is not JSON: {error}") from None
    with to.open("w", encoding="utf-8", errors="surrogateescape") as out:
        for record in _records(document, named):
            out.write(json.dumps(record) + "\n")


def _records(document: Any, named: Path) -> Iterable[Any]:
    if isinstance(document, list):
        return document
    if isinstance(document, dict):
        lists = [value for value in document.values() if isinstance(value, list)]
        if len(lists) == 1 and lists[0] and isinstance(lists[0][0], dict):
            return lists[0]  # {"data": [{…}, …]} and its like
        if lists and len(lists) == len(document):
            return [dict(zip(document, row, strict=True)) for row in zip_longest(*lists)]
        if document and all(isinstance(value, dict) for value in document.values()):
            keys = dict.fromkeys(key for column in document.values() for key in column)
            return [{name: column.get(key) for name, column in document.items()} for key in keys]
    raise DataError(
        f'{named} holds no table: a list of objects is needed, as [{{"a": 1}}, …], or lists by the name of their column'
    )
