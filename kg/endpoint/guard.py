"""What a query asks for, read from its tokens, before anything runs.

In the grammar of SPARQL 1.1 (section 19.8) the words SERVICE, LOAD and FROM stand in one production
each, so a query reaches out if and only if such a word is one of its tokens: nested or SILENT does not
matter, and a string, a comment or a variable ``?service`` is not one.

The store has a parser of its own, which might see other tokens: ``1<2)…>`` is an IRI for the longest
match, and a comparison for the store.  So the store is given not the text but :attr:`Question.text`: the
same tokens on one line, without comments.  There it can only read what was read here, or fail: what a
false IRI may hold is too little for a SERVICE, and a ``#`` in it would end the query.  (An apostrophe
in it could still begin a string, and is refused.)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urljoin

from kg.endpoint.errors import Refused, forbidden, malformed

DEEPEST = 100
"""Brackets within brackets; deeper ones bring a parser to the end of its stack."""

FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY WITH".split())

_BASE = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
_BASE += "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_CHARS = _BASE + "_0-9\u00b7\u0300-\u036f\u203f\u2040"
_PREFIX = 200
"""Characters of a prefix at most: without a bound a text without colons would take quadratic time."""
_HEX = r"[0-9A-Fa-f]"
_LOCAL = rf"(?:[{_CHARS}:-]|%{_HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_ESCAPE = rf"(?:[tbnrf\\\"']|u{_HEX}{{4}}|U{_HEX}{{8}})"

_TOKEN = re.compile(
    rf"""
      (?P<space>   [ \t\r\n]+ | \#[^\r\n]* )
    | (?P<iri>     < (?: [^<>"{{}}|^`\\\x00-\x20] | \\u{_HEX}{{4}} | \\U{_HEX}{{8}} )* > )
    | (?P<string>  \"\"\" (?: \"{{0,2}} (?: [^"\\] | \\{_ESCAPE} ) )* \"\"\"
                 | ''' (?: '{{0,2}} (?: [^'\\] | \\{_ESCAPE} ) )* '''
                 | " (?: [^"\\\r\n] | \\{_ESCAPE} )* "
                 | ' (?: [^'\\\r\n] | \\{_ESCAPE} )* ' )
    | (?P<variable> [?$] [{_CHARS}]+ )
    | (?P<name>    (?: [{_BASE}] (?: [{_CHARS}.-]{{0,{_PREFIX}}} [{_CHARS}-] )? )? :
                   (?: {_LOCAL} (?: (?:{_LOCAL}|\.)* {_LOCAL} )? )? )
    | (?P<blank>   _: [{_CHARS}] (?: [{_CHARS}.-]* [{_CHARS}-] )? )
    | (?P<language> @ [A-Za-z]+ (?: -{{1,2}} [A-Za-z0-9]+ )* )
    | (?P<number>  (?: [0-9]+ \.? [0-9]* | \.[0-9]+ ) (?: [eE][+-]?[0-9]+ )? )
    | (?P<word>    [A-Za-z_] [A-Za-z0-9_]* )
    | (?P<sign>    \^\^ | && | \|\| | != | <= | >= | <<\( | \)>> | << | >> | \{{\| | \|\}}
                 | [{{}}()\[\].,;*/+\-=<>!|^?~] )
    """,
    re.VERBOSE,
)
_STRINGS = re.compile(
    rf"""(?P<kept> \#[^\r\n]* | < [^<>"{{}}|^`\x00-\x20]* >
       | \"\"\".*?\"\"\" | '''.*?''' | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*' )
       | \\u(?P<short>{_HEX}{{4}}) | \\U(?P<long>{_HEX}{{8}})""",
    re.VERBOSE | re.DOTALL,
)
_CLOSES = {"(": ")", "[": "]", "{": "}", "<<(": ")>>", "<<": ">>", "{|": "|}"}
_LINES = str.maketrans({"\n": "\\n", "\r": "\\r"})


class Token(NamedTuple):
    """One token: its kind (a name of the groups above), its words, where it begins."""

    kind: str
    text: str
    start: int

    @property
    def keyword(self) -> str:
        """The word in capitals; empty for anything but a bare word."""
        return self.text.upper() if self.kind == "word" else ""


@dataclass(frozen=True, slots=True)
class Question:
    """A query that may run.

    ``text`` is what the store reads; ``form`` SELECT, ASK, CONSTRUCT or DESCRIBE; ``default`` and
    ``named`` the graphs that it chooses itself; ``names_graphs`` whether it says GRAPH anywhere.
    """

    text: str
    form: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    names_graphs: bool = False
    _places: tuple[tuple[int, int], ...] = ()
    _asked: str = ""

    def place(self, column: int) -> tuple[int, int]:
        """Line and column, as the author wrote it, of a column of ``text``; all count from 1."""
        at = bisect_right(self._places, (column - 1, len(self._asked))) - 1
        there, here = self._places[max(at, 0)]
        before = self._asked[: here + column - 1 - there]
        return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query, without spaces and comments; raises :class:`Refused` at what is none."""
    at = 0
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None:
            line = query.count("\n", 0, at) + 1
            raise malformed(
                f"câu hỏi hỏng ở dòng {line}: không hiểu {query[at : at + 20]!r}",
                f"malformed query, line {line}: no token of SPARQL begins with {query[at : at + 20]!r}",
            )
        at, kind = match.end(), match.lastgroup or ""
        if kind != "space":
            yield Token(kind, match.group(), match.start())


def read(query: str, *, base: str = "", prefixes: dict[str, str] | None = None) -> Question:
    """Read a query.

    >>> read("ASK { ?văn_bản ?p 'SERVICE' } # SERVICE").form
    'ASK'

    Raises :class:`Refused`: 403 for an update and for SERVICE, 400 for what is no query.
    """
    if "\x00" in query:
        raise malformed("câu hỏi có ký tự rỗng", "the query holds a NUL character")
    query = _plain_names(query)
    found = list(tokens(query))
    _check(found)
    form = next((t.keyword for t in found if t.keyword in FORMS | _UPDATES), "")
    if form in _UPDATES:
        raise forbidden(
            f"chỉ hỏi, không sửa: {form} bị từ chối; hãy dùng luocdo build để thay đổi đồ thị",
            f"read only: {form} is refused; change the graph with luocdo build",
        )
    if not form:
        raise malformed(
            "câu hỏi phải có SELECT, ASK, CONSTRUCT hoặc DESCRIBE",
            "a query has SELECT, ASK, CONSTRUCT or DESCRIBE",
        )
    default, named = _dataset(found, base, prefixes or {})
    words: list[str] = []
    places, column, end = [], 0, 0
    for token in found:
        if token.start > end and words:
            words.append(" ")
            column += 1
        places.append((column, token.start))
        words.append(token.text.translate(_LINES))  # only long strings hold line ends
        column += len(words[-1])
        end = token.start + len(token.text)
    return Question(
        "".join(words),
        form,
        default,
        named,
        any(t.keyword == "GRAPH" for t in found),
        tuple(places),
        query,
    )


def _plain_names(query: str) -> str:
    """The query with letters and digits in names as themselves: ``:\\u0070`` is ``:p`` (section 19.2).

    This comes before all else, so whatever it makes of a text is what is judged and what the store reads.
    """

    def plain(match: re.Match[str]) -> str:
        code = int(match["short"] or match["long"] or "0", 16)
        letter = chr(code) if code < 0x110000 else ""
        return letter if letter.isalnum() else match.group()

    return _STRINGS.sub(plain, query) if "\\u" in query.lower() else query


def _check(found: list[Token]) -> None:
    stack: list[str] = []
    for token in found:
        if token.keyword == "SERVICE":
            raise forbidden(
                "SERVICE bị từ chối: máy chủ này không gửi câu hỏi tới nơi khác",
                "SERVICE is refused: this server sends no query to any other",
            )
        if token.kind == "iri" and "'" in token.text:
            raise malformed(
                f"trong {token.text[:60]} hãy viết dấu ' thành \\u0027",
                f"in {token.text[:60]} write ' as \\u0027",
            )
        if token.kind == "sign" and token.text in _CLOSES:
            stack.append(_CLOSES[token.text])
            if len(stack) > DEEPEST:
                raise malformed(
                    f"câu hỏi lồng quá {DEEPEST} tầng ngoặc", f"brackets nested deeper than {DEEPEST}"
                )
        elif stack and token.kind == "sign" and token.text == stack[-1]:
            stack.pop()


def _dataset(
    found: list[Token], base: str, prefixes: dict[str, str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The graphs of FROM and FROM NAMED, as absolute IRIs."""
    known, default, named = dict(prefixes), list[str](), list[str]()
    for n, token in enumerate(found):
        after = [*found[n + 1 : n + 3], Token("", "", 0), Token("", "", 0)]
        if token.keyword == "BASE" and after[0].kind == "iri":
            base = urljoin(base, _plain(after[0].text))
        elif token.keyword == "PREFIX" and after[1].kind == "iri":
            known[after[0].text.removesuffix(":")] = urljoin(base, _plain(after[1].text))
        elif token.keyword == "FROM":
            is_named = after[0].keyword == "NAMED"
            chosen = after[1] if is_named else after[0]
            (named if is_named else default).append(_iri(chosen, base, known))
    return tuple(default), tuple(named)


def _iri(token: Token, base: str, prefixes: dict[str, str]) -> str:
    if token.kind == "iri":
        return urljoin(base, _plain(token.text))
    prefix, _, local = token.text.partition(":")
    if token.kind != "name" or prefix not in prefixes:
        raise malformed(
            f"sau FROM cần IRI của một đồ thị, không phải {token.text!r}",
            f"FROM takes the IRI of a graph, not {token.text!r}",
        )
    return prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)


def _plain(iri: str) -> str:
    return re.sub(
        rf"\\u({_HEX}{{4}})|\\U({_HEX}{{8}})", lambda m: chr(int(m.group(1) or m.group(2), 16)), iri[1:-1]
    )


def foreign(graph: str) -> Refused:
    """FROM a graph that is not here; nothing is fetched."""
    return forbidden(
        f"FROM <{graph}> bị từ chối: đồ thị này không có ở đây, và máy chủ không tải từ nơi khác",
        f"FROM <{graph}> is refused: that graph is not held here, and nothing is fetched",
    )
