"""The fitted preparation of a table's columns, and what becomes of the network's outputs, as nodes of ONNX."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from gdlab.data.tables.kinds import MISSING
from gdlab.lab.onnx_graph.graph import Graph

_ML = "ai.onnx.ml"


def takes_columns(preparation: Mapping[str, Any]) -> bool:
    """Return whether ONNX can prepare new rows: all columns are numbers or categories, none is text."""
    return "columns" in preparation and all(column["kind"] != "text" for column in preparation["columns"])


def prepared_input(graph: Graph, preparation: Mapping[str, Any]) -> str:
    """Declare an input (N, 1) a column and return the name of the network's input, (N, features) of float32.

    Numbers are float32, NaN where missing; dates are days since 1970, and parts of dates what training made of them;
    categories are texts, of which one that the training part has not ends the evaluation with an error.
    """
    pieces: list[tuple[int, str]] = []
    for column in preparation["columns"]:
        made = _category if column["kind"] in ("categorical", "ordinal") else _quantity
        pieces += made(graph, column, preparation)
    return graph.node("Concat", *(name for _, name in sorted(pieces)), axis=1)


def _quantity(graph: Graph, column: Mapping[str, Any], preparation: Mapping[str, Any]) -> list[tuple[int, str]]:
    value = graph.input(str(column["name"]), (1,))
    missing = graph.node("IsNaN", value)
    if column["stand_in"] is not None:
        value = graph.node("Where", missing, graph.constant(column["stand_in"]), value)
    return [(int(column["at"]), _scaled(graph, value, column)), *_flag(graph, column, missing)]


def _scaled(graph: Graph, value: str, column: Mapping[str, Any]) -> str:
    from onnx import TensorProto

    exact = graph.node("Cast", value, to=TensorProto.DOUBLE)
    moved = graph.node("Sub", exact, graph.constant(column["shift"], np.float64))
    divided = graph.node("Div", moved, graph.constant(column["width"], np.float64))
    return graph.node("Cast", divided, to=TensorProto.FLOAT)


def _flag(graph: Graph, column: Mapping[str, Any], missing: str) -> list[tuple[int, str]]:
    from onnx import TensorProto

    if column["flag_at"] is None:
        return []
    return [(int(column["flag_at"]), graph.node("Cast", missing, to=TensorProto.FLOAT))]


def _category(graph: Graph, column: Mapping[str, Any], preparation: Mapping[str, Any]) -> list[tuple[int, str]]:
    levels = [str(level) for level in column["levels"]]
    codes = {level: k for k, level in enumerate(levels)}
    marks = [m for m in (*MISSING, *preparation["missing_marks"], *column.get("marks", ())) if m not in codes]
    stand_in: Any = column.get("stand_in", None)
    missing = len(levels) if column["kind"] == "ordinal" and stand_in is not None else -1
    if column["kind"] == "categorical":
        named = {"indicator": "missing", "constant": f"{preparation['fill']:g}"}.get(
            preparation["missing"], str(column["most_frequent"])
        )
        missing = codes.get(named, -1)
    if missing >= 0:
        codes |= dict.fromkeys(marks, missing)
    text = graph.input(str(column["name"]), (1,), "STRING")
    code = graph.node(
        "LabelEncoder", text, domain=_ML, keys_strings=list(codes), values_int64s=list(codes.values()), default_int64=-1
    )
    size = max(len(levels), missing + 1)
    chosen = graph.node("OneHotEncoder", code, domain=_ML, cats_int64s=list(range(size)), zeros=0)
    hot = graph.reshape(chosen, (size,))
    if column["kind"] == "categorical":
        return [(int(column["at"]), hot)]
    numbers = [[float(k)] for k in range(len(levels))] + ([[float(stand_in or 0.0)]] if missing >= 0 else [])
    value = graph.node("MatMul", hot, graph.constant(numbers))
    flag = graph.node("Equal", code, graph.constant([[missing]], np.int64))
    return [(int(column["at"]), _scaled(graph, value, column)), *_flag(graph, column, flag)]


def add_outputs(graph: Graph, y: str, shape: tuple[int, ...], task: str, preparation: Mapping[str, Any]) -> None:
    """Declare the outputs: label and probabilities of classes, or the value in the data's own unit.

    Args:
        graph: where to add them.
        y: the name of the network's output.
        shape: its shape an example.
        task: the loss's task: ``"classes"``, ``"binary"`` or ``"values"``.
        preparation: what the run keeps.
    """
    size = int(np.prod(shape, dtype=np.int64))
    items = int(preparation.get("outputs", 1)) if task == "classes" else 1
    if items > 1:  # classes of each position of a sequence
        graph.node("Identity", y, output="output")
        graph.output("output", shape)
        return
    flat = graph.reshape(y, (size,))
    if task == "classes":
        _add_classes(graph, graph.node("Softmax", flat, output="probabilities", axis=1), size, preparation)
    elif task == "binary" and size == 1:
        yes = graph.node("Sigmoid", flat)
        no = graph.node("Sub", graph.constant(1.0), yes)
        _add_classes(graph, graph.node("Concat", no, yes, output="probabilities", axis=1), 2, preparation)
    else:
        _add_values(graph, graph.node("Sigmoid", flat) if task == "binary" else flat, size, preparation)


def _add_classes(graph: Graph, shares: str, size: int, preparation: Mapping[str, Any]) -> None:
    names: Sequence[str] = preparation.get("classes", ())
    labels = list(names) if len(names) == size else [str(k) for k in range(size)]
    chosen = graph.node("ArgMax", shares, axis=1, keepdims=0)
    graph.node(
        "LabelEncoder", chosen, domain=_ML, output="label",
        keys_int64s=list(range(size)), values_strings=labels, default_string="",
    )  # fmt: skip
    graph.output("label", (), "STRING")
    graph.output(shares, (size,))


def _add_values(graph: Graph, y: str, size: int, preparation: Mapping[str, Any]) -> None:
    width, shift = preparation.get("target_width") or [1.0], preparation.get("target_shift") or [0.0]
    scaled = graph.node("Mul", y, graph.constant(width))
    graph.node("Add", scaled, graph.constant(shift), output="value")
    graph.output("value", (size,))
