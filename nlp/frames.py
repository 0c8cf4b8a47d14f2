"""The working memory of the walk over a sentence: open titles on a stack, and the relations found so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from nlp.cues import Place, Rule, rule, title_break
from nlp.model import SELF
from nlp.reading import Reading, Token, Unit

_QUOTE, _LONGEST = 700, 2_000
"""A quote that would be longer begins at its cue; one that is too long even so, at its document."""
_DEEPEST = 24
_LEADING, _AND = " \n\t-–,;:.", "và "


@dataclass(frozen=True, slots=True)
class Root:
    """What stands before the first document of a sentence: the document at hand, in this place; or nobody.

    ``default`` governs a document that no other cue governs: in a preamble each item is a basis.
    ``subject`` is who speaks: another act where a consolidated text repeats that act's words.
    """

    place: Place | None = None
    default: Rule | None = None
    subject: str = SELF


@dataclass(frozen=True, slots=True)
class Edge:
    """One document acts on another; spans are those of the working copy.

    ``token`` is the mention of what is acted on; ``named`` what stands between the cue and its number
    ("một số điều của").
    """

    subject: str
    object: str
    rule: Rule
    start: int
    end: int
    cue: tuple[int, int]
    token: Token
    named: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How a document is governed: by which cue, and who is at its other end (empty: not known yet).

    ``opener`` is the mention that the verb is said of.
    """

    rule: Rule
    cue: tuple[int, int]
    other: tuple[str, ...]
    start: int
    named: str = ""
    opener: Token | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """An open title: a document after which a verb would be its own."""

    token: Token
    link: Link | None


@dataclass(slots=True)
class Walk:
    """Where the walk stands.

    ``orphans`` are documents acted on by one that is not named yet: the note whose mark follows, or the
    next document.  ``purposes`` wait for the issuer's demand.  ``closes`` holds the ends of mentions that
    hold others in their name, with the height of the stack to go back to.  ``named`` tells where each
    document is named first.
    """

    reading: Reading
    unit: Unit
    root: Root
    at: int = 0
    clause: int = 0
    frames: list[Frame] = field(default_factory=list)
    orphans: list[tuple[Link, Token]] = field(default_factory=list)
    purposes: list[tuple[Link, Token]] = field(default_factory=list)
    closes: list[tuple[int, int]] = field(default_factory=list)
    named: dict[str, int] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)

    def new_clause(self, upto: int) -> None:
        """Forget what stood before the last break: a phrase before a mark begins after it."""
        breaks = title_break().finditer(self.reading.low, max(self.at, self.clause), upto)
        ends = [m.end() for m in breaks if m[0][0] in ";.:\t|"]
        if ends:
            self.clause, self.orphans = ends[-1], []
        self.frames = []

    def open(self, height: int, frame: Frame) -> None:
        """Put a title on the stack above the first ``height`` ones.

        A chain is never deep; of one that seems to be the first and the last titles are kept.
        """
        below = self.frames[:height]
        if height >= _DEEPEST:
            below = [below[0], *below[2 - _DEEPEST :]]
        self.frames = [*below, frame]

    def govern(self, link: Link, token: Token, *, end: int = 0) -> None:
        """Note the relations of a governed document with whoever is at the other end."""
        for other in link.other:
            for id_ in token.ids:
                if link.rule.passive:
                    self.add(id_, other, link, token, token.end)
                else:
                    self.add(other, id_, link, token, end or token.end)

    def add(self, subject: str, object_: str, link: Link, token: Token, end: int) -> None:
        """Note one relation; a document does not act on itself, nor another one on the document at hand."""
        if subject == object_ or object_ == SELF:
            return
        if link.rule.id == "replaces" and token.lead < token.start:
            link = replace(link, rule=rule("replaces-words"))
        low = self.reading.low
        while end > token.end and not low[end - 1].strip():
            end -= 1
        start = link.start if end - link.start <= _QUOTE else link.cue[0]
        if end - start > _LONGEST:
            start = token.lead
        while start < link.cue[0] and low[start] in _LEADING:
            start += 1
        if low.startswith(_AND, start):
            start += len(_AND)
        if link.rule.passive and link.opener is not None:
            # "Điều 4 Thông tư A được sửa đổi tại khoản 3 Điều 2 Thông tư B": what is touched stands before
            token = link.opener if token.lead < token.start else replace(link.opener, mention=None)
        self.edges.append(Edge(subject, object_, link.rule, start, end, link.cue, token, link.named))
