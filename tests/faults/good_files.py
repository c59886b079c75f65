"""Whole files of every format that is read, made once: what a campaign damages."""

from __future__ import annotations

import io
import json
import random
import sqlite3
import zipfile
from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow
import pyarrow.feather
import pyarrow.parquet

from gdlab.lab.bundle.files import write_bundle
from gdlab.lab.experiment_link import experiment_link
from gdlab.lab.export import export
from gdlab.lab.run import Run
from gdlab.lab.saved_experiment import RacePlan, SavedExperiment
from gdlab.spec.files import dumps
from gdlab.spec.rule_parser import parse_rule
from gdlab.spec.sweep import parse_sweep
from tests.lab.small import SMALL

_ARFF = (
    "% a remark\n@RELATION houses\n@attribute size numeric\n@ATTRIBUTE 'kind of it' {'a b', c, \"d\"}\n"
    "@attribute built date 'yyyy-MM-dd'\n@attribute note string\n@data\n"
)
_SWEEP = """
[sweep]
sampler = {type = "tpe"}
pruner = {type = "median"}
metric = ["val/loss"]
trials = 4
seeds = 2
[sweep.space]
"optimizer.lr" = {low = 0.001, high = 1.0, log = true}
"optimizer" = ["SGD", "Adam"]
"training.batch_size" = [8, 16]
"""
_RULE = """# Adam, nearly
param lr = 0.001 in [0, inf)
param beta1 = 0.9 in [0, 1)
state m
state v
m = beta1 * m + (1 - beta1) * g
v = 0.99 * v + 0.01 * g^2
u = where(t - 1, m / (sqrt(v) + 1e-8), sign(g)) * clip(norm(g), 0, 1)
p = p - lr * u / (1 - beta1^t)
"""


def tables() -> dict[str, bytes]:
    """Return files of tables by name, each of a format of its own."""
    rows = [[k / 4, "ab"[k % 2], date(2020, 1, k + 1), f"note {k}"] for k in range(24)]
    found = {
        "a.xlsx": _workbook(rows),
        "a.db": _database(rows),
        "a.arff": (
            _ARFF + "".join(f"{r[0]},{('c', 'd')[k % 2]},{r[2]},'{r[3]}'\n" for k, r in enumerate(rows))
        ).encode(),
        "b.arff": (_ARFF.replace("string", "real") + "".join(f"{{0 {r[0]}, 1 c, 2 {r[2]}}}\n" for r in rows)).encode(),
        "a.svm": "".join(f"{k % 2} 1:{k / 4} 5:1 # x\n" for k in range(24)).encode(),
        "a.csv": "".join(f"{k / 4},{'ab'[k % 2]}\n" for k in range(24)).encode(),
    }
    table = _arrow(rows)
    for name, form in (("a.feather", "lz4"), ("b.feather", "uncompressed"), ("c.feather", "zstd")):
        out = io.BytesIO()
        pyarrow.feather.write_feather(table, out, compression=form)
        found[name] = out.getvalue()
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table, max_chunksize=10)
    found["a.arrow"] = out.getvalue()
    out = io.BytesIO()
    pyarrow.parquet.write_table(table, out)
    found["a.parquet"] = out.getvalue()
    found["a.zip"] = packed({"train.csv": found["a.csv"], "test.csv": found["a.csv"], "read.me": b"x"})
    found["b.zip"] = packed({"data/a.xlsx": found["a.xlsx"]})
    return found


def hugging_face() -> dict[str, bytes]:
    """Return the files of a local data set of Hugging Face by their paths."""
    label = {"label": {"names": ["bad", "good"], "_type": "ClassLabel"}, "text": {"dtype": "string", "_type": "Value"}}
    table = pyarrow.table({"text": [f"some words {k}" for k in range(12)], "label": [k % 2 for k in range(12)]})
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    info = json.dumps({"features": label}).encode()
    found = {"dataset_dict.json": b'{"splits": ["train", "test"]}'}
    for part in ("train", "test"):
        found |= {f"{part}/dataset_info.json": info, f"{part}/data-00000-of-00001.arrow": out.getvalue()}
    return found


