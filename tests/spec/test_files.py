"""A spec file that cannot be used gets a sentence with the file, the line and what would be right."""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path

import pytest

import gdlab
from gdlab.lab.presets import preset
from gdlab.spec.errors import SpecError
from gdlab.spec.files import find_line, load_spec, loads


def refused(path: Path) -> str:
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    text = str(caught.value)
    assert str(path) in text
    return text


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("lr = 0.001", "lr = -1", 25, "optimizer.lr (line 25): must be at least 0 (got -1)"),
        ("lr = 0.001", "rate = 1", 25, "optimizer.rate (line 25): is not a known key"),
        ('type = "ReLU"', 'type = "RelU2"', 15, "did you mean ReLU"),
        ("out_features = 10", "out_features = 0", 19, "network.layers[2].out_features (line 19): must be at least 1"),
        ("seed = 0", "seed = true", 3, "seed (line 3)"),
        ("[training]", "[traning]", 27, "traning (line 27): is not a known key"),
        ('type = "digits"', 'type = "digit5"', 6, "there is no data called 'digit5'; did you mean digits?"),
        (
            "batch_size = 32",
            'batch_size = "half"',
            28,
            "training.batch_size (line 28): must be a whole number or 'full' (got 'half')",
        ),
    ],
)
def test_a_wrong_field_is_named_with_its_line(tmp_path: Path, old: str, new: str, line: int, words: str):
    text = preset().text.replace(old, new, 1)
    wanted = next(i for i, row in enumerate(text.splitlines(), 1) if row == new)
    path = tmp_path / "spec.toml"
    path.write_text(text)
    with pytest.raises(SpecError) as caught:
        load_spec(path)
    assert words.replace(f"(line {line})", f"(line {wanted})") in str(caught.value)
    assert caught.value.source == str(path)
    assert len(caught.value.problems) == 1


@pytest.mark.parametrize(
    ("layer", "words"),
    [
        ('Conv2d(out_channels=2, kernel_size="a")', "kernel_size: must be a whole number (got 'a')"),
        ("Conv2d(out_channels=2.5, kernel_size=2)", "out_channels: must be a whole number (got 2.5)"),
    ],
)
def test_a_field_of_a_number_or_several_says_so(layer: str, words: str):
    with pytest.raises(SpecError) as caught:
        gdlab.RunSpec(network={"layers": [layer]})
    assert words in str(caught.value)


def test_every_wrong_field_is_named_at_once():
    with pytest.raises(SpecError) as caught:
        loads('seed = -1\n[training]\nepochs = 0\nbatch_size = 0\n[optimizer]\ntype = "Adam"\neps = -1\n', "x.toml")
    assert [p.path for p in caught.value.problems] == [
        "seed",
        "optimizer.eps",
        "training.batch_size",
        "training.epochs",
    ]
    assert [p.line for p in caught.value.problems] == [1, 7, 4, 3]


def test_a_missing_file_a_folder_and_a_null_in_the_name(tmp_path: Path):
    assert "there is no such file" in refused(tmp_path / "none.toml")
    assert "this is a folder" in refused(tmp_path)
    with pytest.raises(SpecError):
        load_spec("a\0b.toml")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"\x7fELF\x02\x01\xff\xfe" * 50, "not a text file"),
        (b"\x00" * 500, "not a text file"),
        (b'name = "cut', "not TOML"),
        (b"seed = " + b"9" * 6000, "not TOML"),
        (b"seed = 1979-13-45", "not TOML"),
        (b"a = " + b"[" * 100_000, "nested too deeply"),
        (b"# " + b"x" * 5_000_000, "larger than 4 MiB"),
        (b"name = 'a'\nname = 'b'", "not TOML"),
        (b"seed = 1979-05-27", "seed (line 1): must be a whole number"),
        (b'data = "digits"\n[data]\n', "not TOML"),
        (b"network = 3", "network (line 1): must be a table"),
        (b"self = 3", "self (line 1): is not a known key"),
    ],
)
def test_content_that_is_no_spec_gets_a_sentence(tmp_path: Path, content: bytes, words: str):
    path = tmp_path / "spec.toml"
    path.write_bytes(content)
    assert words in refused(path)


@pytest.mark.parametrize("content", [b"[]", b"3", b"{", b'{"name": "\\ud800"}', b"[" * 100_000, b'{"seed": 1e999}'])
def test_json_that_is_no_spec_gets_a_sentence(tmp_path: Path, content: bytes):
    path = tmp_path / "spec.json"
    path.write_bytes(content)
    refused(path)


def test_layers_nested_without_end_get_a_sentence(tmp_path: Path):
    depth = 300
    path = tmp_path / "spec.toml"
    inner = '{type = "Residual", layers = [' * depth + '{type = "ReLU"}' + "]}" * depth
    path.write_text(f"network = {{layers = [{inner}]}}\n")
    assert "nested too deeply" in refused(path)


def test_a_truncated_file_never_raises_anything_else(tmp_path: Path):
    text = preset().text
    path = tmp_path / "spec.toml"
    for end in range(0, len(text), 7):
        path.write_text(text[:end])
        with suppress(SpecError):
            load_spec(path)


@pytest.mark.skipif(os.name == "nt", reason="named pipes are another thing there")
def test_a_pipe_is_read_as_a_file(tmp_path: Path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_text, args=(preset().text,))
    writer.start()
    assert load_spec(path) == preset().spec
    writer.join()


