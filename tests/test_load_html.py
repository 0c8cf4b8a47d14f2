"""Web pages: the document without its menus, tables, footnotes of every make."""

from __future__ import annotations

import gzip
import hashlib

import pytest

from nlp import load as loading

HEADER = (
    "<table><tr><td><p>UBND TỈNH LÀO CAI</p><p><b>SỞ CÔNG THƯƠNG</b></p></td>"
    "<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br/>Độc lập - Tự do - Hạnh phúc</td></tr>"
    "<tr><td>Số: 12/KH-SCT</td><td><i>Lào Cai, ngày 05 tháng 01 năm 2024</i></td></tr></table>"
)
HEADER_TEXT = (
    "UBND TỈNH LÀO CAI\nSỞ CÔNG THƯƠNG\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
    "Số: 12/KH-SCT\tLào Cai, ngày 05 tháng 01 năm 2024\n"
)
LONG = "Các phòng chuyên môn phối hợp triển khai nội dung được giao và báo cáo kết quả hằng quý. " * 5


def text_of(html: str) -> str:
    return loading.from_bytes(html.encode(), source="trang.html").text


def test_header_table_and_collapsed_spaces() -> None:
    html = f"<html><body>{HEADER}<p>KẾ \n <b>HOẠCH</b></p><script>x()</script></body></html>"
    assert text_of(html) == HEADER_TEXT + "KẾ HOẠCH\n"


def test_menus_around_the_document_are_left_out() -> None:
    menu = (
        "<div>"
        + "".join(f'<li><a href="/m{n}">Văn bản số {n}/QĐ-UBND</a></li>' for n in range(50))
        + "</div>"
    )
    page = (
        f"<!DOCTYPE html><html><body><header>Cổng thông tin</header><nav>Trang chủ</nav>{menu}"
        f"<div class='col'><div>{HEADER}<p>{LONG}</p></div></div><footer>Bản quyền</footer></body></html>"
    )
    assert text_of(page) == HEADER_TEXT + LONG.strip() + "\n"


def test_a_header_outside_the_long_part_is_kept() -> None:
    page = f"<html><body><div>{HEADER}</div><div><p>{LONG}</p><p>{LONG}</p></div></body></html>"
    assert text_of(page).startswith(HEADER_TEXT)


def test_a_portal_says_where_its_document_is() -> None:
    content = f"<div id='toanvancontent'>{HEADER}<p>{LONG}</p></div>"
    page = f"<html><body><div>{LONG}{LONG}</div>{content}</body></html>"
    assert text_of(page) == HEADER_TEXT + LONG.strip() + "\n"


HEADING = "Kế hoạch số 12/KH-SCT Về cải cách hành chính"


def test_the_heading_of_a_page_without_letterhead_comes_first() -> None:
    content = f"<div id='toanvancontent'><p>KẾ HOẠCH</p><p>Về cải cách hành chính</p><p>{LONG}</p></div>"
    below = f"KẾ HOẠCH\nVề cải cách hành chính\n{LONG.strip()}\n"
    title = "<h1>Kế hoạch số <b>12/KH-SCT</b>\n Về cải cách hành chính</h1>"
    menu = "<h1>Cổng thông tin</h1><nav><h1>Quyết định số 3/QĐ-SCT</h1></nav>"
    assert text_of(f"<html><body>{menu}<div>{title}</div>{content}</body></html>") == f"{HEADING}\n{below}"
    # several might be a list of documents, a number is what makes it a document's, a letterhead needs none
    other = "<h1>Quyết định số 4/QĐ-SCT</h1>"
    assert text_of(f"<html><body>{title}{content}{other}</body></html>") == below
    assert text_of(f"<html><body><h1>Văn bản mới</h1>{content}</body></html>") == below
    assert text_of(f"<html><body>{title}<div id='tab1'>{HEADER}<p>{LONG}</p></div></body></html>") == (
        HEADER_TEXT + LONG.strip() + "\n"
    )


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Quyết định số 06/QĐ-TTg</p></div>',
        ),
        (
            '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
            '<div id="sdfootnote1"><p><a name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Quyết định số '
            "06/QĐ-TTg</p></div>",
        ),
        (
            '<sup id="fnref1"><a href="#fn1">1</a></sup>',
            '<ol><li id="fn1"><p>Quyết định số 06/QĐ-TTg <a href="#fnref1">↩</a></p></li></ol>',
        ),
        (
            '<a href="https://portal.vn/1#_ftn1" name="_ftnref1">(1)</a>',
            '<p><a href="https://portal.vn/1#_ftnref1" name="_ftn1">(1)</a> Quyết định số 06/QĐ-TTg</p>',
        ),
    ],
)
def test_footnotes(mark: str, note: str) -> None:
    html = f"<html><body><p>Thực hiện Đề án{mark} năm nay.</p><p>Hết.</p><hr/>{note}</body></html>"
    assert text_of(html) == "Thực hiện Đề án[^1] năm nay.\n[^1]: Quyết định số 06/QĐ-TTg\nHết.\n"


