"""Any number of small official documents that cite each other, written by rule; the same each time.

python bench/documents.py 2000 FOLDER
"""

from __future__ import annotations

import random
import sys
from pathlib import Path

PLACES = ("Quảng Nam", "Lào Cai", "Bắc Giang", "Cà Mau", "Nghệ An", "Đắk Lắk", "Thái Bình", "Kiên Giang")
SUBJECTS = (
    "cải cách hành chính",
    "chuyển đổi số",
    "giảm nghèo bền vững",
    "xây dựng nông thôn mới",
    "cải thiện môi trường kinh doanh",
    "phát triển khu công nghiệp",
    "bảo vệ rừng",
    "thực hành tiết kiệm",
)
LAWS = (
    "Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015",
    "Luật Ban hành văn bản quy phạm pháp luật ngày 22 tháng 6 năm 2015",
)
DECREES = ("34/2016/NĐ-CP", "61/2018/NĐ-CP", "45/2020/NĐ-CP", "30/2020/NĐ-CP", "63/2010/NĐ-CP")
HUNDRED = 100
"""Documents in one folder."""


def document(number: int) -> str:
    """The text of the n-th document: a decision or plan of a province that carries out a resolution."""
    dice = random.Random(number)
    place, subject = dice.choice(PLACES), dice.choice(SUBJECTS)
    year, month, day = dice.randint(2019, 2024), dice.randint(1, 12), dice.randint(1, 28)
    kind, symbol = dice.choice((("QUYẾT ĐỊNH", "QĐ"), ("KẾ HOẠCH", "KH")))
    serial = number // len(PLACES) + 1
    decree, resolution = dice.choice(DECREES), dice.randint(1, 200)
    earlier = dice.randint(1, max(1, serial - 1))
    lines = [
        f"ỦY BAN NHÂN DÂN\nTỈNH {place.upper()}\nSố: {serial}/{symbol}-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc",
        f"{place}, ngày {day} tháng {month} năm {year}",
        f"{kind}\nVề {subject} trên địa bàn tỉnh năm {year}",
        f"Căn cứ {dice.choice(LAWS)};",
        f"Căn cứ Nghị định số {decree} của Chính phủ;",
        f"Thực hiện Nghị quyết số {resolution}/NQ-CP ngày {dice.randint(1, 28)}/{month}/{year} "
        f"của Chính phủ "
        f"về {subject};",
        f"Tiếp theo Kế hoạch số {earlier}/KH-UBND ngày "
        f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/{year - 1} "
        f"của Ủy ban nhân dân tỉnh {place};",
        f"Điều 1. Các sở, ngành triển khai công việc số {number} về {subject} trong năm "
        f"{year}, báo cáo kết quả "
        "trước ngày cuối cùng của mỗi quý và chịu trách nhiệm về số liệu.",
        f"Điều 2. Thay thế Quyết định số {earlier + 1}/QĐ-UBND ngày "
        f"{dice.randint(1, 28)}/{dice.randint(1, 12)}/"
        f"{year - 1} của Ủy ban nhân dân tỉnh {place}.",
        "Điều 3. Chánh Văn phòng và thủ trưởng các đơn vị chịu trách nhiệm thi hành.",
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH",
    ]
    return "\n".join(lines) + "\n"


def write(folder: Path, count: int) -> Path:
    """Write documents into folders of a hundred."""
    for number in range(count):
        place = folder / f"{number // HUNDRED:04}"
        if number % HUNDRED == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:06}.txt").write_text(document(number), encoding="utf-8")
    return folder


if __name__ == "__main__":
    write(Path(sys.argv[2]), int(sys.argv[1]))
