"""Between hits and the answer: the entry that a mention makes, what is doubtful about it, what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nlp import number as numbers
from nlp import register
from nlp.clean import clean
from nlp.confidence import confidence
from nlp.context import Context, generic_token, issuer_of
from nlp.dates import date_before
from nlp.hits import Hit
from nlp.layout import Layout
from nlp.ledger import Entry, Ledger
from nlp.model import Citation, Finding, Mention
from nlp.names import LAW_TYPES, key_of
from nlp.pinpoints import pinpoints_before
from nlp.rules import issuing
from nlp.titles import title_after, title_before

_YEAR = re.compile(r"\d{4}")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufffe\x02]")
"""Another dash for the hyphen is no misprint worth a finding."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_RULES = {"full": "number", "elliptical": "list"}


@dataclass(frozen=True, slots=True)
class Page:
    """The text that is being read, with its layout and context."""

    text: str
    layout: Layout
    here: Context

    def around(self, hit: Hit) -> str:
        """The words near a mention, which may tell what a nickname means."""
        return self.text[max(0, hit.start - 200) : hit.end + 300]

    def surface(self, hit: Hit) -> str:
        """The mention as printed, on one line."""
        return " ".join(self.text[hit.start : hit.end].split())


def mention(page: Page, hit: Hit) -> Mention:
    """The mention as the answer shows it.

    >>> from nlp import layout
    >>> text = "theo khoản 2 Điều 5 Thông báo số 53/TBVPCP"
    >>> page = Page(text, layout.read(text), Context())
    >>> shown = mention(page, Hit(20, 42, "Thông báo", "full", numbers.parse("53/TBVPCP"), "53/TBVPCP"))
    >>> shown.text, shown.printed, shown.pinpoints[0].article
    ('Thông báo số 53/TBVPCP', '53/TBVPCP', '5')
    """
    printed = _printed(page, hit)
    note = page.layout.note_at(hit.start)
    return Mention(
        hit.start,
        hit.end,
        page.text[hit.start : hit.end],
        hit.form,
        page.layout.where(hit.start),
        printed if hit.number is not None and printed != numbers.render(hit.number) else "",
        note.label if note else "",
        pinpoints_before(page.text, hit.start),
    )


def _printed(page: Page, hit: Hit) -> str:
    """The number as the page prints it, look-alike letters and all; "" for a bare or shared one."""
    if hit.number is None or not hit.number.symbol or hit.form == "elliptical" or not hit.printed:
        return ""
    surface = clean(page.text[hit.start : hit.end])
    at = surface.text.rfind(hit.printed)
    if at < 0:
        return hit.printed
    start, end = surface.raw(at, at + len(hit.printed))
    return page.text[hit.start + start : hit.start + end]


def entry(page: Page, hit: Hit, number: str) -> Entry:
    """What the mention alone says of its document; ``number`` is canonical, "" for a name or a serial.

    >>> from nlp import layout
    >>> text = "Nghị định số 34/2016/NĐ-CP về biện pháp thi hành"
    >>> page = Page(text, layout.read(text), Context())
    >>> hit = Hit(0, 26, "Nghị định", "full", numbers.parse("34/2016/NĐ-CP"), about=26)
    >>> made = entry(page, hit, "34/2016/NĐ-CP")
    >>> made.year, made.issuer, made.title
    ('2016', 'Chính phủ', 'biện pháp thi hành')
    """
    stated = (hit.date or date_before(page.text, hit.start)) if number else hit.date
    date = stated.iso if stated is not None else ""
    year = (hit.number.year if hit.number is not None else "") or date[:4]
    law = register.law_numbered(number, hit.type) if number and hit.type in LAW_TYPES else None
    return Entry(
        hit.type,
        number,
        hit.key or (key_of(law) if law else ""),
        hit.name,
        date if len(date) > len("2026") else "",
        year if _YEAR.fullmatch(year) else "",
        issuer_of(hit, page.here, page.text),
        _title(page, hit),
        hit,
        rule=_RULES.get(hit.form, hit.form),
        register=facts(law),
    )


def _title(page: Page, hit: Hit) -> str:
    """What the document is about, in the text's words: after its mention, else where its note hangs on."""
    title = title_after(page.text, hit.about) if hit.about else ""
    note = page.layout.note_at(hit.start) if not title else None
    if note is None or page.text[note.body.start : hit.start].strip(' *_(“"'):
        return title
    return title_before(page.text, page.layout.notes, note, hit.type)


