"""The spaCy pipeline: its own tokenizer, the same answers as the command, spans at the original offsets."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from nlp import extract
from nlp.pipeline import COMPONENTS, CONFIG, SPANS, Tokenizer, create, extraction

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.[tm][xd]*"))
SENTENCE = "UBND tỉnh thực hiện Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024. Nghị quyết số 1241 nêu rõ."


@pytest.fixture(scope="module")
def nlp() -> spacy.language.Language:
    return create()


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_tokenizer_keeps_the_text(text: str) -> None:
    assert Tokenizer(Vocab())(text).text == text


def test_tokenizer_parts_a_number() -> None:
    tokens = Tokenizer(Vocab())("số 2817/QĐ-UBND ngày 25/12/2023")
    assert [t.text for t in tokens][:6] == ["số", "2817", "/", "QĐ", "-", "UBND"]


def test_blank_vietnamese_needs_no_pyvi() -> None:
    blank = spacy.blank("vi", config=CONFIG)
    assert [t.text for t in blank("Luật Đất đai")] == ["Luật", "Đất", "đai"]


def test_components_are_found_by_name() -> None:
    blank = spacy.blank("vi", config=CONFIG)
    for name in COMPONENTS:
        blank.add_pipe(name)
    assert blank.pipe_names == list(COMPONENTS)


@pytest.mark.parametrize("path", [p for p in EXAMPLES if p.name != "README.md"], ids=lambda p: p.stem)
def test_same_answer_as_the_command(nlp: spacy.language.Language, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert extraction(nlp(text)) == extract(text)


def test_spans_are_the_mentions(nlp: spacy.language.Language) -> None:
    doc = nlp(SENTENCE)
    assert [(s.text, s.label_, s._.citation.number) for s in doc.spans[SPANS]] == [
        ("Nghị quyết số 1241/NQ-UBTVQH15 ngày 24/10/2024", "Nghị quyết", "1241/NQ-UBTVQH15"),
        ("Nghị quyết số 1241", "Nghị quyết", "1241/NQ-UBTVQH15"),
    ]


def test_sentences_start_where_the_text_does(nlp: spacy.language.Language) -> None:
    assert [s.start_char for s in nlp(SENTENCE).sents] == [0, SENTENCE.index("Nghị quyết số 1241 nêu")]


def test_pipe_over_several_texts(nlp: spacy.language.Language) -> None:
    texts = [SENTENCE, "", "Không có gì."]
    assert [len(d.spans[SPANS]) for d in nlp.pipe(texts)] == [2, 0, 0]


def test_pipeline_can_be_stored_and_loaded(nlp: spacy.language.Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    again = spacy.load(tmp_path / "model")
    assert extraction(again(SENTENCE)) == extraction(nlp(SENTENCE))


def test_a_doc_can_be_written(nlp: spacy.language.Language) -> None:
    stream = io.BytesIO(nlp(SENTENCE).to_bytes(exclude=["user_data"]))
    assert stream.getbuffer().nbytes > 0
