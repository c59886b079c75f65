"""A spec goes into TOML and JSON and comes back equal, whatever is in it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdlab.spec.base import members
from gdlab.spec.files import dumps, load_spec, loads
from gdlab.spec.run import RunSpec
from tests.spec.strategies import ALL, made, runs


@given(runs())
@settings(max_examples=150)
def test_a_run_spec_comes_back_equal_from_toml_and_json(spec: RunSpec):
    assert loads(dumps(spec)) == spec
    assert loads(json.dumps(spec.to_dict()), as_json=True) == spec
    assert RunSpec(**spec.to_dict()) == spec


@pytest.mark.parametrize(("kind", "name"), ALL)
@given(data=st.data())
@settings(max_examples=10)
def test_every_member_comes_back_equal_with_any_values(kind: str, name: str, data: st.DataObject):
    item = data.draw(made(members(kind)[name]))
    assert type(item).model_validate(item.to_dict()) == item
    places = {"layer": {"network": {"layers": [item]}}, "init": {}, "average": {"training": {"average": item}}}
    spec = RunSpec(**places.get(kind, {kind: item}))
    assert loads(dumps(spec)) == spec


@given(runs())
@settings(max_examples=25)
def test_equal_specs_have_equal_hashes(spec: RunSpec):
    assert hash(loads(dumps(spec))) == hash(spec)


def test_a_spec_with_tables_of_free_keys_has_a_hash():
    from gdlab.data import catalogue

    catalogue.load_sources()
    one = RunSpec(data={"type": "csv", "types": {"a": "ordinal"}, "levels": {"a": ["low", "high"]}})
    other = loads(dumps(one))
    assert one == other
    assert hash(one) == hash(other)
    assert hash(one) != hash(one.replace(data={"type": "csv", "types": {"a": "text"}}))


def test_a_spec_file_is_read_with_a_byte_order_mark_and_windows_line_ends(tmp_path):
    path = tmp_path / "spec.toml"
    path.write_bytes(b"\xef\xbb\xbf" + dumps(RunSpec(name="dos")).replace("\n", "\r\n").encode())
    assert load_spec(path) == RunSpec(name="dos")


def test_a_json_spec_file_is_read_by_its_ending(tmp_path):
    path = tmp_path / "spec.json"
    path.write_text(json.dumps(RunSpec(seed=7).to_dict()))
    assert load_spec(str(path)).seed == 7