def test_footnote_in_a_table_follows_the_row() -> None:
    html = (
        "<html><body><table><tr><td>1</td><td>Đề án<a href='#b' name='a'>1</a></td></tr></table>"
        "<p><a href='#a' name='b'>1</a> Quyết định số 06/QĐ-TTg</p></body></html>"
    )
    assert text_of(html) == "1\tĐề án[^1]\n[^1]: Quyết định số 06/QĐ-TTg\n"


def test_numbered_lists_show_their_numbers() -> None:
    inner = "<ol type='a'><li>một</li><li></li></ol>"
    html = f"<html><body><ol start='3'><li><p>ba</p></li><li>bốn{inner}</li></ol><p>x</p></body></html>"
    assert text_of(html) == "3. ba\n4. bốn\na. một\nx\n"
    assert text_of("<html><body><ul><li>a</li></ul></body></html>") == "a\n"


def test_a_table_of_one_cell_is_layout() -> None:
    html = "<html><body><table><tr><td><p>một</p><p>hai</p></td></tr></table></body></html>"
    assert text_of(html) == "một\nhai\n"


def test_gzipped_page_keeps_the_digest_of_its_file() -> None:
    data = gzip.compress(f"<html><body>{HEADER}</body></html>".encode())
    text = loading.from_bytes(data, source="trang.html.gz")
    assert (text.format, text.digest) == ("html", hashlib.sha256(data).hexdigest())
    assert text.text == HEADER_TEXT
    with pytest.raises(loading.Corrupt):
        loading.from_bytes(data[:-20], source="trang.html.gz")


def test_a_gzip_bomb_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "MAX_UNPACKED", 1000)
    with pytest.raises(loading.TooLarge):
        loading.from_bytes(gzip.compress(b"<html>" + b" " * 5000), source="x")


def test_entities_and_old_encodings() -> None:
    assert text_of("<html><body><p>Ngh&#7883; quy&#7871;t &amp; &lt;số&gt;</p></body></html>") == (
        "Nghị quyết & <số>\n"
    )
    old = "<html><body><p>NghÞ quyÕt cña ChÝnh phñ vÒ ®Èy m¹nh c¶i c¸ch</p></body></html>"
    text = loading.from_bytes(old.encode("latin-1"), source="x")
    assert (text.text, text.encoding) == ("Nghị quyết của Chính phủ về đẩy mạnh cải cách\n", "tcvn3")


def test_a_page_without_words() -> None:
    with pytest.raises(loading.NoText):
        text_of("<html><body><script>1</script></body></html>")


def test_hidden_parts_are_not_printed() -> None:
    assert text_of("<html><body><p>a</p><p style='display: none'>b</p><p hidden>c</p></body></html>") == "a\n"


def test_deep_nesting_does_not_break_the_reader() -> None:
    assert "đáy" in text_of("<html><body>" + "<div>" * 200 + "đáy" + "</div>" * 200 + "</body></html>")