def facts(law: register.Law | None) -> tuple[tuple[str, str], ...]:
    """What the register knows of a law, for the answer's ``register``.

    >>> facts(register.law_numbered("31/2024/QH15", "Luật"))[:2]
    (('number', '31/2024/QH15'), ('name', 'Luật Đất đai'))
    """
    if law is None:
        return ()
    known = {"number": law.number, "name": law.name, "date": law.date, "effective": law.effective_from}
    return tuple((field, value) for field, value in known.items() if value)


def doubts(page: Page, hit: Hit) -> Iterator[Finding]:
    """What a reader should look at in a mention: a date that cannot be, a misprint, a later document.

    >>> from nlp import extract
    >>> [f.code for f in extract("theo Thông báo số 53/TBVPCP ngày 31/02/2024").findings]
    ['bad-date', 'misprinted-number']
    """
    own = page.here.date
    if hit.date is not None and not hit.date.iso:
        message = f"Không đọc được ngày “{hit.date.printed}”; để trống, xin kiểm tra bản gốc"
        yield Finding("bad-date", message, hit.start, hit.end)
    printed = _printed(page, hit) if hit.form == "full" else ""
    if printed and hit.number is not None:
        canonical = numbers.render(hit.number)
        if "".join(canonical.split()) != _UNSEEN.sub("", _DASHES.sub("-", "".join(printed.split()))):
            message = f"Số in là “{printed}”, đọc là “{canonical}”"
            yield Finding("misprinted-number", message, hit.start, hit.end)
    if hit.date is not None and hit.date.is_full and len(own) == len(hit.date.iso) and hit.date.iso > own:
        message = f"Văn bản được dẫn đề ngày {hit.date.iso}, sau ngày của văn bản này ({own})"
        yield Finding("later-date", message, hit.start, hit.end)


def citation(known: Entry, mentions: tuple[Mention, ...], id_: str) -> Citation:
    """The document as the answer shows it.

    >>> citation(Entry("Nghị định", "34/2016/NĐ-CP", year="2016"), (), "c1").confidence > 0.9
    True
    """
    first = next((m.form for m in mentions if m.form not in ("self", "relative")), "")
    return Citation(
        id_,
        known.type,
        known.number,
        known.name,
        known.year,
        known.date,
        known.issuer,
        known.title,
        known.hit.kind if known.hit is not None else "document",
        known.resolution,
        known.rule,
        confidence(known.rule, known.resolution, form=first, dirty=any(m.printed for m in mentions)),
        known.candidates,
        known.reason,
        known.register,
        mentions,
    )


def share_issuers(ledger: Ledger) -> None:
    """Give a body that a symbol shows only by its kind ("BQL") the full name that the text has elsewhere.

    >>> from nlp import extract
    >>> text = "Báo cáo số 62/BC-BQL của Ban Quản lý Khu kinh tế; Báo cáo số 63/BC-BQL"
    >>> extract(text).citations[1].issuer
    'Ban Quản lý Khu kinh tế'
    """
    generic = issuing().generic
    full: dict[str, set[str]] = {}
    for known in ledger.entries:
        token = generic_token(known.number)
        if token and len(known.issuer.split()) > len(generic[token].split()):
            full.setdefault(token, set()).add(known.issuer)
    for place, known in enumerate(ledger.entries if full else ()):
        names = full.get(generic_token(known.number), set())
        if len(names) == 1 and known.issuer in ("", *generic.values()):
            ledger.update(place, replace(known, issuer=next(iter(names))))


def conflict(known: Entry, fresh: Entry) -> Finding | None:
    """Two dates for one document: one of them is a slip; the first is kept.

    >>> from nlp import extract
    >>> text = "Kế hoạch số 5/KH-UBND ngày 01/3/2024; Kế hoạch số 5/KH-UBND ngày 02/3/2024"
    >>> [f.code for f in extract(text).findings]
    ['two-dates']
    """
    if not known.date or not fresh.date or fresh.hit is None:
        return None
    if known.date.startswith(fresh.date) or fresh.date.startswith(known.date):
        return None
    name = f"{fresh.type} {fresh.number or fresh.name}"
    message = f"{name} có hai ngày: {known.date} và {fresh.date}; giữ ngày đầu"
    return Finding("two-dates", message, fresh.hit.start, fresh.hit.end)
