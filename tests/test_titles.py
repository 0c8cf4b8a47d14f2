"""The title right after a mention."""

import pytest

from nlp.titles import title_after


@pytest.mark.parametrize(
    ("after", "title"),
    [
        (" về việc phê duyệt quy hoạch; đồng thời", "phê duyệt quy hoạch"),
        (" V/v mời họp.", "mời họp"),
        (" về đẩy mạnh cải cách", "đẩy mạnh cải cách"),
        (" ban hành Kế hoạch hành động", "ban hành Kế hoạch hành động"),
        (", phê duyệt  đề án\ntiếp theo", "phê duyệt đề án"),
        (" về quản lý đất đai (sau đây gọi là Nghị định)", "quản lý đất đai"),
        (" về thi đua, Nghị định số 5", "thi đua"),
        (" về *thi đua*", "thi đua"),
        (" về ba", ""),
        (" và các văn bản", ""),
        ("", ""),
    ],
)
def test_titles(after: str, title: str) -> None:
    assert title_after("126/QĐ-UBND" + after, 11) == title


def test_a_title_without_end_is_cut() -> None:
    assert len(title_after(" về " + "a" * 1000, 0)) == 400
