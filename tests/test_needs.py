from __future__ import annotations

import pytest

from tests.helpers_needs import need


def test_what_is_there_is_no_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOCDO_REQUIRE", "spark")
    need("spark", "here")


def test_what_is_missing_skips_unless_ci_requires_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUOCDO_REQUIRE", "virtuoso spark")
    with pytest.raises(pytest.skip.Exception, match="java is not installed"):
        need("java", None)
    with pytest.raises(pytest.fail.Exception, match="names spark"):
        need("spark", None)
