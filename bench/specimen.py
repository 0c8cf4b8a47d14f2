"""A decision written for luocdo: a header in two columns, fifty citations, three footnotes, one in a table.

:data:`BLOCKS` are paragraphs and tables (rows of cells); ``[^1]`` marks a footnote of :data:`NOTES`.
"""

from __future__ import annotations

import re

NUMBER = "1268/QĐ-UBND"

Table = list[list[str]]

NOTES = {
    "1": "Kế hoạch số 118/KH-UBND ngày 12/5/2022 của Ủy ban nhân dân tỉnh về rà soát thủ tục hành chính.",
    "2": "Báo cáo số 207/BC-SNV ngày 30/11/2023 của Sở Nội vụ về kết quả xếp hạng.",
    "3": "Thông báo số 64/TB-UBND ngày 22/3/2024 của Ủy ban nhân dân tỉnh.",
}

_TABLE: Table = [
    ["TT", "Việc phải làm", "Theo văn bản", "Hạn"],
    ["1", "Bổ sung chỉ tiêu đo lường", "Quyết định số 876/QĐ-BNV ngày 10/11/2022 của Bộ Nội vụ", "Quý I"],
    ["2", "Số hóa kết quả giải quyết", "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ", "Quý I"],
    ["3", "Đánh giá công chức[^2]", "Nghị định số 90/2020/NĐ-CP ngày 13/8/2020 của Chính phủ", "Quý II"],
    ["4", "Định danh điện tử", "Quyết định số 06/QĐ-TTg ngày 06/01/2022 của Thủ tướng Chính phủ", "Quý II"],
    [
        "5",
        "Kiểm tra công vụ",
        "Công văn số 1475/UBND-KSTTHC ngày 04/3/2024 của Ủy ban nhân dân tỉnh",
        "Quý III",
    ],
    [
        "6",
        "Đối thoại doanh nghiệp",
        "Chỉ thị số 11/CT-UBND ngày 19/7/2023 của Ủy ban nhân dân tỉnh",
        "Quý III",
    ],
    [
        "7",
        "Tập huấn nghiệp vụ",
        "Thông tư số 01/2023/TT-VPCP ngày 05/4/2023 của Văn phòng Chính phủ",
        "Quý IV",
    ],
    ["8", "Tổng kết", "Hướng dẫn số 35/HD-SNV ngày 15/10/2023 của Sở Nội vụ", "Quý IV"],
]