def runs(folder: Path, held: Sequence[Run]) -> dict[str, bytes]:
    """Return files from which runs are imported, by name: a bundle, event files, and CSVs of other programs.

    Args:
        folder: an empty folder.
        held: runs to write.
    """
    write_bundle(held, folder / "a.gdlab", {"page": "Lab", "shown": [1, 2]})
    found = {"a.gdlab": (folder / "a.gdlab").read_bytes()}
    export(held, folder / "board", "tensorboard")
    events = next(file for file in (folder / "board").rglob("*tfevents*"))
    found[events.name] = events.read_bytes()
    texts = {
        "run-a-tag-loss.csv": "Wall time,Step,Value\n" + "".join(f"{1.6e9 + k},{k},{1 / (k + 1)}\n" for k in range(9)),
        "wandb.csv": '"Step","a - loss","a - loss__MIN","b - acc"\n' + "".join(f"{k},{k / 9},0,\n" for k in range(9)),
        "mlflow.csv": "run_id,key,value,step,timestamp\n" + "".join(f"x,loss,{k},{k},16000000{k}\n" for k in range(9)),
        "runs.csv": "Run ID,Name,Start Time,lr,metrics.loss\nx,a,2024-01-01 10:00:00,0.1,0.5\ny,b,2024-01-01,0.2,\n",
        "keras.csv": "epoch,accuracy,loss,val_loss,learning_rate\n" + "".join(f"{k},0.5,1,2,0.1\n" for k in range(9)),
    }
    return found | {name: text.encode() for name, text in texts.items()}


def texts() -> dict[str, str]:
    """Return a sweep, an update rule, a link and a saved experiment as texts, by their kind."""
    race = RacePlan({"optimizer": ("SGD(lr=0.1)", "Adam")}, ("optimizer.lr=0.1; seed=3",), 2, "20 steps")
    saved = SavedExperiment(SMALL, race, {"page": "lab", "lab": {"charts": ["train/loss"], "log": True}})
    parse_sweep(dumps(SMALL) + _SWEEP)
    parse_rule(_RULE)
    return {"sweep": dumps(SMALL) + _SWEEP, "rule": _RULE, "saved": saved.text(), "link": experiment_link(saved)}


def packed(members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of members by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def strange_arrow(rng: random.Random) -> bytes:
    """Return a table of Arrow whose columns are of types that few tables have."""
    types: list[Any] = [
        pyarrow.null(), pyarrow.bool_(), pyarrow.decimal128(38, 10), pyarrow.duration("ns"), pyarrow.float16(),
        pyarrow.list_(pyarrow.int8()), pyarrow.struct([("x", pyarrow.int8()), ("x y", pyarrow.utf8())]),
        pyarrow.map_(pyarrow.utf8(), pyarrow.int64()), pyarrow.large_binary(), pyarrow.time64("ns"), pyarrow.date64(),
        pyarrow.timestamp("ns", tz="Europe/Berlin"), pyarrow.binary(4), pyarrow.uint64(), pyarrow.large_utf8(),
        pyarrow.dictionary(pyarrow.int8(), pyarrow.utf8()), pyarrow.string_view(), pyarrow.list_(pyarrow.float32(), 3),
    ]  # fmt: skip
    chosen = rng.sample(types, rng.randrange(1, 4))
    rows = rng.choice((0, 1, 12))
    names = rng.choice((["a", "b", "c"], ["a", "a", "a"], ["", "é", "a\0b"]))[: len(chosen)]
    columns = [pyarrow.nulls(rows, kind) for kind in chosen]
    table = pyarrow.Table.from_arrays([*columns, pyarrow.array(range(rows))], names=[*names, "target"])
    out = io.BytesIO()
    with pyarrow.ipc.new_stream(out, table.schema) as writer:
        writer.write_table(table)
    return out.getvalue()


def _arrow(rows: list[list[Any]]) -> Any:
    names = ("size", "kind", "sold", "note")
    columns = {name: [row[k] for row in rows] for k, name in enumerate(names)}
    table = pyarrow.table({**columns, "gap": [None, *range(len(rows) - 1)]})
    return table.set_column(1, "kind", table["kind"].dictionary_encode())


def _workbook(rows: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["size", "kind", "sold", "note"])
    for row in rows:
        sheet.append(row)
    sheet["F1"], sheet["F2"] = "total", "=SUM(A2:A9)"
    book.create_sheet("more").append([1, True, "#N/A"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _database(rows: list[list[Any]]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("CREATE TABLE houses (size REAL, kind TEXT, sold TEXT, note TEXT, plan BLOB)")
        made.executemany("INSERT INTO houses VALUES (?, ?, ?, ?, x'0102')", [[*r[:2], str(r[2]), r[3]] for r in rows])
        made.execute("CREATE VIEW few AS SELECT size, kind FROM houses WHERE size > 1")
        made.commit()
        return made.serialize()
