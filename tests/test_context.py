"""What the citing document lends to what it cites."""

import pytest

from nlp.context import Context, body_before, context, generic_token, issuer_of
from nlp.find import find
from nlp.model import Document

PROVINCE = Context("Báo cáo", "12/BC-SNV", "2024-12-01", "Sở Nội vụ tỉnh Quảng Nam", "Quảng Nam")
CITY = Context(province="Đà Nẵng")
DISTRICT = Context(issuer="Ủy ban nhân dân huyện Thăng Bình", province="Quảng Nam", local="huyện Thăng Bình")
NOWHERE = Context()


def issuer(text: str, here: Context) -> str:
    (hit,) = find(text)
    return issuer_of(hit, here, text)


@pytest.mark.parametrize(
    ("text", "here", "name"),
    [
        ("Quyết định số 126/QĐ-UBND", PROVINCE, "Ủy ban nhân dân tỉnh Quảng Nam"),
        ("Quyết định số 126/QĐ-UBND", CITY, "Ủy ban nhân dân thành phố Đà Nẵng"),
        ("Quyết định số 126/QĐ-UBND", DISTRICT, ""),
        ("Quyết định số 126/QĐ-UBND", NOWHERE, ""),
        ("Quyết định số 126/QĐ-UBND của UBND tỉnh", DISTRICT, "Ủy ban nhân dân tỉnh Quảng Nam"),
        ("Quyết định số 126/QĐ-UBND của UBND huyện", DISTRICT, "Ủy ban nhân dân huyện Thăng Bình"),
        ("Quyết định số 126/QĐ-UBND của UBND tỉnh", NOWHERE, "Ủy ban nhân dân tỉnh"),
        ("Quyết định số 126/QĐ-UBND của UBND tỉnh Lào Cai", PROVINCE, "Ủy ban nhân dân tỉnh Lào Cai"),
        ("Nghị định số 34/2016/NĐ-CP", NOWHERE, "Chính phủ"),
        ("Quyết định số 749/QĐ-TTg", PROVINCE, "Thủ tướng Chính phủ"),
        ("Thông tư liên tịch số 02/2008/TTLT-BTP-BNV", NOWHERE, "Bộ Tư pháp, Bộ Nội vụ"),
        ("Kết luận số 638-KL/TU", PROVINCE, "Tỉnh ủy Quảng Nam"),
        ("Kết luận số 638-KL/TU", CITY, "Thành ủy Đà Nẵng"),
        ("Nghị quyết số 18-NQ/TW", PROVINCE, ""),
        ("Báo cáo số 62/BC-BQL", PROVINCE, "Ban Quản lý"),
        ("Báo cáo số 15/BC-SNV", PROVINCE, "Sở Nội vụ tỉnh Quảng Nam"),
        ("Luật Đất đai năm 2013", NOWHERE, "Quốc hội"),
        ("Pháp lệnh Ngoại hối năm 2005", NOWHERE, "Ủy ban Thường vụ Quốc hội"),
        ("Nghị định 54 của tỉnh", NOWHERE, "Chính phủ"),
        ("Nghị quyết Trung ương 6 khóa XII", NOWHERE, "Ban Chấp hành Trung ương"),
        ("Nghị quyết số 1241", NOWHERE, ""),
    ],
)
def test_issuers(text: str, here: Context, name: str) -> None:
    assert issuer(text, here) == name


def test_the_body_may_stand_before_its_document() -> None:
    text = "theo đề nghị của Sở Nội vụ tại Tờ trình số 547"
    body = body_before(text, text.index("Tờ"))
    assert body is not None
    assert body.name == "Sở Nội vụ"
    assert body_before("theo đề nghị của Sở Nội vụ. Tờ trình số 547", 28) is None


@pytest.mark.parametrize(
    ("text", "document", "province", "local"),
    [
        ("", Document(issuer="Ủy ban nhân dân tỉnh Lào Cai"), "Lào Cai", ""),
        ("", Document(issuer="Tỉnh ủy Quảng Nam"), "Quảng Nam", ""),
        ("", Document(issuer="Sở Nội vụ thành phố Đà Nẵng"), "Đà Nẵng", ""),
        ("tại tỉnh Quảng Nam", Document(issuer="Chính phủ"), "", ""),
        ("tại tỉnh Quảng Nam", Document(), "Quảng Nam", ""),
        ("tỉnh Quảng Nam, tỉnh Lào Cai", Document(), "", ""),
        ("tỉnh Quảng Nam, tỉnh Lào Cai, tỉnh Quảng Nam, tỉnh Quảng Nam", Document(), "Quảng Nam", ""),
        (
            "tỉnh Quảng Nam",
            Document(issuer="Ủy ban nhân dân huyện Thăng Bình"),
            "Quảng Nam",
            "huyện Thăng Bình",
        ),
    ],
)
def test_where_a_document_comes_from(text: str, document: Document, province: str, local: str) -> None:
    here = context(text, document)
    assert (here.province, here.local, here.is_provincial) == (province, local, bool(province and not local))


def test_bodies_of_which_there_are_many() -> None:
    assert generic_token("62/BC-BQL") == "BQL"
    assert generic_token("126/QĐ-UBND") == ""
    assert generic_token("") == ""


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Uỷ ban nhân dân tỉnh An Giang có tờ trình số 40/TT-UB", "Ủy ban nhân dân tỉnh An Giang"),
        ("Đã họp.\nSở Y tế tỉnh An Giang đã gửi Công văn số 5/SYT-VP", "Sở Y tế tỉnh An Giang"),
        ("đề nghị của UBND tỉnh An Giang (công văn số 9/TT-UB)", "Ủy ban nhân dân tỉnh An Giang"),
        (
            "của     \nChủ tịch Ủy ban nhân dân thành\nphố Hà Nội tại Tờ trình số 8/TTr-UBND",
            "Ủy ban nhân dân thành phố Hà Nội",
        ),
    ],
)
def test_the_body_before_its_paper(text: str, name: str) -> None:
    (hit,) = find(text)
    body = body_before(text, hit.start)
    assert body is not None
    assert body.name == name


def test_a_symbol_knows_the_ministry_that_the_text_cuts_short() -> None:
    (hit,) = find("Thông tư số 18/2018/TT-BLĐTBXH ngày 30/10/2018 của Bộ LĐTBXH")
    assert issuer_of(hit, Context(), "") == "Bộ Lao động - Thương binh và Xã hội"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Nghị quyết số 5-NQ/TU của Ban Chấp hành Đảng bộ tỉnh về", "Ban Chấp hành Đảng bộ tỉnh Quảng Nam"),
        (
            "Kết luận số 2-KL/BCS của Ban cán sự Đảng Ủy ban nhân dân tỉnh về",
            "Ban cán sự đảng Ủy ban nhân dân tỉnh Quảng Nam",
        ),
    ],
)
def test_organs_of_the_province(text: str, name: str) -> None:
    assert issuer(text, PROVINCE) == name
