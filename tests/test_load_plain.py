"""Plain text and Markdown: every encoding, exact offsets, clear refusals."""

from __future__ import annotations

import pickle
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp import load as loading
from nlp.load import legacy
from nlp.load.sniff import sniff
from nlp.load.syllable import is_syllable, vietnamese_share

SENTENCE = (
    "Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ; Kế hoạch này thay thế các kế hoạch trước đây, "
    "giao Sở Nội vụ theo dõi, đôn đốc và tổng hợp kết quả"
)
VIETNAMESE = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"


def to_legacy(text: str, encoding: legacy.Legacy) -> str:
    """The letters a legacy font shows ``text`` with; the reverse of :func:`legacy.decode`."""
    if encoding == "tcvn3":
        table = {letter: chr(code) for code, letter in legacy.TCVN3.items()}
    else:
        table = {}
        for typed, letter in legacy.VNI.items():
            table.setdefault(letter, typed)
    return "".join(table.get(letter, letter) for letter in text)


def to_1258(text: str) -> bytes:
    """Windows-1258 keeps tones as combining marks after the vowel."""
    out = []
    for letter in text:
        try:
            out.append(letter.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
            tones = [c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323"]
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            out.append((base + "".join(tones)).encode("cp1258"))
    return b"".join(out)


def test_utf8_comes_as_it_is() -> None:
    raw = "BÁO CÁO\r\nVề kết quả\rdòng\n\n"
    text = loading.from_bytes(raw.encode(), source="bao-cao.txt")
    assert (text.text, text.encoding, text.format, text.findings) == (raw, "utf-8", "text", ())


def test_bom_is_not_text() -> None:
    text = loading.from_bytes(SENTENCE.encode("utf-8-sig"), source="x")
    assert (text.text, text.findings) == (SENTENCE, ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_with_and_without_bom(encoding: str) -> None:
    text = loading.from_bytes(SENTENCE.encode(encoding), source="x")
    assert text.text == SENTENCE
    assert [finding.code for finding in text.findings] == ["encoding"]


def test_windows_1258_keeps_its_combining_tones() -> None:
    text = loading.from_bytes(to_1258(SENTENCE), source="x")
    assert text.encoding == "windows-1258"
    assert text.text.startswith("Nghi\u0323 quyê\u0301t")
    assert unicodedata.normalize("NFC", text.text) == SENTENCE


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
@pytest.mark.parametrize("bytes_are", ["latin-1", "utf-8"])
def test_legacy_fonts_in_bytes_and_in_unicode(encoding: legacy.Legacy, bytes_are: str) -> None:
    text = loading.from_bytes(to_legacy(SENTENCE, encoding).encode(bytes_are), source="x")
    assert (text.text, text.encoding) == (SENTENCE, encoding)
    assert [finding.code for finding in text.findings] == ["encoding"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_every_letter_survives_a_legacy_font(encoding: legacy.Legacy) -> None:
    words = " ".join(VIETNAMESE)
    assert legacy.decode(to_legacy(words, encoding), encoding) == words


def test_tcvn3_capital_words_get_their_capitals_back() -> None:
    assert legacy.decode("QUYÕT §ÞNH cña Hµ Néi", "tcvn3") == "QUYẾT ĐỊNH của Hà Nội"
    assert legacy.decode("ñy ban", "tcvn3", capitals=True) == "ỦY BAN"


def test_german_is_not_tcvn3() -> None:
    german = "Köln, Müller, Straße, größer, über, für, Jörg, schön, Grüße aus Österreich"
    text = loading.from_bytes(german.encode("latin-1"), source="x")
    assert (text.text, text.encoding) == (german, "windows-1252")


def test_font_names() -> None:
    assert legacy.of_font(".VnTime") == ("tcvn3", False)
    assert legacy.of_font(".VnTimeH") == ("tcvn3", True)
    assert legacy.of_font("VNI-Times") == ("vni", False)
    assert legacy.of_font("Times New Roman") is None


def test_a_cut_character_is_said_not_fatal() -> None:
    text = loading.from_bytes(SENTENCE.encode()[:-1] + b"\xe1", source="x")
    assert [(f.code, text.text[f.start : f.end]) for f in text.findings] == [("encoding", "\ufffd")]


def test_few_nul_bytes_are_a_finding_many_are_binary() -> None:
    text = loading.from_bytes(b"So 12/QD-UBND\x00 ngay", source="x")
    assert [(f.code, f.start) for f in text.findings] == [("nul-bytes", 13)]
    with pytest.raises(loading.BinaryFile):
        loading.from_bytes(bytes(range(256)) * 20, source="x")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf\n"])
def test_empty_is_refused(data: bytes) -> None:
    with pytest.raises(loading.EmptyFile) as caught:
        loading.from_bytes(data, source="trống.txt")
    assert str(caught.value) == (
        "trống.txt: tệp rỗng, hãy kiểm tra lại bản gốc / empty file, check the original"
    )


def test_markdown_stays_as_it_is() -> None:
    raw = "# Báo cáo\n\nThực hiện Nghị quyết[^1]\n\n[^1]: Nghị quyết số 02/NQ-CP\n"
    text = loading.from_bytes(raw.encode(), source="x")
    assert (text.text, text.format) == (raw, "markdown")


def test_one_line_of_fifty_megabytes_is_read() -> None:
    text = loading.from_bytes(b"a" * 50_000_000, source="x")
    assert len(text.text) == 50_000_000


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(loading.IsADirectory):
        loading.load(tmp_path)
    with pytest.raises(loading.MissingFile):
        loading.load(tmp_path / "không có.txt")
    with pytest.raises(loading.MissingFile):
        loading.load(tmp_path / "x" / "y")
    with pytest.raises(loading.Unreadable):
        loading.load("a\x00b")
    link = tmp_path / "vòng"
    link.symlink_to(link)
    with pytest.raises(loading.Unreadable):
        loading.load(link)


def test_digest_is_of_the_files_bytes(tmp_path: Path) -> None:
    path = tmp_path / "tên\nlạ 😀.txt"
    path.write_bytes(b"abc")
    assert loading.load(path).digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_errors_are_one_line_and_travel_between_processes() -> None:
    error = loading.MissingTool("a\nb.doc", "sudo apt-get install antiword")
    again = pickle.loads(pickle.dumps(error))
    assert str(again) == str(error)
    assert "\n" not in str(error)
    assert (again.code, again.detail) == ("missing-tool", "sudo apt-get install antiword")


def test_every_error_has_its_own_code() -> None:
    classes = [
        cls for cls in vars(loading).values() if isinstance(cls, type) and issubclass(cls, loading.LoadError)
    ]
    assert len({cls.code for cls in classes}) == len(classes) >= 14


def test_content_decides_the_format() -> None:
    assert sniff(b"{\\rtf1 ") == "rtf"
    assert sniff(b"\xef\xbb\xbf <!DOCTYPE html><html>") == "html"
    assert sniff("Thẻ <html> được nhắc tới".encode()) == "text"
    assert sniff(b"Received: from a\r\nSubject: b\r\n") == "mail"
    assert sniff(b"\n\n%PDF-1.4") == "pdf"


@pytest.mark.parametrize(
    "head", ['<?mso-application progid="Excel.Sheet"?><Workbook>', "<office:document a='1'>", "<pkg:package>"]
)
def test_office_files_as_one_piece_of_xml_are_named(head: str) -> None:
    for start in ("", "\ufeff"):
        with pytest.raises(loading.Unsupported, match="office-xml"):
            loading.from_bytes(f'{start}<?xml version="1.0"?>\r\n{head}'.encode(), source="a.xls")


def test_syllables() -> None:
    for word in ["nghị", "quyết", "Đắk", "giường", "khuỷu", "hoà", "quý", "ưu", "yêu", "ươn", "thuở"]:
        assert is_syllable(word), word
    for word in ("nghÞ", "Straße", "quyết́", "ñaåy"):
        assert not is_syllable(word), word
    assert vietnamese_share("so 12") == (0.0, 0)


@given(st.text(min_size=1).filter(lambda t: t.strip("\x00 \t\r\n\f\v\ufeff\x1c\x1d\x1e\x1f\x85\xa0")))
def test_from_string_never_changes_text(text: str) -> None:
    assert loading.from_string(text).text == text


@given(st.lists(st.sampled_from([*SENTENCE.split(), "\n", "\r\n", "\t"]), min_size=1))
def test_utf8_round_trip(words: list[str]) -> None:
    raw = "Số: 1/QĐ " + " ".join(words)
    assert loading.from_bytes(raw.encode(), source="x").text == raw
