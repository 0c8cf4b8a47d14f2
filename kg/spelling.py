# ruff: noqa: S608 - what is put into SQL here are marks, never words of a reader
"""What a reader may have meant, from the words that the search index knows."""

from __future__ import annotations

import sqlite3

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def match(words: list[str]) -> str:
    """The words as a question to FTS5; the last one may be unfinished."""
    *whole, last = words
    return " ".join([*(f'"{w}"' for w in whole), f'"{last}"' + ("*" if len(last) > 1 else "")])


def count(db: sqlite3.Connection, words: list[str]) -> int:
    """How many documents hold all of these words."""
    return int(db.execute("SELECT count(*) FROM words WHERE words MATCH ?", [match(words)]).fetchone()[0])


def meant(db: sqlite3.Connection, words: list[str]) -> str:
    """The question with its misspelt words mended or, if all are known, without the one that hinders."""
    mended = [part for word in words for part in _mend(db, word).split()]
    if mended != words and count(db, mended):
        return " ".join(mended)
    fewer = [[w for j, w in enumerate(mended) if j != i] for i in range(len(mended))]
    counted = [(n, rest) for rest in fewer if rest and (n := count(db, rest))]
    return " ".join(min(counted)[1]) if counted else ""


def _mend(db: sqlite3.Connection, word: str) -> str:
    """The commonest known word one slip away, or two known words that were written together."""
    if word.isdigit() or db.execute("SELECT 1 FROM terms WHERE term = ?", [word]).fetchone():
        return word
    near = sorted(_slips(word))
    found: list[tuple[int, str]] = []
    for start in range(0, len(near), 500):
        part = near[start : start + 500]
        marks = ",".join("?" * len(part))
        found += db.execute(f"SELECT doc, term FROM terms WHERE term IN ({marks})", part).fetchall()
    if found:
        return max(found)[1]
    pairs = [(word[:i], word[i:]) for i in range(1, len(word))]
    known = [p for p in pairs if count(db, [*p, p[1]])]
    return " ".join(known[0]) if known else word


def _slips(word: str) -> set[str]:
    """Every word one slip away: a letter left out, doubled up, wrong, or two in the wrong order."""
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    gone = {a + b[1:] for a, b in parts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
    wrong = {a + c + b[1:] for a, b in parts if b for c in _LETTERS}
    more = {a + c + b for a, b in parts for c in _LETTERS}
    return (gone | swapped | wrong | more) - {word, ""}
