"""Duyệt: what the program is not sure of, decided by a person; what people decided so far."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components import context, mount, reviewing
from kg import deciding, doubts, matching, reviewed, reviews
from kg.doubts import OfIdentity, OfRelation
from kg.explorer import Explorer, newest
from kg.lookup import find
from kg.reviews import Review
from kg.terms import Iri

# Items whose sentences are sent along: the one looked at and those that follow it.
AHEAD = 6
LISTED = 200


def main() -> None:
    t = context.words("review")
    state = st.session_state.setdefault("reviewing", {"done": [], "handled": [], "gone": {}, "notes": []})
    view = "done" if st.query_params.get("view") == "done" else "queue"
    result = mount("review", _data(t, state, view), "asked")
    if result.asked:
        _answer(dict(result.asked), t, state)
        st.rerun()


def _data(t: dict[str, str], state: dict[str, Any], view: str) -> dict[str, Any]:
    explorer, language = context.explorer(), context.language()
    waiting = [d for d in _queue(context.snapshot(), state) if d.iri not in state["gone"]]
    asked = str(state.pop("at", "") or st.query_params.get("review", ""))
    linked = _linked(explorer, waiting, asked) if asked and asked not in state["gone"] else None
    chosen = {name: st.query_params.get(name, "") for name in ("kind", "issuer", "type")}
    shown = [d for d in waiting if d is linked or reviewing.fits(d, chosen)]
    if linked and linked not in shown:
        shown.insert(0, linked)
    at = shown.index(linked) if linked else 0
    decided = doubts.reviewed(explorer)
    return {
        "strings": t,
        "lang": language,
        "lang_param": context.language_parameter(),
        "view": view,
        "who": _who(),
        "fixed_who": bool(_front_name()),
        "items": [reviewing.row(d, language) for d in shown[:LISTED]],
        "left_out": max(0, len(shown) - LISTED),
        "at": shown[at].iri if shown else "",
        "details": [
            reviewing.detail(explorer, context.folder(), d, t, language, now=not n)
            for n, d in enumerate(shown[at : at + AHEAD])
        ],
        "facets": reviewing.facets(waiting, chosen, t, language),
        "filtered": any(chosen.values()),
        "progress": {"done": decided, "all": decided + len(waiting)},
        "relations": reviewing.relations(explorer, language),
        "handled": state["handled"][-50:],
        "answered": state.get("answered", 0),
        "jump": state.pop("jump", ""),
        "added": state.pop("added", False),
        "add": _start(explorer),
        "undo": len(state["done"]),
        "note": state.pop("note", ""),
        "found": state.get("found", {}),
        "history": _history(t) if view == "done" else [],
    }


def _front_name() -> str:
    """The reviewer as the front server names it."""
    return (st.context.headers.get("X-Forwarded-User") or "").strip()[:80]


def _who() -> str:
    return _front_name() or str(st.session_state.get("reviewer", ""))


def _queue(snapshot: int, state: dict[str, Any]) -> list[OfIdentity | OfRelation]:
    """What waits; while one person decides, the order stays."""
    if state.get("seen") != snapshot or "queue" not in state:
        state.update(seen=snapshot, queue=_waiting(snapshot, str(context.folder())), gone={})
    found: list[OfIdentity | OfRelation] = state["queue"]
    return found


@st.cache_data(max_entries=4, show_spinner=False)
def _waiting(snapshot: int, folder: str) -> list[OfIdentity | OfRelation]:  # noqa: ARG001 - the cache's keys
    return doubts.queue(context.explorer())


def _linked(
    explorer: Explorer, waiting: list[OfIdentity | OfRelation], asked: str
) -> OfIdentity | OfRelation | None:
    """What the address asks for, waiting or not."""
    known = next((d for d in waiting if d.iri == asked or asked in getattr(d, "assertions", ())), None)
    return known or doubts.about(explorer, asked)


def _start(explorer: Explorer) -> dict[str, Any] | None:
    """The document to which a relation is to be added, as the address asks."""
    asked = st.query_params.get("add", "")
    return reviewing.named(explorer.node(Iri(asked))) if explorer.knows(asked) else None


def _answer(asked: dict[str, Any], t: dict[str, str], state: dict[str, Any]) -> None:
    """Do what the page asks for."""
    state["at"], state["answered"] = str(asked.get("at", "")), asked.get("n", 0)
    if who := (_front_name() or " ".join(str(asked.get("who", "")).split())[:80]):
        st.session_state["reviewer"] = who
    st.session_state["snapshot"] = state["seen"] = newest(context.folder())  # decide on what is so now
    explorer = context.explorer()
    if "find" in asked:
        state["found"] = _found(explorer, str(asked["find"]))
    if "add" in asked and who:
        state["note"] = _add(explorer, dict(asked["add"]), who, t, state)
    todo = [dict(a) for a in asked.get("decide", []) if a.get("id") not in state["handled"]]
    said = [(a, _reviews(explorer, a, who, t, state)) for a in todo] if who else []
    if asked.get("undo") and state["done"] and asked["undo"] not in state["handled"]:
        iri, before = state["done"].pop()
        state["handled"].append(asked["undo"])
        state["gone"].pop(iri, None)
        state["at"] = state["jump"] = iri
        _submit(deciding.taken_back(before, who=who or before[0].who), t, state)
        state["note"] = t["undone"]
    for decision, made in said:
        state["handled"].append(decision["id"])
        if made:
            state["done"].append((str(decision["iri"]), made))
            state["gone"][str(decision["iri"])] = True
    if made := [review for _, rows in said for review in rows]:
        _submit(made, t, state)


def _submit(said: list[Review], t: dict[str, str], state: dict[str, Any]) -> None:
    ran = deciding.submit(context.folder(), said)
    if ran.failed:
        state["note"] = t["failed"].format(reason=ran.failed[0][1])
    elif ran.waiting:
        state["note"] = t["waiting"].format(who=ran.waiting)
    else:
        state.setdefault("note", t["saved"])
    st.session_state["snapshot"] = state["seen"] = newest(context.folder())


def _reviews(
    explorer: Explorer, decision: dict[str, Any], who: str, t: dict[str, str], state: dict[str, Any]
) -> list[Review]:
    """What a decision of the page means; [] where it means nothing."""
    store, terms = explorer.store, explorer.store.terms
    iri, note = str(decision.get("iri", "")), " ".join(str(decision.get("note", "")).split())[:500]
    found = next((d for d in state["queue"] if d.iri == iri), None) or doubts.about(explorer, iri)
    if isinstance(found, OfIdentity):
        offered = [n.iri for n in found.candidates] or ([found.taken_for.iri] if found.taken_for else [])
        chosen = [w for w in offered if w == decision.get("work")]
        works = chosen or offered
        return deciding.on_identity(store, found.iri, works, same=bool(chosen), who=who, note=note)
    if found is None:
        return []
    other = doubts.opinion(explorer, found)
    if other is not None and other.when != decision.get("said", ""):
        state["note"] = t["overruled"].format(who=other.who or "?", day=other.day)
    right: deciding.Triple | None = found.subject.iri, found.relation.term, found.object.iri
    if decision.get("verdict") == "reject":
        right = None
    elif decision.get("verdict") == "correct":
        ends = [Iri(str(decision.get(name, ""))) for name in ("subject", "object")]
        term = Iri(str(decision.get("relation", "")))
        if term not in terms.by_term or not all(map(explorer.knows, ends)) or ends[0] == ends[1]:
            return []
        right = ends[0], term, ends[1]
    return deciding.on_relation(store, found.assertions, right, who=who, note=note)


def _add(
    explorer: Explorer, asked: dict[str, Any], who: str, t: dict[str, str], state: dict[str, Any]
) -> str:
    """Add a relation that the program missed; the answer is what to tell."""
    ends = [Iri(str(asked.get(name, ""))) for name in ("subject", "object")]
    term = Iri(str(asked.get("relation", "")))
    known = all(map(explorer.knows, ends)) and ends[0] != ends[1] and term in explorer.store.terms.by_term
    if not known:
        return t["add_ends"]
    quote = str(asked.get("quote", ""))
    for source in reviewing.sources(explorer, str(asked.get("source", "")), ends):
        words = reviewing.text(str(context.folder()), source)
        right = (ends[0], term, ends[1])
        made = words and deciding.added(explorer.store, source, right, words, quote, who=who)
        if made:
            state["done"].append((matching.iri_of(explorer.store, made), [made]))
            _submit([made], t, state)
            state["added"] = True
            return t["added"]
    return t["add_quote"]


def _found(explorer: Explorer, question: str) -> dict[str, Any]:
    found = find(explorer.store, question)
    return {"q": question, "rows": [reviewing.named(n) for n in (found.works or found.nearest)[:8]]}


def _history(t: dict[str, str]) -> list[dict[str, Any]]:
    """What people decided, the latest first; what fits nothing any more says why."""
    explorer, folder = context.explorer(), context.folder()
    gone = dict(reviewed.stale(explorer.store, folder))
    said = reviews.read(folder / reviews.FILE)
    stands = {r for rs in reviews.histories(said).values() for r in rs[-1:]}
    vietnamese = context.language() == "vi"
    return [
        {
            **reviewing.told(explorer, review, t, context.language()),
            "stands": review in stands,
            "stale": gone[review].value[0 if vietnamese else 1] if review in gone else "",
        }
        for review in reversed(reviews.in_time(said)[-LISTED:])
    ]


main()
