"""The JSON edge."""

import json

from nlp import extract
from nlp.answer import to_dict

TEXT = "Kế hoạch thực hiện Nghị quyết số 02/NQ-CP ngày 05/01/2024 của Chính phủ và Đề án 06"


def test_the_form_of_the_contract() -> None:
    answer = to_dict(extract(TEXT))
    assert set(answer) == {"source", "document", "citations", "relations", "findings"}
    assert set(answer["document"]) == {
        *("iri", "type", "number", "date", "issuer", "title", "signer"),
        *("effective", "expires", "addressees", "recipients"),
    }
    first = answer["citations"][0]
    assert list(first)[:4] == ["id", "iri", "kind", "type"]
    assert (first["number"], first["date"], first["issuer"]) == ("02/NQ-CP", "2024-01-05", "Chính phủ")
    assert (
        first["mentions"][0]["text"]
        == TEXT[slice(first["mentions"][0]["start"], first["mentions"][0]["end"])]
    )


def test_the_register_is_a_table() -> None:
    alias = to_dict(extract(TEXT))["citations"][1]
    assert alias["register"]["number"] == "06/QĐ-TTg"


def test_iris_come_from_outside() -> None:
    answer = to_dict(extract(TEXT), iri_of=lambda value: f"iri:{value.number}")
    assert answer["citations"][0]["iri"] == "iri:02/NQ-CP"
    assert answer["document"]["iri"] == "iri:"
    assert to_dict(extract(TEXT))["citations"][0]["iri"] == ""


def test_it_is_json() -> None:
    answer = to_dict(extract(TEXT))
    assert json.loads(json.dumps(answer, ensure_ascii=False))["citations"][0]["id"] == "c1"
