"""Archives that need an outside program (.7z, .rar): the first of those installed that can read one does.

bsdtar (Debian: libarchive-tools) turns an archive into one stream, so that a solid one is unpacked once.
7-Zip knows sizes and passwords beforehand, but gives one file at a time, and Debian's unpacks no .rar but
stored ones.
Nothing is written to disk but the archive itself, in a file that goes with the reading.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import IO

from nlp.load.errors import Corrupt, Encrypted, LoadError, MissingTool, TooLarge, Unsupported

APT = "sudo apt-get install libarchive-tools p7zip-full"
Packed = tuple[str, bytes | LoadError]
"""The name of a file inside as the archive has it, and its bytes or why there are none."""

_RAR = b"Rar!\x1a\x07"
_ENVIRONMENT = {**os.environ, "LC_ALL": "C.UTF-8"}
"""bsdtar gives names only in a locale that can write them."""
_RANK = (MissingTool, Corrupt, Unsupported, Encrypted)
"""Which reason counts where programs give several, the last before all others."""
_SKIPPED = 16
"""So many times the size of a file that is too large may be passed over in one archive."""


def unpacked(data: bytes, *, source: str, most: int) -> Iterator[Packed]:
    """The files in an archive, each of ``most`` bytes after unpacking.

    What one program fails on is left to the next.

    Raises:
        MissingTool: no program that can; the detail is the line that installs them.
        Encrypted, Corrupt, TooLarge: as named.
    """
    given: set[str] = set()
    failed: LoadError = MissingTool(source, APT)
    missing = False
    with tempfile.NamedTemporaryFile(prefix="luocdo-", suffix=".archive") as file:
        file.write(data)
        file.flush()
        for names, read in _programs(data):
            program = next(filter(None, map(shutil.which, names)), None)
            if program is None:
                missing = True
                continue
            try:
                for name, content in read(program, file.name, source, most):
                    if name not in given:
                        given.add(name)
                        yield name, content
                return
            except (Corrupt, Encrypted, Unsupported) as error:
                failed = max(failed, error, key=lambda reason: _RANK.index(type(reason)))
    raise MissingTool(source, APT) if missing and isinstance(failed, Unsupported) else failed


def _bsdtar(program: str, archive: str, source: str, most: int) -> Iterator[Packed]:
    """Everything as one tar stream; a file is given once the next one begins, so that it is known sound."""
    piped = Path(archive).read_bytes().startswith(_RAR)  # else a zip stored in it is taken for the archive
    command = [program, "-c", "-f", "-", "--format", "pax", "@-" if piped else f"@{archive}"]
    held: list[Packed] = []
    skipped = 0
    with Path(archive).open("rb") as file, _running(command, feed=file if piped else None) as (out, failure):
        try:
            with tarfile.open(fileobj=out, mode="r|") as stream:
                for entry in stream:
                    yield from held
                    held.clear()
                    if not entry.isreg():
                        continue
                    if entry.size > most:
                        skipped += entry.size
                        if skipped > _SKIPPED * most:
                            raise TooLarge(source, f"> {_SKIPPED * most // 2**20} MB")
                        held.append((entry.name, TooLarge(entry.name, f"> {most // 2**20} MB")))
                    elif content := stream.extractfile(entry):
                        held.append((entry.name, content.read()))
            out.read()
        except (tarfile.TarError, OSError) as error:
            raise (failure() or Corrupt)(source, "bsdtar") from error
        if reason := failure():
            raise reason(source, "bsdtar")
        yield from held


def _seven_zip(program: str, archive: str, source: str, most: int) -> Iterator[Packed]:
    """A listing first, then one file after the other."""
    listing = _output([program, "l", "-slt", "-ba", "-p", archive], source, 2**28)
    for entry in listing.decode("utf-8", "replace").split("\n\n"):
        fields = dict(line.split(" = ", 1) for line in entry.splitlines() if " = " in line)
        name, size = fields.get("Path", ""), fields.get("Size", "")
        folder = fields.get("Folder") == "+" or fields.get("Attributes", "").startswith("D")
        link = bool(fields.get("Symbolic Link")) or " l" in fields.get("Attributes", "")
        if not name or folder or link:
            continue
        if fields.get("Encrypted") == "+":
            yield name, Encrypted(name)
        elif size.isdigit() and int(size) > most:
            yield name, TooLarge(name, f"> {most // 2**20} MB")
        else:
            yield (
                name,
                _output([program, "e", "-so", "-spd", "-p", archive, "--", name], source, most),
            )


def _output(command: list[str], source: str, most: int) -> bytes:
    """What a program prints, at most so many bytes."""
    with _running(command) as (out, failure):
        data = out.read(most + 1)
        if len(data) > most:
            raise TooLarge(source, f"> {most // 2**20} MB")
        if reason := failure():
            raise reason(source, "RAR" if reason is Unsupported else "7z")
        return data


@contextmanager
def _running(
    command: list[str], *, feed: IO[bytes] | None = None
) -> Iterator[tuple[IO[bytes], Callable[[], type[LoadError] | None]]]:
    """A program's output, and how to learn at its end why it failed, if it did.

    ``feed`` is given to it through a pipe, in which nothing can be sought.
    """
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL if feed is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=said,
            env=_ENVIRONMENT,
        ) as process,
    ):

        def fed() -> None:
            if feed is not None and process.stdin is not None:
                with suppress(OSError):  # it has ended
                    shutil.copyfileobj(feed, process.stdin)
                    process.stdin.close()

        def failure() -> type[LoadError] | None:
            if process.wait() == 0:
                return None
            said.seek(0)
            words = said.read(100_000).lower()
            if any(word in words for word in (b"encrypt", b"password", b"passphrase")):
                return Encrypted
            return Unsupported if b"unsupported method" in words else Corrupt

        feeder = Thread(target=fed, daemon=True)
        feeder.start()
        try:
            assert process.stdout is not None
            yield process.stdout, failure
        finally:
            process.kill()
            feeder.join()


_BSDTAR = (("bsdtar",), _bsdtar)
_SEVEN_ZIP = (("7z", "7zz", "7za"), _seven_zip)


def _programs(
    data: bytes,
) -> tuple[tuple[tuple[str, ...], Callable[[str, str, str, int], Iterator[Packed]]], ...]:
    """Programs by the names that they go by, in the order in which they are asked.

    bsdtar unpacks files stored under a password in a .rar as if they were not, so 7-Zip comes first there.
    """
    return (_SEVEN_ZIP, _BSDTAR) if data.startswith(_RAR) else (_BSDTAR, _SEVEN_ZIP)
