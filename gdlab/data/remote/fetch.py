"""Fetch one file from a list of mirrors: progress, cancel, resume, checksum, no surprises."""

from __future__ import annotations

import errno
import hashlib
import http.client
import re
import shutil
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from gdlab.data.progress import Progress
from gdlab.data.remote.address import Remote
from gdlab.spec.errors import DataError

_BLOCK = 1 << 16
_ATTEMPTS = 3
TIMEOUT = 20.0
_SPARE = 64 << 20  # what the disk should have left


class _Again(Exception):  # noqa: N818
    """The error after which the same mirror may be tried once more, from where it stopped."""


class NextMirrorError(Exception):
    """The error of a mirror that is of no use, with the reason."""


class _NoDowngrade(urllib.request.HTTPRedirectHandler):
    """A handler that follows redirects, but never from https to a connection without encryption."""

    def redirect_request(self, req: Any, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Any:
        before, after = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if after not in ("http", "https") or (before == "https" and after != "https"):
            raise NextMirrorError(f"redirects to {after}, which is not followed")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(remote: Remote, folder: Path, progress: Progress) -> Path:
    """Return the path of the file in ``folder``, fetched if it is not there; a stopped fetch goes on where it was.

    Raises:
        DataError: when no mirror gives the right file, or the disk is full.
        Cancelled: when ``progress`` raised it; what has come so far is kept for the next time.
    """
    path = folder / remote.name
    if path.is_file() and not file_problem(remote, path):
        return path
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{remote.name}.part"
    _check_room(remote, folder, part)
    failures = []
    for url in remote.urls:
        try:
            _from_mirror(remote, url, part, progress)
            part.replace(path)
            return path
        except NextMirrorError as failure:
            failures.append(f"{urlsplit(url).netloc}: {failure}")
    raise DataError(f"{remote.name} could not be fetched ({'; '.join(failures)})")


def file_problem(remote: Remote, path: Path) -> str:
    """Return what is wrong with a file, in words, or "" when it is the right one."""
    size = path.stat().st_size
    if remote.size and size != remote.size:
        return f"has {size:,} bytes and should have {remote.size:,}"
    kind, _, digest = remote.checksum.partition(":")
    if not digest:
        return ""
    sum_ = hashlib.new(kind, usedforsecurity=False)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            sum_.update(block)
    return (
        ""
        if sum_.hexdigest() == digest
        else f"has the {kind} checksum {sum_.hexdigest()}, which is not the published one"
    )


def _check_room(remote: Remote, folder: Path, part: Path) -> None:
    missing = remote.size - (part.stat().st_size if part.exists() else 0)
    free = shutil.disk_usage(folder).free
    if missing + _SPARE > free:
        raise DataError(
            f"{remote.name} needs {missing / 1e6:.0f} MB, and {folder} has {free / 1e6:.0f} MB left; "
            "nothing was fetched"
        )


def _from_mirror(remote: Remote, url: str, part: Path, progress: Progress) -> None:
    """Complete the part file from one mirror, going on after cuts, and check it."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            _transfer(remote, url, part, progress)
            break
        except _Again as cut:
            if attempt == _ATTEMPTS:
                raise NextMirrorError(f"{cut}, {attempt} times") from None
    fault = file_problem(remote, part)
    if fault:
        part.unlink()
        raise NextMirrorError(f"the file {fault}")


def _transfer(remote: Remote, url: str, part: Path, progress: Progress) -> None:
    """Ask for what is missing of the part file and write it."""
    have = part.stat().st_size if part.exists() else 0
    if remote.size and have == remote.size:
        return
    if remote.size and have > remote.size:
        part.unlink()
        have = 0
    progress(have / remote.size if remote.size else -1.0, f"asking {urlsplit(url).netloc}")
    request = urllib.request.Request(url, headers={"User-Agent": "gdlab", "Accept-Encoding": "identity"})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with opener().open(request, timeout=TIMEOUT) as response:
            resumed = response.status == 206 and _starts_at(response.headers.get("Content-Range", ""), have)
            have = have if resumed else 0
            total = remote.size or have + int(response.headers.get("Content-Length") or 0)
            with part.open("ab" if resumed else "wb") as out:
                _copy(response, out, have, total, remote, progress)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 416 and have:
            part.unlink()
            raise _Again("what was kept did not fit") from None
        raise NextMirrorError(f"answers {error.code} {error.reason}") from None
    except (http.client.HTTPException, TimeoutError, ConnectionError) as error:
        raise _Again(f"the connection was cut ({error or type(error).__name__})") from None
    except urllib.error.URLError as error:
        raise NextMirrorError(f"cannot be reached ({error.reason})") from None
    except OSError as error:
        raise _disk_or_net(error, part) from None


def _copy(
    response: http.client.HTTPResponse, out: IO[bytes], have: int, total: int, remote: Remote, progress: Progress
) -> None:
    """Write what comes, and never more than was announced."""
    while block := response.read1(_BLOCK):  # what has come: a slow line is seen to move, and can be cancelled
        have += len(block)
        if total and have > total:
            raise NextMirrorError(f"sends more than the {total:,} bytes of {remote.name}")
        _write(out, block)
        progress(have / total if total else -1.0, f"fetching {remote.name}: {have / 1e6:.1f} MB")
    if total and have < total:
        raise _Again(f"the connection was cut after {have:,} of {total:,} bytes")


def _write(out: IO[bytes], block: bytes) -> None:
    """Write a block (apart, so that a test can fill the disk)."""
    out.write(block)


def _disk_or_net(error: OSError, part: Path) -> Exception:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        part.unlink(missing_ok=True)
        return DataError(f"the disk of {part.parent} is full; what was fetched is removed again")
    if error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return DataError(f"{part.parent} cannot be written to: {error.strerror}")
    return NextMirrorError(f"cannot be reached ({error})")


def _starts_at(content_range: str, have: int) -> bool:
    found = re.match(r"bytes (\d+)-", content_range)
    return bool(found) and int(found.group(1)) == have


def opener() -> urllib.request.OpenerDirector:
    """Return an opener that knows http and https alone: no file, ftp or data addresses."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _NoDowngrade(),
    ):
        opener.add_handler(handler)
    return opener
