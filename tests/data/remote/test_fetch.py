"""Fetching a file survives cuts, refuses what is wrong, and leaves nothing half-done."""

import errno
import hashlib
import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from gdlab.data import Cancelled
from gdlab.data.remote import fetch as fetching
from gdlab.data.remote.base import RemoteSource
from gdlab.data.remote.fetch import Remote, fetch
from gdlab.data.remote.verification import verify
from gdlab.spec.errors import DataError

CONTENT = bytes(range(256)) * 2000
SUM = "sha256:" + hashlib.sha256(CONTENT).hexdigest()


class Handler(BaseHTTPRequestHandler):
    """Serve CONTENT in the ways that a network has."""

    def __init__(self, log, *args):
        self.log = log
        super().__init__(*args)

    def do_GET(self):
        wanted = self.headers.get("Range")
        self.log.append((self.path, wanted))
        getattr(self, "_" + self.path.strip("/"))(wanted)

    def _send(self, body, status=200, length=None, **headers):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def _good(self, wanted):
        if not wanted:
            return self._send(CONTENT)
        first = int(wanted.removeprefix("bytes=").rstrip("-"))
        if first >= len(CONTENT):
            return self._send(b"", 416)
        rest = CONTENT[first:]
        return self._send(rest, 206, Content_Range=f"bytes {first}-{len(CONTENT) - 1}/{len(CONTENT)}")

    def _plain(self, wanted):
        self._send(CONTENT)  # knows no ranges

    def _cut(self, wanted):
        """Send 100,000 bytes at a time, and hang up."""
        first = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
        rest = CONTENT[first:]
        status, headers = (206, {"Content_Range": f"bytes {first}-"}) if wanted else (200, {})
        self._send(rest[:200_000], status, length=len(rest), **headers)

    def _dead(self, wanted):
        self._send(CONTENT[:10], length=len(CONTENT))

    def _wrong(self, wanted):
        self._send(CONTENT[:-1] + b"!")

    def _long(self, wanted):
        self._send(CONTENT + b"more")

    def _missing(self, wanted):
        self._send(b"no", 404)

    def _moved(self, wanted):
        self._send(b"", 302, Location="/good")

    def _rounds(self, wanted):
        self._send(b"", 302, Location="/rounds")

    def _local(self, wanted):
        self._send(b"", 302, Location="file:///etc/hostname")

    def do_HEAD(self):
        self.do_GET()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    log = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, log))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    server.log = log
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def remote(server):
    def make(*paths, **fields):
        base = f"http://127.0.0.1:{server.server_port}"
        fields = {"size": len(CONTENT), "checksum": SUM, **fields}
        return Remote("file.bin", tuple(f"{base}/{p}" for p in paths), **fields)

    return make


def quiet(share, text):
    pass


def test_a_file_is_fetched_once_with_progress(remote, server, tmp_path):
    shares = []
    path = fetch(remote("good"), tmp_path, lambda share, text: shares.append(share))
    assert path.read_bytes() == CONTENT
    assert shares == sorted(shares)
    assert shares[-1] == 1
    fetch(remote("good"), tmp_path, quiet)
    assert len(server.log) == 1
    assert [f.name for f in tmp_path.iterdir()] == ["file.bin"]


def test_a_cut_connection_is_taken_up_where_it_was_cut(remote, server, tmp_path):
    assert fetch(remote("cut"), tmp_path, quiet).read_bytes() == CONTENT
    assert [wanted for _, wanted in server.log] == [None, "bytes=200000-", "bytes=400000-"]


def test_a_cancelled_fetch_goes_on_the_next_time(remote, server, tmp_path):
    def stop(share, text):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        fetch(remote("good"), tmp_path, stop)
    assert not (tmp_path / "file.bin").exists()
    assert fetch(remote("good"), tmp_path, quiet).read_bytes() == CONTENT
    assert server.log[1][1].startswith("bytes=")


def test_a_mirror_without_ranges_starts_again(remote, tmp_path):
    (tmp_path / "file.bin.part").write_bytes(CONTENT[:1000])
    assert fetch(remote("plain"), tmp_path, quiet).read_bytes() == CONTENT


@pytest.mark.parametrize("kept", [CONTENT + b"x", b"x" * 1000, CONTENT[:-1] + b"x"])
def test_what_was_kept_and_is_wrong_does_no_harm(remote, tmp_path, kept):
    (tmp_path / "file.bin.part").write_bytes(kept)
    try:
        path = fetch(remote("good"), tmp_path, quiet)
    except DataError:  # found out by its checksum, and gone: the next time starts afresh
        path = fetch(remote("good"), tmp_path, quiet)
    assert path.read_bytes() == CONTENT


