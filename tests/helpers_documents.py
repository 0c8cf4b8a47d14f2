"""Small documents of our own wording, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

from tests import helpers_numbers as family

days = st.builds(
    lambda d, m, y: f"ngày {d:02d}/{m:02d}/{y}",
    st.integers(1, 28),
    st.integers(1, 12),
    st.integers(1990, 2025),
)
numbered = st.one_of(
    st.builds(lambda n: f"Quyết định số {n}", family.administrative),
    st.builds(lambda n: f"Nghị định {n}", family.normative),
    st.builds(lambda n, d: f"Kế hoạch số {n} {d}", family.administrative, days),
    st.builds(lambda n: f"Thông tư liên tịch số {n}", family.joint),
    st.builds(lambda n: f"Nghị quyết số {n}", family.party),
    st.builds(lambda n: f"Luật số {n}", family.laws),
    st.builds(lambda n: f"số {n}", family.letters),
)
listed = st.builds(
    lambda a, b, n: f"các Nghị quyết: số {a}, {b}, {n}",
    st.integers(1, 99),
    st.integers(1, 99),
    family.administrative,
)
named = st.sampled_from(
    [
        "Luật Đất đai năm 2013",
        "Bộ luật Dân sự",
        "Luật Sông ngòi và bờ biển",
        "Luật sửa đổi, bổ sung một số điều của Luật Đất đai",
        "Hiến pháp năm 2013",
        "Đề án 06",
        "Nghị quyết Trung ương 6 khóa XII",
    ]
)
pointing = st.sampled_from(["Nghị định này", "Quyết định nêu trên", "các văn bản trên", "Nghị quyết số 1241"])
plain = st.sampled_from(
    [
        "theo điểm a, b khoản 2 Điều 5",
        "của UBND tỉnh Quảng Nam",
        "498/498 đơn vị",
        "phiên bản 2.4.7",
        "về việc phê duyệt kế hoạch",
        "ngày 20/9/2-24",
        "Điều 1.",
        "số 12",
        "(A-B)",
    ]
)
joints = st.sampled_from([" ", ", ", "; ", ".\n", "\n\n", " và ", " của ", " (", ") "])
mentions = st.one_of(numbered, listed, named)
pieces = st.one_of(numbered, listed, named, pointing, plain)
documents = st.lists(st.tuples(pieces, joints), max_size=8).map(
    lambda parts: "".join(piece + joint for piece, joint in parts)
)