def test_the_line_of_a_layer_is_found_in_inline_and_array_tables():
    text = "[[network.layers]]\ntype = 'ReLU'\n\n[[network.layers]]\ntype = 'Linear'\nout_features = 3\n"
    assert find_line(text, "network.layers[1].out_features") == 6
    assert find_line(text, "network.layers[0].type") == 2
    assert find_line(text, "network.layers[1].nothing") == 4


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_a_spec_that_powershell_wrote_is_read(tmp_path: Path, encoding: str):
    text = preset().text.replace("digits", "Größe–1", 1)
    marks = {"utf-16-le-bom": b"\xff\xfe", "utf-16-be-bom": b"\xfe\xff"}
    path = tmp_path / "spec.toml"
    path.write_bytes(marks.get(encoding, b"") + text.replace("\n", "\r\n").encode(encoding.removesuffix("-bom")))
    assert load_spec(path) == loads(text)


@pytest.mark.parametrize("text", ["name = 'Größe'\n", "name = 'size'\n"])
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
def test_a_spec_in_another_encoding_is_refused_with_that_reason(tmp_path: Path, encoding: str, text: str):
    if text.isascii() and encoding == "cp1252":
        return  # the same bytes
    path = tmp_path / "spec.toml"
    path.write_bytes(text.encode(encoding))
    assert "this is not a text file in UTF-8" in refused(path)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sed = 1", "sed (line 1): is not a known key; did you mean seed?"),
        ("[traning]\nepochs = 3", "traning (line 1): is not a known key; did you mean training?"),
        ("[training]\nepoch = 3", "training.epoch (line 2): is not a known key; did you mean epochs?"),
        (
            "[optimizer]\ntype = 'SGD'\nmomentun = 0.9",
            "optimizer.momentun (line 3): is not a known key; did you mean mom",
        ),
        ("optimizer = 'sgd(momentun=0.9)'", "is not a known key; did you mean momentum?"),
        ("[[network.layers]]\ntype = 'Linear'\nout_feature = 3", "is not a known key; did you mean out_features?"),
        ("[data]\ntype = 'moons'\nnois = 3", "is not a known key; did you mean noise?"),
        ("[training]\nzzz = 3", "is not a known key; remove it or correct its name"),
    ],
)
def test_an_unknown_key_is_answered_with_the_nearest_one(text: str, words: str):
    with pytest.raises(SpecError) as caught:
        loads(text)
    assert words in str(caught.value)


def test_a_relative_path_of_the_data_begins_at_the_spec(tmp_path, monkeypatch):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "t.csv").write_text("a,b\n1,2\n")
    (tmp_path / "there" / "s.toml").write_text('[data]\ntype = "csv"\npath = "t.csv"\n')
    monkeypatch.chdir(tmp_path)
    assert load_spec("there/s.toml").data.path == str(tmp_path / "there" / "t.csv")
    (tmp_path / "there" / "t.csv").rename(tmp_path / "t.csv")
    assert load_spec("there/s.toml").data.path == "t.csv"  # as before: from where the command is given


def test_a_key_that_is_like_no_other_is_answered_with_those_that_there_are():
    with pytest.raises(SpecError, match=r"known here are .*lr, betas"):
        loads('[optimizer]\ntype = "Adam"\nvelocity = 1')


@pytest.mark.parametrize("key", ["a" + ".a" * 1_000_000, '"a"' + " . 'a b'" * 300_000, "a" + "." + "a" * 4_000_000])
@pytest.mark.parametrize("line", ["{} = 1", "[{}]", "x = {{ {} = 1 }}"])
def test_a_long_key_is_refused_at_once(key, line):
    with pytest.raises(SpecError, match=r"a key of more than 100 parts \(at line 2\)|is not a known key"):
        loads(f"name = 'a'\n{line.format(key)}\n")


def test_of_thousands_of_wrong_fields_the_first_are_listed_with_their_lines():
    with pytest.raises(SpecError) as error:
        loads("".join(f"k{i} = 1\n" for i in range(20_000)))
    *listed, last = error.value.problems
    assert [problem.line for problem in listed] == list(range(1, 51))
    assert "only the first 50 problems are listed" in last.message


def test_a_long_line_that_looks_like_a_table_takes_no_time():
    with pytest.raises(SpecError, match="line 4"):
        loads("name = '''\n[a" + " " * 3_000_000 + "\n'''\nnonsense = 1\n")


@pytest.mark.parametrize(
    ("given", "hint"), [("digits.toml", r"load_spec\(path\)"), ({"data": "digits"}, r"RunSpec\(\*\*fields\)")]
)
@pytest.mark.parametrize("function", [gdlab.train, gdlab.compare, gdlab.Trainer, gdlab.range_test])
def test_something_else_than_a_spec_is_refused_with_what_makes_one(function, given, hint):
    with pytest.raises(SpecError, match=rf"a spec is a gdlab\.RunSpec, and this is (str|dict); gdlab\.{hint}"):
        function(given)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"seed": 1, "seed": 2}', "spec.json: this is not JSON: the key 'seed' is there twice"),
        ('{"training": {"epochs": 1, "epochs": 2}}', "the key 'epochs' is there twice"),
        ('{"seed": ' + "9" * 5000 + "}", "a number has more than 4,300 digits"),
    ],
)
def test_json_with_a_key_twice_or_an_endless_number_is_refused(text: str, words: str) -> None:
    with pytest.raises(SpecError) as caught:
        loads(text, "spec.json", as_json=True)
    assert words in str(caught.value)
    assert "sys." not in str(caught.value)
