"""A document as a page to look at: its identity, its citations in colour, its relations with their words.

One file that needs nothing else: no fonts, scripts or pictures from elsewhere; it can be mailed, or put on a
closed network.  Without scripts every citation still leads to its entry, every entry to its places.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from functools import cache
from html import escape
from importlib.resources import files

from nlp.marked import Href, View, marked, named, unbroken
from nlp.model import SELF, Citation, Document, Extraction, Finding, Relation
from nlp.palette import Group, group_of, groups
from nlp.pinpoints import place

VERBS = {
    "basedOn": "căn cứ",
    "implements": "thực hiện",
    "details": "quy định chi tiết",
    "amends": "sửa đổi, bổ sung",
    "replaces": "thay thế",
    "repeals": "bãi bỏ",
    "corrects": "đính chính",
    "consolidates": "hợp nhất",
    "suspends": "ngưng hiệu lực",
    "extends": "gia hạn",
    "respondsTo": "trả lời, theo đề nghị tại",
    "cites": "dẫn chiếu",
}
_SENSES = {"carriesOut": "thực hiện", "continues": "tiếp tục thực hiện", "urges": "đôn đốc thực hiện"}
_RESOLVED = {
    "exact": "đủ số, ký hiệu",
    "alias": "nhận theo tên",
    "inferred": "suy ra từ ngữ cảnh",
    "fallback": "đoán, cần kiểm tra",
    "unresolved": "chưa xác định được",
}
_REASONS = {"ambiguous": "nhiều văn bản cùng khớp", "unknown-target": "chưa rõ là văn bản nào"}
_PLACES = 12
"""How many places of a citation are listed by number; the text has them all."""


def page(extraction: Extraction, *, href: Href | None = None) -> str:
    """The whole page as HTML; ``href`` gives the address of a document's own page, "" where it has none.

    >>> from nlp import extract
    >>> made = page(extract("Quyết định số 126/QĐ-UBND <thực hiện> Nghị quyết số 02/NQ-CP."))
    >>> "&lt;thực hiện&gt;" in made, made.count("g-resolution")  # style, legend, text, list
    (True, 4)
    """
    view = View(extraction, href or (lambda _: ""))
    style = _asset("page.css") + "".join(f".g-{g.id}{{{_look(g)}}}" for g in groups())
    script = _asset("page.js")
    return "\n".join(
        (
            '<!doctype html><html lang="vi"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{_policy(style, script)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{escape(_heading(extraction.document))}</title><style>{style}</style></head><body>",
            '<a class="skip" href="#lists">Đến danh sách văn bản và quan hệ</a>',
            _identity(extraction),
            _legend(extraction),
            f'<main><article aria-label="Toàn văn">{marked(view)}</article><aside id="lists">',
            _relations(view),
            _citations(view),
            _findings(extraction.findings),
            '</aside></main><div id="card" data-keep role="tooltip" hidden></div>',
            "<footer>Lược đồ do luocdo dựng từ chính văn bản này; quan hệ nào cũng kèm câu chữ làm căn cứ."
            f"</footer><script>{script}</script></body></html>\n",
        )
    )


def _heading(own: Document) -> str:
    return " ".join(filter(None, (own.type or "Văn bản", own.number and f"số {own.number}")))


def _day(iso: str) -> str:
    """ "2024-01-22" as it is written in Vietnamese: "22/01/2024"."""
    return "/".join(reversed(iso.split("-")))


def _percent(confidence: float) -> str:
    return f"{round(100 * confidence)}%"


def _look(group: Group) -> str:
    style, width = group.underline.split()
    return (
        f"background:{group.tint};text-decoration-color:{group.line};text-decoration-style:{style};"
        f"text-decoration-thickness:{width}"
    )


# -- the head ---------------------------------------------------------------------------------


def _identity(extraction: Extraction) -> str:
    own = extraction.document
    facts = {
        "Cơ quan ban hành": own.issuer,
        "Ngày ban hành": _day(own.date),
        "Người ký": own.signer,
        "Hiệu lực từ": _day(own.effective),
        "Hết hiệu lực": _day(own.expires),
        "Kính gửi": "; ".join(own.addressees),
    }
    rows = "".join(f"<div><dt>{k}:</dt><dd>{escape(v)}</dd></div>" for k, v in facts.items() if v)
    source = extraction.text.source.replace("\\", "/").rpartition("/")[2]
    kicker = " · ".join(filter(None, ("Lược đồ văn bản", source)))
    title = f'<p class="title">{escape(own.title)}</p>' if own.title else ""
    return (
        f'<header class="identity"><p class="kicker">{escape(kicker)}</p><h1>{escape(_heading(own))}</h1>'
        f"{title}<dl>{rows}</dl></header>"
    )


def _legend(extraction: Extraction) -> str:
    counted: dict[str, int] = defaultdict(int)
    for citation in extraction.citations:
        if citation.id != SELF:
            counted[group_of(citation).id] += 1
    chips = "".join(
        f'<span><span class="m g-{g.id}">{escape(g.label)}</span> {counted[g.id]}</span>'
        for g in groups()
        if counted[g.id]
    )
    return f'<div class="legend"><b>Văn bản được dẫn theo loại:</b>{chips or "không có"}</div>'


# -- the lists --------------------------------------------------------------------------------


def _relations(view: View) -> str:
    items = [_relation(view, f"r{n}", relation) for n, relation in enumerate(view.extraction.relations, 1)]
    return _section("Quan hệ giữa các văn bản", items, "Văn bản không nêu quan hệ nào ngoài dẫn chiếu.")


def _relation(view: View, id_: str, relation: Relation) -> str:
    more = "; ".join(filter(None, ("một phần" if relation.part else "", ", ".join(relation.touches))))
    at, quote = _first_inside(view, relation), _cue_in_bold(relation)
    verb = f'<span class="verb">{_verb(relation)}</span>'
    sentence = (view.chip(relation.subject), verb, view.chip(relation.object))
    return (
        f'<li id="{id_}" tabindex="0" data-lights="{relation.subject} {relation.object}">'
        f'<span class="sure" title="độ tin cậy">{_percent(relation.confidence)}</span>{" ".join(sentence)}'
        f"{f' <small>({escape(more)})</small>' if more else ''}"
        f"<blockquote>{f'<a href=#{at}>“{quote}”</a>' if at else f'“{quote}”'}</blockquote></li>"
    )


def _first_inside(view: View, relation: Relation) -> str:
    """The anchor of a mention in the quote, to which the quote can lead."""
    ids = {relation.subject, relation.object}
    for citation, mention in view.spots:
        if citation.id in ids and relation.start <= mention.start < relation.end:
            return view.anchor(mention)
    return ""


def _cue_in_bold(relation: Relation) -> str:
    quote, cue = " ".join(relation.quote.split()), relation.cue
    at = quote.find(cue) if cue else -1
    if at < 0:
        return escape(quote, quote=False)
    parts = (quote[:at], quote[at : at + len(cue)], quote[at + len(cue) :])
    before, bold, after = (escape(part, quote=False) for part in parts)
    return f"{before}<b>{bold}</b>{after}"


def _citations(view: View) -> str:
    others = [c for c in view.extraction.citations if c.id != SELF]
    items = [_citation(view, c) for c in others]
    own = (c for c in view.extraction.citations if c.id == SELF)
    items += (f'<li id="{SELF}"><b>Chính văn bản này</b>{_places(view, c)}</li>' for c in own)
    empty = "Không tìm thấy văn bản nào được dẫn."
    return _section("Văn bản được dẫn", items, empty, count=len(others))


def _citation(view: View, citation: Citation) -> str:
    group, known = view.groups[citation.id], dict(citation.register)
    stated = " · ".join(filter(None, (_day(citation.date or citation.year), citation.issuer)))
    listed = " · ".join(
        filter(None, (known.get("name", ""), known.get("number", ""), _day(known.get("date", ""))))
    )
    guesses = "; ".join(named(Citation("", c.type, c.number, c.name)) for c in citation.candidates)
    how = ": ".join(filter(None, (_RESOLVED[citation.resolution], _REASONS.get(citation.reason, ""))))
    pins = ", ".join(dict.fromkeys(place(p) for m in citation.mentions for p in m.pinpoints))
    address = view.href(citation)
    rows = (
        stated,
        f"“{citation.title}”" if citation.title else "",
        f"Điều khoản được dẫn: {pins}" if pins else "",
        f"Theo danh mục: {listed}" if listed and citation.resolution != "exact" else "",
        f"Có thể là: {guesses}" if guesses else "",
        f"{how} · dẫn {len(citation.mentions)} lần",
    )
    body = "".join(f"<p>{escape(row, quote=False)}</p>" for row in rows if row)
    link = f'<p class="go"><a href="{escape(address)}">Mở văn bản</a></p>' if address else ""
    acts = "".join(f'<p class="acts">{escape(line, quote=False)}</p>' for line in _acts(view, citation.id))
    return (
        f'<li id="{escape(citation.id)}" data-line="{group.line}">'
        f'<span class="sure" title="độ tin cậy">{_percent(citation.confidence)}</span>'
        f'<span class="m g-{group.id}">{unbroken(named(citation))}</span>'
        f"{body}{link}{acts}{_places(view, citation)}</li>"
    )


def _acts(view: View, id_: str) -> list[str]:
    """What the document does to others, and others to it, in words."""
    lines = []
    for relation in view.extraction.relations:
        verb = _verb(relation)
        if relation.subject == id_:
            lines.append(f"→ {verb}: {view.names[relation.object]}")
        elif relation.object == id_:
            lines.append(f"← {view.names[relation.subject]}: {verb}")
    return lines


def _verb(relation: Relation) -> str:
    return _SENSES.get(relation.sense) or VERBS[relation.predicate]


def _places(view: View, citation: Citation) -> str:
    links = [f'<a href="#{view.anchor(m)}">{n}</a>' for n, m in enumerate(citation.mentions[:_PLACES], 1)]
    more = f"… ({len(citation.mentions)})" if len(citation.mentions) > _PLACES else ""
    return f'<p class="places">Chỗ dẫn: {" ".join(links)} {more}</p>'


def _findings(findings: tuple[Finding, ...]) -> str:
    items = [f'<li class="doubt">{escape(f.message, quote=False)}</li>' for f in findings]
    return _section("Điểm cần xem lại", items, "Không có.")


def _section(title: str, items: list[str], empty: str, *, count: int | None = None) -> str:
    body = f"<ol>{''.join(items)}</ol>" if items else f"<p>{empty}</p>"
    return f"<section><h2>{title} <span>{len(items) if count is None else count}</span></h2>{body}</section>"


# -- what the page is made with ---------------------------------------------------------------


@cache
def _asset(name: str) -> str:
    return (files("nlp") / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """Nothing may be loaded, and only our own style and script may run."""
    allowed = (base64.b64encode(hashlib.sha256(x.encode()).digest()).decode() for x in (style, script))
    return "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'".format(*allowed)