BLOCKS: list[str | Table] = [
    [
        [
            "ỦY BAN NHÂN DÂN\nTỈNH QUẢNG NAM",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        ],
        [f"Số: {NUMBER}", "Quảng Nam, ngày 24 tháng 5 năm 2024"],
    ],
    "QUYẾT ĐỊNH",
    "Ban hành chương trình làm việc về cải cách hành chính của tỉnh trong năm 2024",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH",
    "Căn cứ Luật số 77/2015/QH13 ngày 19 tháng 6 năm 2015 của Quốc hội;",
    "Căn cứ Luật số 80/2015/QH13 ngày 22 tháng 6 năm 2015 của Quốc hội;",
    "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính phủ;",
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "Căn cứ Nghị quyết số 02/NQ-CP ngày 05 tháng 01 năm 2024 của Chính phủ;",
    "Căn cứ Quyết định số 468/QĐ-TTg ngày 27 tháng 3 năm 2021 của Thủ tướng Chính phủ;",
    "Thực hiện Nghị quyết số 18-NQ/TW ngày 25 tháng 10 năm 2017 của Ban Chấp hành Trung ương;",
    "Thực hiện Kết luận số 50-KL/TW ngày 28 tháng 02 năm 2023 của Bộ Chính trị;",
    "Theo đề nghị của Sở Nội vụ tại Tờ trình số 412/TTr-SNV ngày 17 tháng 5 năm 2024,",
    "QUYẾT ĐỊNH:",
    "Điều 1. Chương trình này nối tiếp Kế hoạch số 6581/KH-UBND ngày 27/9/2023 của Ủy ban "
    "nhân dân tỉnh[^1], "
    "giữ nguyên các mốc của Kế hoạch số 35/KH-UBND ngày 06/02/2024 của Ủy ban nhân dân "
    "tỉnh và không lặp lại "
    "những việc đã giao ở Quyết định số 442/QĐ-UBND ngày 08/3/2023 của Ủy ban nhân dân tỉnh.",
    "Điều 2. Các sở, ngành làm theo những việc và thời hạn sau đây:",
    _TABLE,
    "Điều 3. Khi xếp hạng cuối năm, Sở Nội vụ dùng bộ tiêu chí của Quyết định số "
    "1073/QĐ-UBND ngày 06/5/2024 "
    "của Ủy ban nhân dân tỉnh, đối chiếu với Quyết định số 1085/QĐ-TTg ngày 15/9/2022 và Quyết định số "
    "766/QĐ-TTg ngày 23/6/2022 của Thủ tướng Chính phủ.",
    "Điều 4. Về bộ phận một cửa",
    "1. Mỗi huyện rà lại nhân sự theo Nghị quyết số 99/NQ-CP ngày 10/7/2023 của Chính phủ, Nghị định số "
    "29/2023/NĐ-CP ngày 03/6/2023 của Chính phủ và Nghị quyết số 15/NQ-HĐND ngày "
    "20/7/2022 của Hội đồng nhân "
    "dân tỉnh.",
    "2. Phòng Nội vụ gửi số liệu theo Công văn số 707/UBND-NCKS ngày 31/01/2024 của Ủy "
    "ban nhân dân tỉnh và "
    "Công văn số 2230/SNV-CCHC ngày 12/9/2023 của Sở Nội vụ.",
    "3. Mức thu phí theo Thông tư số 85/2019/TT-BTC ngày 29/11/2019 của Bộ Tài chính, Thông tư số "
    "106/2021/TT-BTC ngày 26/11/2021 của Bộ Tài chính và Nghị quyết số 33/2016/NQ-HĐND ngày 08/12/2016 của "
    "Hội đồng nhân dân tỉnh.",
    "Điều 5. Về môi trường đầu tư",
    "1. Sở Kế hoạch và Đầu tư nhắc lại yêu cầu của Chỉ thị số 26/CT-TTg ngày 21/9/2023 của Thủ tướng Chính "
    "phủ, Công điện số 968/CĐ-TTg ngày 16/10/2023 của Thủ tướng Chính phủ và Công điện số 71/CĐ-TTg ngày "
    "23/02/2023 của Thủ tướng Chính phủ.",
    "2. Việc công khai quy hoạch theo Quyết định số 72/QĐ-TTg ngày 17/01/2024 của Thủ "
    "tướng Chính phủ, Nghị "
    "định số 37/2019/NĐ-CP ngày 07/5/2019 của Chính phủ và Nghị định số 58/2023/NĐ-CP ngày 12/8/2023 của "
    "Chính phủ.",
    "Điều 6. Về dữ liệu: các cơ quan kết nối theo Nghị định số 47/2020/NĐ-CP ngày 09/4/2020 của Chính phủ, "
    "Nghị định số 42/2022/NĐ-CP ngày 24/6/2022 của Chính phủ, Quyết định số 749/QĐ-TTg "
    "ngày 03/6/2020 của Thủ "
    "tướng Chính phủ và Quyết định số 411/QĐ-TTg ngày 31/3/2022 của Thủ tướng Chính phủ.",
    "Điều 7. Quyết định này thay thế Quyết định số 650/QĐ-UBND ngày 24/3/2021 của Ủy ban "
    "nhân dân tỉnh[^3] và "
    "bãi bỏ Quyết định số 3050/QĐ-UBND ngày 28/10/2020 của Ủy ban nhân dân tỉnh.",
    "Điều 8. Văn bản điện tử gửi theo Quyết định số 28/2018/QĐ-TTg ngày 12/7/2018 của Thủ "
    "tướng Chính phủ, trình "
    "bày theo Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ; chế độ báo cáo theo Nghị định số "
    "09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ.",
    "Điều 9. Chánh Văn phòng, Giám đốc các sở và Chủ tịch Ủy ban nhân dân các huyện chịu "
    "trách nhiệm thi hành.",
    [["Nơi nhận:\n- Như Điều 9;\n- Lưu: VT.", "CHỦ TỊCH\nNguyễn Văn Mẫu"]],
]

_NUMBERED = re.compile(r"(?:số)\s+(\d[\w/-]*[\wĐ])")


def cited() -> frozenset[str]:
    """The numbers of the fifty documents that it cites."""
    return frozenset(_NUMBERED.findall(plain()))


def plain() -> str:
    """Its text as every loader should give it: cells parted by tabs, a note after its paragraph or row."""
    lines: list[str] = []
    for block in BLOCKS:
        rows = (
            ["\t".join(" ".join(c.split("\n")) for c in row) for row in block]
            if isinstance(block, list)
            else [block]
        )
        for line in rows:
            lines.append(line)
            lines += [f"[^{label}]: {NOTES[label]}" for label in re.findall(r"\[\^(\d)\]", line)]
    return "\n".join(lines) + "\n"
