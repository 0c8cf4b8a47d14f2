"""Archives, mails and spreadsheets: everything inside, bounded, nothing outside."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from nlp import load as loading
from nlp.load import many
from tests.helpers_docx import docx
from tests.helpers_rar import rar


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


def found(path: Path) -> list[tuple[str, str]]:
    """(way inside, text or code of the error) of everything in a file."""
    return [
        (item.source.removeprefix(f"{path}"), item.code if isinstance(item, loading.LoadError) else item.text)
        for item in loading.load_many(path)
    ]


def test_nested_archives_and_bad_members(tmp_path: Path) -> None:
    inner = gzip.compress(tarred({"b.txt": "Kế hoạch".encode(), "c.txt": b""}))
    path = tmp_path / "hồ sơ.zip"
    path.write_bytes(
        zipped({"2024/QD 1.docx": docx(["Quyết định"]), "in.tar.gz": inner, "x.pdf": b"%PDF-1.7"})
    )
    assert found(path) == [
        ("/2024/QD 1.docx", "Quyết định\n"),
        ("/in.tar.gz/b.txt", "Kế hoạch"),
        ("/in.tar.gz/c.txt", "empty-file"),
        ("/x.pdf", "corrupt"),
    ]


def test_a_plain_file_is_its_own_member(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress("Chỉ thị".encode()))
    (text,) = loading.load_many(path)
    assert isinstance(text, loading.Text)
    assert (text.text, text.digest) == ("Chỉ thị", loading.load(path).digest)
    assert found(tmp_path / "không có") == [("", "missing-file")]


def test_names_never_lead_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"../../etc/passwd": b"a", "/root/x": b"b", "..\\w": b"c"}))
    assert [name for name, _ in found(path)] == ["/etc/passwd", "/root/x", "/w"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.zip"]


def test_bombs_are_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    monkeypatch.setattr(many, "MAX_MEMBER", 1000)
    path.write_bytes(zipped({"a.txt": b"0" * 5000, "b.txt": b"ok"}))
    assert found(path) == [("/a.txt", "too-large"), ("/b.txt", "ok")]
    monkeypatch.setattr(many, "MAX_MEMBERS", 2)
    path.write_bytes(zipped({f"{n}.txt": b"a" for n in range(5)}))
    assert found(path) == [("/0.txt", "a"), ("/1.txt", "a"), ("", "too-large")]
    monkeypatch.setattr(many, "MAX_MEMBERS", 100)
    nested = b"a"
    for _ in range(8):
        nested = zipped({"z": nested})
    path.write_bytes(nested)
    assert [code for _, code in found(path)] == ["archive"]


def test_a_truncated_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"a.txt": b"a" * 100})[:-10])
    assert [code for _, code in found(path)] == ["corrupt"]


def test_a_mail_and_its_attachments(tmp_path: Path) -> None:
    message = EmailMessage()
    message["Subject"], message["MIME-Version"] = "Gửi kế hoạch", "1.0"
    message.set_content("Kính gửi: Sở Nội vụ")
    message.add_attachment(docx(["Quyết định"]), maintype="application", subtype="msword", filename="QD.docx")
    path = tmp_path / "thư.eml"
    path.write_bytes(b"Received: from a\r\n" + message.as_bytes())
    assert found(path) == [("/message", "Kính gửi: Sở Nội vụ\n"), ("/QD.docx", "Quyết định\n")]


def test_a_single_file_web_page_is_one_document() -> None:
    message = EmailMessage()
    message["MIME-Version"] = "1.0"
    message.set_content("<html><body><p>Quyết định</p></body></html>", subtype="html")
    text = loading.from_bytes(message.as_bytes(), source="QD.doc")
    assert (text.text, text.format) == ("Quyết định\n", "html")


def test_an_archive_where_one_document_is_wanted() -> None:
    with pytest.raises(loading.Archive):
        loading.from_bytes(zipped({"a.txt": b"a"}), source="a.zip")


def test_7z_without_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    path = tmp_path / "a.7z"
    path.write_bytes(b"7z\xbc\xaf\x27\x1c" + bytes(30))
    assert found(path) == [("", "missing-tool")]


BSDTAR = pytest.mark.skipif(shutil.which("bsdtar") is None, reason="needs libarchive-tools")
SEVEN = pytest.mark.skipif(shutil.which("7z") is None, reason="needs p7zip-full")


def only(*programs: str) -> Callable[[str], str | None]:
    """``shutil.which`` on a machine that has just these programs."""
    which = shutil.which
    return lambda name: which(name) if name in programs else None


@pytest.fixture(params=[pytest.param("bsdtar", marks=BSDTAR), pytest.param("7z", marks=SEVEN)])
def program(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each program that opens archives, alone on the machine."""
    monkeypatch.setattr("shutil.which", only(request.param))
    return str(request.param)


