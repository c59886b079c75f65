"""Data sets that have to be fetched: size, licence and source before, progress and Cancel, and what works offline."""

from __future__ import annotations

import gzip
import hashlib
import struct
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from gdlab.data.remote.fetch import Remote
from gdlab.data.sources.mnist_full import MnistFull


def idx(array: np.ndarray) -> bytes:
    return struct.pack(">HBB", 0, 8, array.ndim) + struct.pack(f">{array.ndim}I", *array.shape) + array.tobytes()


@pytest.fixture(scope="module")
def originals():
    """The four files of a small MNIST."""
    rng = np.random.default_rng(0)
    files = {}
    for part, n in (("train", 60), ("t10k", 20)):
        pictures = rng.integers(0, 256, (n, 28, 28), dtype=np.uint8)
        files[f"{part}-images-idx3-ubyte.gz"] = gzip.compress(idx(pictures), mtime=0)
        files[f"{part}-labels-idx1-ubyte.gz"] = gzip.compress(idx(np.arange(n, dtype=np.uint8) % 10), mtime=0)
    return files


class Handler(BaseHTTPRequestHandler):
    """Serve files, the second half of each only when the gate is open; know ranges."""

    def __init__(self, files, gate, log, *args):
        self.files, self.gate, self.log = files, gate, log
        super().__init__(*args)

    def do_GET(self):
        content = self.files[self.path.strip("/")]
        wanted = self.headers.get("Range", "")
        self.log.append((self.path.strip("/"), wanted))
        first = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(content) - first))
        self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        half = len(content) // 2
        try:
            self.wfile.write(content[first : max(half, first)])
            self.wfile.flush()
            self.gate.wait(20)
            self.wfile.write(content[max(half, first) :])
        except OSError:
            pass  # the other side has hung up

    def log_message(self, *_):
        pass


@pytest.fixture
def mirror(originals, tmp_path, monkeypatch):
    """MNIST's files on loopback; its gate is open unless a test shuts it."""
    gate, log = threading.Event(), []
    gate.set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, originals, gate, log))
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.gate, server.log = gate, log
    here = f"http://127.0.0.1:{server.server_port}"
    remotes = tuple(
        Remote(name, (f"{here}/{name}",), len(content), f"md5:{hashlib.md5(content).hexdigest()}")
        for name, content in originals.items()
    )
    monkeypatch.setattr(MnistFull, "remotes", remotes)
    monkeypatch.setattr(MnistFull, "download_size", sum(map(len, originals.values())))
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    yield server
    gate.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def tools(drive):
    """Choose MNIST, which is not here, and return what the section offers."""
    drive.set("data", {"type": "mnist_full"})
    drive.wait(lambda: drive.window.experiment.data_problem != "")
    return drive.lab.experiment_panel.data_tools


def test_size_licence_and_source_are_shown_before_anything_is_fetched(mirror, drive, tools):
    assert "not on this machine yet" in tools.about.text()
    for words in ("0.1 MB", "127.0.0.1", "CC BY-SA"):
        assert words in tools.source.text()
    for name in ("download_data", "open_original", "use_stand_in", "open_data"):
        assert drive.find(name).isVisible()
    assert not drive.find("start").isEnabled()
    assert mirror.log == []


def test_a_set_is_fetched_with_progress_and_then_trains(mirror, drive, tools):
    mirror.gate.clear()
    drive.click("download_data")
    drive.wait(lambda: "of 0.1 MB" in tools.progress._label.text())
    assert tools.progress.isVisible()
    assert not tools.fetch.isEnabled()
    mirror.gate.set()
    drive.wait(lambda: drive.window.experiment.examples.name == "mnist_full")
    assert not tools.progress.isVisible()
    assert not tools.fetch.isVisible()
    assert len(drive.window.experiment.examples.x_val) == 20
    drive.rest()
    assert drive.find("start").isEnabled()


def test_a_download_that_is_cancelled_goes_on_the_next_time(mirror, drive, tools):
    mirror.gate.clear()
    drive.click("download_data")
    drive.wait(lambda: "of 0.1 MB" in tools.progress._label.text())
    tools.progress._cancel.click()
    mirror.gate.set()
    drive.wait(lambda: not tools.progress.isVisible())
    if "Stopped" in tools.problem.text():  # otherwise the last piece came before the cancel was seen
        assert drive.window.experiment.examples.name == "digits"
        assert "Go on" in tools.fetch.text()
        drive.click("download_data")
    drive.wait(lambda: drive.window.experiment.examples.name == "mnist_full")
    drive.rest()


def test_with_no_network_a_sentence_says_so_and_the_stand_in_is_offered(drive, monkeypatch, tmp_path):
    nobody = Remote("train-images-idx3-ubyte.gz", ("http://127.0.0.1:9/x",), 10)
    monkeypatch.setattr(MnistFull, "remotes", (nobody,))
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    drive.set("data", {"type": "mnist_full"})
    drive.wait(lambda: drive.window.experiment.data_problem != "")
    tools = drive.lab.experiment_panel.data_tools
    drive.click("download_data")
    drive.wait(lambda: tools.problem.text() != "")
    assert "Use mnist, or open the files from disk" in tools.problem.text()
    assert tools.stand_in.text() == "Use mnist instead"
    drive.click("use_stand_in")
    drive.wait(lambda: drive.window.experiment.examples.name == "mnist")
    assert not tools.problem.isVisible()
    assert not tools.stand_in.isVisible()
    drive.rest()


def test_a_wrong_checksum_is_said(mirror, drive, tools, monkeypatch):
    wrong = tuple(Remote(r.name, r.urls, r.size, "md5:" + "0" * 32) for r in MnistFull.remotes)
    monkeypatch.setattr(MnistFull, "remotes", wrong)
    drive.click("download_data")
    drive.wait(lambda: tools.problem.text() != "")
    assert "checksum" in tools.problem.text()
    assert drive.window.experiment.examples.name == "digits"


def test_the_original_files_are_opened_from_disk(drive, originals, tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    drive.set("data", {"type": "mnist_full"})
    drive.wait(lambda: drive.window.experiment.data_problem != "")
    for name, content in originals.items():
        (tmp_path / name).write_bytes(content)
    drive.lab.opener.open_original("mnist_full", tmp_path / "train-images-idx3-ubyte.gz")
    drive.wait(lambda: drive.window.experiment.examples.name == "mnist_full")
    assert drive.window.experiment.spec.data.path == str(tmp_path)
    drive.rest()


def test_original_files_that_are_none_are_said_and_nothing_changes(drive, tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    drive.set("data", {"type": "mnist_full"})
    drive.wait(lambda: drive.window.experiment.data_problem != "")
    (tmp_path / "train-images-idx3-ubyte.gz").write_bytes(b"no pictures")
    before = drive.window.experiment.spec
    tools = drive.lab.experiment_panel.data_tools
    drive.lab.opener.open_original("mnist_full", tmp_path / "train-images-idx3-ubyte.gz")
    drive.wait(lambda: tools.problem.text() != "")
    assert drive.window.experiment.spec == before
