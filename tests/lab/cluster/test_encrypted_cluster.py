"""A sweep on a cluster of Dask that is encrypted: figures are those of this process, and strangers are refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gdlab.lab.cluster.place import ClusterPlace
from gdlab.spec.errors import GdlabError
from tests.lab.sweeps.searches import carried_out, small_sweep

dask = pytest.importorskip("dask")
pytest.importorskip("distributed")


def make_certificate(folder: Path) -> Path:
    """Make a certificate for a day, and return its folder."""
    folder.mkdir()
    kind = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=gdlab", "-days", "1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", "-x509", *kind, *files], check=True, capture_output=True)
    return folder


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl, which makes certificates")
def test_an_encrypted_sweep_finds_what_it_finds_alone_and_strangers_are_refused(tmp_path: Path):
    folders = [str(make_certificate(tmp_path / name)) for name in ("own", "foreign")]
    command = [sys.executable, "-m", "tests.lab.cluster.encrypted_sweep", *folders]
    there = json.loads(subprocess.run(command, check=True, capture_output=True, cwd=Path.cwd()).stdout)
    here = carried_out(tmp_path, small_sweep(trials=3), "here")
    assert there["address"].startswith("tls://")
    assert there["calls"] == there["tasks"] == [list(trial.figures) for trial in here.trials]
    assert "tls://127.0.0.1" in there["foreign"]
    assert "the cluster cannot be reached" in there["foreign"]
    assert "the cluster cannot be reached" in there["plain"]


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [("client.cert", None, r"client\.cert .* is not set"), ("ca-file", "none.pem", r"'none\.pem', which is no file")],
)
def test_an_encrypted_cluster_without_certificates_is_refused_in_words(setting, value, words, tmp_path: Path):
    file = tmp_path / "cert.pem"
    file.touch()
    held = {f"distributed.comm.tls.{name}": str(file) for name in ("ca-file", "client.cert", "client.key")}
    with dask.config.set({**held, f"distributed.comm.tls.{setting}": value}), pytest.raises(GdlabError, match=words):
        ClusterPlace("tls://127.0.0.1:1")
