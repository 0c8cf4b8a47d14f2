"""The title that a text gives a document right after naming it: "… về đẩy mạnh cải cách hành chính"."""

from __future__ import annotations

import re

_LEAD = re.compile(
    r"[\s,*_]{0,3}(?:(?P<lead>về việc|[Vv]/v|về)\s|(?=(?:ban hành|quy định|phê duyệt|hướng dẫn|sửa đổi|thành lập|công bố|triển khai|thực hiện"
    r"|bãi bỏ|thay thế|giao|kiện toàn|điều chỉnh|hợp nhất|tiếp tục|đẩy mạnh|tăng cường|Ban hành|Quy định|Phê duyệt|Hướng dẫn)\s))"
)
_STOP = re.compile(
    r"[;.:\n\t\[]|\s\(sau đây|,\s(?:Nghị|Quyết|Thông|Luật|Chỉ thị|Kế hoạch|Công văn)\s?\w*\s(?:số|định|tư)|$"
)
_MOST = 400


def title_after(text: str, start: int) -> str:
    """The title that begins at ``start``, without its lead-in, on one line; "" where none is given.

    >>> text = "Kết luận số 638-KL/TU ngày 09/10/2024 về tiếp tục thực hiện Nghị quyết số 16-NQ/TU; đồng thời"
    >>> title_after(text, 37)
    'tiếp tục thực hiện Nghị quyết số 16-NQ/TU'
    """
    lead = _LEAD.match(text, start)
    if lead is None:
        return ""
    stop = _STOP.search(text, lead.end(), min(len(text), lead.end() + _MOST))
    title = " ".join(text[lead.end() : stop.start() if stop else lead.end() + _MOST].split()).rstrip(" ,*_")
    return title if len(title) > 3 else ""
