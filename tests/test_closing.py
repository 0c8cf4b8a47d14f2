"""Signatures and recipients."""

import pytest

from nlp.closing import Closing, read


@pytest.mark.parametrize(
    ("signature", "signer"),
    [
        ("TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\n\nNguyễn Văn Bình", "Nguyễn Văn Bình"),
        ("GIÁM ĐỐC\n\n(Đã ký)\n\nGiàng A Sùng", "Giàng A Sùng"),
        ("TL. TỔNG CỤC TRƯỞNG\nKT. VỤ TRƯỞNG VỤ CHÍNH SÁCH\nPHÓ VỤ TRƯỞNG\nPhạm Thị Hiền", "Phạm Thị Hiền"),
        ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nLê Thị Hoa", "Lê Thị Hoa"),
        ("Q. CHÁNH VĂN PHÒNG\nTrần Hữu Lộc", "Trần Hữu Lộc"),
        ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nThượng tướng Võ Minh An", "Võ Minh An"),
        ("THỨ TRƯỞNG\n[daky]\nGS.TS. Trần Văn Thuận", "Trần Văn Thuận"),
        ("KT.GIÁM ĐỐC PHÓ GIÁM ĐỐC     Hoàng Văn Thái", "Hoàng Văn Thái"),
        ("CHỦ TỊCH\nTRẦN VĂN NAM", "Trần Văn Nam"),
        ("CHỦ TỊCH QUỐC HỘI\n\nNguyễn Thị Kim Lan", "Nguyễn Thị Kim Lan"),
        ("CHỦ TỊCH\nNƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\nVõ Văn Tư", "Võ Văn Tư"),
        ("THỨ TRƯỞNG\nky]Trần Văn Thuận", "Trần Văn Thuận"),
        ("GIÁM ĐỐC\n(chữ ký)\nHọ và tên", ""),
        ("GIÁM ĐỐC\n\n\nPHỤ LỤC\nDanh sách Kèm theo", ""),
    ],
)
def test_signer(signature: str, signer: str) -> None:
    assert read(f"Điều 3. Thi hành./.\n{signature}\n", 0).signer == signer


def test_two_columns_of_word() -> None:
    text = (
        "Thi hành./.\n\nNơi nhận:\n- Như Điều 3;\n"
        "- Bộ Nội vụ (b/c);\n- Lưu: VT, NC.\tKT. CHỦ TỊCH\n"
        "PHÓ CHỦ TỊCH\n\n\nNguyễn Văn Bình\n"
    )
    found = read(text, 0)
    assert found.recipients == ("Như Điều 3", "Bộ Nội vụ (b/c)", "Lưu: VT, NC")
    assert found.signer == "Nguyễn Văn Bình"
    assert text[found.start : found.end].strip().startswith("Nơi nhận")


def test_lines_of_a_page_that_run_across_both_columns() -> None:
    text = "Thi hành./.\nNơi nhận: CHỦ TỊCH\n- UBND tỉnh;\n- Lưu: VT. Lê Văn Tám\n"
    assert read(text, 0).recipients[0] == "UBND tỉnh"
    assert read(text, 0).signer == "Lê Văn Tám"


def test_recipients_on_one_line() -> None:
    text = "Thi hành./.\nNơi nhận: - Như trên; - Sở Tư pháp; - Lưu: VT.\tGIÁM ĐỐC Trần Văn An"
    assert read(text, 0).recipients == ("Như trên", "Sở Tư pháp", "Lưu: VT")


def test_a_name_alone_below_the_recipients_needs_a_surname() -> None:
    listed = "Thi hành./.\nNơi nhận:\n- Như Điều 2;\n- Lưu: VT.\n"
    assert read(listed + "Nguyễn Văn Tám\n", 0).signer == "Nguyễn Văn Tám"
    assert read(listed + "Lào Cai\n", 0).signer == ""


def test_joint_signatures_belong_to_one_closing() -> None:
    text = (
        "Thi hành./.\nKT. BỘ TRƯỞNG\nBỘ TÀI CHÍNH\n"
        "THỨ TRƯỞNG\nTrần Văn An\nKT. BỘ TRƯỞNG\n"
        "BỘ NỘI VỤ\nTHỨ TRƯỞNG\nLê Thị Bé\n"
    )
    found = read(text, 0)
    assert found.signer == "Trần Văn An"
    assert text[: found.end].endswith("Lê Thị Bé")


def test_a_form_in_an_annex_is_no_closing() -> None:
    text = (
        "Nội dung./.\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n"
        "Trần Văn An\nPHỤ LỤC\nMẫu đơn\n"
        "Nơi nhận:\n- Như trên;\nGIÁM ĐỐC\n"
        "Họ và tên\n"
    )
    assert read(text, 0).signer == "Trần Văn An"
    assert read("Mẫu:\nNơi nhận:\nGIÁM ĐỐC\n(ký tên)\n", 0).signer == ""


def test_no_closing() -> None:
    assert read("Nội dung báo cáo.", 0) == Closing(17, 17)
    assert read("", 0) == Closing(0, 0)


def test_a_form_with_an_end_mark_is_no_closing_where_the_signature_stands_before_it() -> None:
    text = (
        "Bộ trưởng chịu trách nhiệm thi hành Nghị định này.\n\nTM. CHÍNH PHỦ\nTHỦ TƯỚNG\nTrần Văn An\n"
        "PHỤ LỤC\nMẫu đơn\nChúng tôi cam kết thực hiện./.\nNơi nhận:\n- Như trên;\n- Lưu: VT,…\n"
        "THỦ TRƯỞNG\n(Ký tên và đóng dấu)\n"
    )
    found = read(text, 0)
    assert (found.signer, found.recipients) == ("Trần Văn An", ())
    assert text[found.start : found.end].strip() == "TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nTrần Văn An"


def test_a_dotted_list_of_recipients_is_a_form() -> None:
    text = "Đơn đề nghị.\nNơi nhận:\n- Như trên;\n- Lưu.....\nĐẠI DIỆN\n(Ký tên)\n"
    assert read(text, 0).start == len(text)


def test_many_samples_of_signatures_do_not_hide_the_closing() -> None:
    samples = "Ví dụ:\nT/M BAN THƯỜNG VỤ\nTRƯỞNG BAN\n*\n" * 60
    text = samples + "Nơi nhận:\n- Lưu Văn phòng.\tK/T CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLê Thị Hoa\n"
    assert read(text, 0).signer == "Lê Thị Hoa"


def test_a_scan_reads_a_dash_for_the_colon() -> None:
    text = "Thi hành ./.\nNơi nhận -\n- Như Điều 2:\n- Bộ Nội vụ:\n- Lưu : VT. Hà\nNguyễn Văn Tám\n"
    found = read(text, 0)
    assert (found.recipients[:2], found.signer) == (("Như Điều 2", "Bộ Nội vụ"), "Nguyễn Văn Tám")
