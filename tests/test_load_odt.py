"""OpenDocument text: paragraphs, notes, tables, what is left out."""

from __future__ import annotations

import io
import zipfile

import pytest

from nlp import load as loading

NAMES = (
    "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (
            ("office", "office"),
            ("text", "text"),
            ("table", "table"),
            ("draw", "drawing"),
            ("style", "style"),
        )
    )
    + ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def odt(body: str, manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("META-INF/manifest.xml", f"<a>{manifest}</a>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{NAMES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def text_of(body: str) -> str:
    return loading.from_bytes(odt(body), source="van-ban.odt").text


def test_spaces_tabs_and_breaks() -> None:
    body = (
        "<text:h>KẾ\n  HOẠCH</text:h><text:p>a<text:s text:c='3'/>b<text:tab/>c<text:line-break/>d</text:p>"
    )
    assert text_of(body) == "KẾ HOẠCH\na   b\tc\nd\n"


def test_notes_in_text_and_in_tables() -> None:
    note = (
        "<text:note><text:note-citation>{0}</text:note-citation>"
        "<text:note-body><text:p>Quyết định {0}</text:p></text:note-body></text:note>"
    )
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    cells = cell.format("1") + cell.format("Đề án" + note.format(2))
    table = f"<table:table><table:table-row>{cells}</table:table-row></table:table>"
    assert text_of(f"<text:p>Kế hoạch{note.format(1)} này</text:p>{table}") == (
        "Kế hoạch[^1] này\n[^1]: Quyết định 1\n1\tĐề án[^2]\n[^2]: Quyết định 2\n"
    )


def test_tracked_changes_and_comments_are_left_out() -> None:
    body = (
        "<text:tracked-changes><text:p>xóa</text:p></text:tracked-changes>"
        "<text:p>a<office:annotation><text:p>ý kiến</text:p></office:annotation>b</text:p>"
    )
    assert text_of(body) == "ab\n"


def test_lists_and_text_boxes() -> None:
    body = (
        "<text:list><text:list-item><text:p>một</text:p></text:list-item></text:list>"
        "<text:p>hai<draw:frame><draw:text-box><text:p>DỰ THẢO</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert text_of(body) == "một\nhai\nDỰ THẢO\n"


def test_automatic_numbers() -> None:
    styles = (
        "<text:list-style style:name='L'>"
        "<text:list-level-style-number text:level='1' style:num-format='1' style:num-prefix='Điều ' "
        "style:num-suffix='.'/>"
        "<text:list-level-style-number text:level='2' style:num-format='a' loext:num-list-format='%2%)'/>"
        "</text:list-style>"
    )
    item = "<text:list-item><text:p>{}</text:p>{}</text:list-item>".format
    inner = f"<text:list>{item('một', '')}{item('hai', '')}</text:list>"
    first = f"<text:list text:style-name='L'>{item('Phạm vi', inner)}{item('Hiệu lực', '')}</text:list>"
    more = f"<text:list text:style-name='L' text:continue-numbering='true'>{item('Thi hành', '')}</text:list>"
    assert text_of(styles + first + "<text:p>x</text:p>" + more) == (
        "Điều 1. Phạm vi\na) một\nb) hai\nĐiều 2. Hiệu lực\nx\nĐiều 3. Thi hành\n"
    )


def test_encrypted_and_damaged() -> None:
    with pytest.raises(loading.Encrypted):
        loading.from_bytes(odt("<text:p>a</text:p>", "<b manifest='1'/>manifest:encryption-data"), source="x")
    with pytest.raises(loading.Corrupt):
        loading.from_bytes(odt("<text:p>a</b>"), source="x")
    with pytest.raises(loading.NoText):
        text_of("<text:p/>")
