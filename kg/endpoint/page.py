"""The pages for people: YASGUI over the endpoint with the worked questions, and one page for a thing.

Nothing is loaded from elsewhere; the Content-Security-Policy sees to it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path

from kg.paths import resource
from kg.terms import DEFAULT_BASE

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'self'; base-uri 'none'"
)
"""What the pages may load: this server's own files."""

_STYLE = """
body { margin: 0; font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif }
body { color: #1b1f24; background: #fff }
header { padding: 12px 20px; border-bottom: 1px solid #d8dee4 }
header { display: flex; gap: 16px; align-items: center; flex-wrap: wrap }
h1 { font-size: 18px; margin: 0 } main { padding: 16px 20px; max-width: 1100px } a { color: #0b57a4 }
select { font: inherit; max-width: 100%; padding: 6px } h2 { font-size: 16px; margin: 20px 0 6px }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 600; width: 14em }
td, th { border-top: 1px solid #e6e9ec; padding: 6px 10px 6px 0; vertical-align: top }
td, th { overflow-wrap: anywhere }
q { color: #3d444d } .quiet { color: #57606a; font-size: 13px }
"""


@dataclass(frozen=True, slots=True)
class Example:
    """A worked question: its title, from the comment on its first line, and its text."""

    name: str
    title: str
    query: str


@cache
def examples() -> tuple[Example, ...]:
    """The worked questions of ``ontology/questions``, by name."""
    files = sorted(resource("ontology/questions").glob("*.rq"))
    read = ((file.stem, file.read_text(encoding="utf-8")) for file in files)
    return tuple(Example(name, query.partition("\n")[0].lstrip("# "), query) for name, query in read)


def vendored(name: str) -> Path:
    """A file of the YASGUI bundle."""
    return resource("vendor/yasgui") / name


def document(title: str, body: str, *, head: str = "", lead: str = "") -> str:
    """A whole page."""
    return (
        f'<!doctype html>\n<html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{_STYLE}</style>{head}</head><body><header><h1>{escape(title)}</h1>{lead}</header>"
        f"{body}</body></html>\n"
    )


def workbench(root: str) -> str:
    """The page at ``/sparql``: an editor, the answers, the worked questions.

    ``root`` is the path that the server is mounted under, without a slash at its end.
    """
    options = "".join(f'<option value="{n}">{escape(e.title)}</option>' for n, e in enumerate(examples()))
    chooser = (
        '<label>Câu hỏi mẫu / worked questions: <select id="examples"><option value="">–</option>'
        f"{options}</select></label>"
    )
    head = f'<link rel="stylesheet" href="{root}/sparql/yasgui.min.css">'
    body = (
        f'<div id="yasgui"></div><script src="{root}/sparql/yasgui.min.js"></script>'
        f'<script src="{root}/sparql/page.js"></script>'
    )
    return document("Hỏi đồ thị bằng SPARQL", body, head=head, lead=chooser)


def script(root: str, prefixes: dict[str, str], base: str) -> str:
    """The page's own script; the questions in the terms of the graph's base."""
    found = [{"title": e.title, "query": e.query.replace(DEFAULT_BASE, base)} for e in examples()]
    return (
        _SCRIPT.replace("@EXAMPLES@", _js(found)).replace("@ROOT@", root).replace("@PREFIXES@", _js(prefixes))
    )


def _js(value: object) -> str:
    return json.dumps(value, ensure_ascii=False).replace("</", "<\\/").replace("\u2028", "\\u2028")


_SCRIPT = """"use strict";
const examples = @EXAMPLES@;
const endpoint = new URL("@ROOT@/sparql", location.href).href;
Yasgui.Yasqe.defaults.value = examples.length ? examples[0].query : "SELECT * WHERE { ?s ?p ?o } LIMIT 10";
Yasgui.Yasqe.defaults.autocompleters = ["variables"];  // the others ask servers elsewhere
Yasgui.Yasr.defaults.prefixes = @PREFIXES@;
const yasgui = new Yasgui(document.getElementById("yasgui"), {
  requestConfig: { endpoint: endpoint, method: "POST" },
  copyEndpointOnNewTab: true,
  endpointCatalogueOptions: { getData: () => [{ endpoint: endpoint }], keys: ["endpoint"] },
  persistenceId: "luocdo",
});
for (const id of Object.keys(yasgui._tabs)) yasgui.getTab(id).setEndpoint(endpoint);
document.getElementById("examples").addEventListener("change", (event) => {
  const chosen = examples[Number(event.target.value)];
  if (event.target.value === "" || !chosen) return;
  const tab = yasgui.addTab(true, { name: chosen.title, yasqe: { value: chosen.query } });
  tab.setEndpoint(endpoint);
  tab.query();
});
"""