def test_a_file_that_was_damaged_on_disk_is_fetched_again(remote, tmp_path):
    (tmp_path / "file.bin").write_bytes(b"x" * len(CONTENT))
    assert fetch(remote("good"), tmp_path, quiet).read_bytes() == CONTENT


def test_a_redirect_is_followed(remote, tmp_path):
    assert fetch(remote("moved"), tmp_path, quiet).read_bytes() == CONTENT


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("missing", "404"),
        ("wrong", "checksum"),
        ("long", "sends more than"),
        ("dead", "the connection was cut"),
        ("rounds", "302"),
        ("local", "is not allowed"),
    ],
)
def test_a_bad_mirror_is_named_and_the_next_one_taken(remote, tmp_path, path, sentence):
    with pytest.raises(DataError, match=sentence) as caught:
        fetch(remote(path), tmp_path, quiet)
    assert "127.0.0.1" in str(caught.value)
    assert not (tmp_path / "file.bin").exists()
    assert fetch(remote(path, "good"), tmp_path, quiet).read_bytes() == CONTENT


def test_without_a_checksum_the_size_is_checked(remote, tmp_path):
    with pytest.raises(DataError, match="sends more than"):
        fetch(remote("long", checksum=""), tmp_path, quiet)
    assert fetch(remote("good", checksum=""), tmp_path, quiet).read_bytes() == CONTENT


def test_without_a_size_the_checksum_is_checked(remote, tmp_path):
    with pytest.raises(DataError, match="checksum"):
        fetch(remote("wrong", size=0), tmp_path, quiet)
    assert fetch(remote("good", size=0), tmp_path, quiet).read_bytes() == CONTENT


def test_nobody_there_is_a_sentence(tmp_path):
    with pytest.raises(DataError, match=r"127.0.0.1:9: "):
        fetch(Remote("file.bin", ("http://127.0.0.1:9/x",), 10), tmp_path, quiet)


def test_a_full_disk_is_a_sentence_and_leaves_nothing(remote, tmp_path, monkeypatch):
    written = []

    def full(out, block):
        if len(written) > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        written.append(out.write(block))

    monkeypatch.setattr(fetching, "_write", full)
    with pytest.raises(DataError, match="is full; what was fetched is removed again"):
        fetch(remote("good", "good"), tmp_path, quiet)
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_is_noticed_before_anything_is_fetched(remote, server, tmp_path):
    with pytest.raises(DataError, match="MB left; nothing was fetched"):
        fetch(remote("good", size=10**15), tmp_path, quiet)
    assert server.log == []


def offered(*remotes):
    """Return a data set of these files, which is not registered."""
    return type("Offered", (RemoteSource,), {"remotes": remotes, "__module__": __name__, "title": "A set"})


def test_addresses_are_verified_one_by_one(remote):
    found = list(verify([offered(remote("good", "moved", "missing", "long"))], quiet))
    assert [(f.problem, f.checked) for f in found[:2]] == [("", "size"), ("", "size")]
    assert found[1].moved_to.endswith("/good")
    assert [f.moved_to for f in found[:1]] == [""]
    assert found[2].problem == "answers 404 Not Found"
    assert "has 512,004 bytes and should have 512,000" in found[3].problem
    whole = list(verify([offered(remote("good", "wrong"))], quiet, whole=True))
    assert [f.checked for f in whole] == ["checksum", "size"]
    assert "which is not the published one" in whole[1].problem


def test_mirrors_and_folders_of_ones_own_come_first(remote, server, tmp_path, monkeypatch):
    monkeypatch.setenv("GDLAB_CACHE_DIR", str(tmp_path / "cache"))
    cls = offered(remote("missing"))
    (tmp_path / "usb" / "").mkdir()
    (tmp_path / "usb" / "file.bin").write_bytes(b"another")
    monkeypatch.setenv("GDLAB_MIRRORS", f"{tmp_path / 'usb'} http://127.0.0.1:{server.server_port}/nowhere")
    with pytest.raises(DataError, match=r"could not be fetched.*usb.file.bin has 7 bytes and should have 512,000"):
        cls.download(quiet)
    (tmp_path / "usb" / "file.bin").write_bytes(CONTENT)
    asked = len(server.log)
    assert (cls.download(quiet) / "file.bin").read_bytes() == CONTENT
    assert len(server.log) == asked