def test_a_rar_file(program: str, tmp_path: Path) -> None:
    path = tmp_path / "hồ sơ.rar"
    inner = zipped({"b.txt": "Kế hoạch".encode()})
    files = {"2024/QĐ 1.docx": docx(["Quyết định"]), "../../x": b"a", "-o": b"c", "c.zip": inner}
    path.write_bytes(rar(files))
    assert found(path) == [
        ("/2024/QĐ 1.docx", "Quyết định\n"),
        ("/x", "a"),
        ("/-o", "c"),
        ("/c.zip/b.txt", "Kế hoạch"),
    ], program
    assert sorted(p.name for p in tmp_path.iterdir()) == ["hồ sơ.rar"]


@SEVEN
def test_a_rar_file_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": b"secret"}, locked=True))
    assert found(path) == [("/a.txt", "encrypted")]


def test_a_rar_file_that_is_cut_or_too_large(
    program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": b"1" * 3000, "b.txt": b"2" * 3000})[:4000])
    assert found(path)[-1] == ("", "corrupt"), program
    monkeypatch.setattr(many, "MAX_MEMBER", 1000)
    path.write_bytes(rar({"a.txt": b"1" * 3000, "b.txt": b"ok"}))
    assert found(path) == [("/a.txt", "too-large"), ("/b.txt", "ok")]


@SEVEN
def test_a_7z_file(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "2024").mkdir(parents=True)
    (tmp_path / "in" / "2024" / "QĐ *1.txt").write_text("Quyết định", encoding="utf-8")
    (tmp_path / "in" / "2024" / "QĐ 11.txt").write_text("Nghị quyết", encoding="utf-8")

    def pack(name: str, *options: str) -> Path:
        command = ["7z", "a", "-bso0", *options, tmp_path / name, "2024"]
        subprocess.run(command, cwd=tmp_path / "in", check=True)
        return tmp_path / name

    path = pack("a.7z")
    assert sorted(found(path)) == [("/2024/QĐ *1.txt", "Quyết định"), ("/2024/QĐ 11.txt", "Nghị quyết")]
    (tmp_path / "b.7z").write_bytes(path.read_bytes()[:-40])
    assert found(tmp_path / "b.7z") == [("", "corrupt")], program
    assert {code for _, code in found(pack("d.7z", "-pabc", "-mhe=on"))} == {"encrypted"}
    monkeypatch.setattr(many, "MAX_MEMBER", 5)
    assert {code for _, code in found(path)} == {"too-large"}
    if program == "7z":  # bsdtar cannot tell a password on the contents alone from damage
        assert {code for _, code in found(pack("c.7z", "-pabc"))} == {"encrypted"}


@pytest.mark.skipif(os.name == "nt", reason="needs a shell script")
def test_what_7zip_alone_cannot_unpack_asks_for_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # as Debian's 7-Zip speaks about compressed .rar
    program = tmp_path / "bin" / "7z"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\n[ "$1" = l ] && { printf "Path = a.txt\\nSize = 8\\n"; exit; }\n'
        "echo 'ERROR: Unsupported Method : a.txt' >&2; exit 2\n"
    )
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda name: str(program) if name == "7z" else None)
    path = tmp_path / "a.rar"
    path.write_bytes(rar({"a.txt": b"12345678"}))
    (error,) = loading.load_many(path)
    assert isinstance(error, loading.MissingTool)
    assert "libarchive-tools" in error.detail


def test_what_is_too_large_spends_the_bounds_of_its_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(many, "MAX_MEMBER", 1000)
    monkeypatch.setattr(many, "MAX_TOTAL", 2500)
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({f"{n}.txt": b"0" * 5000 for n in range(9)}))
    assert [code for _, code in found(path)] == ["too-large"] * 4
