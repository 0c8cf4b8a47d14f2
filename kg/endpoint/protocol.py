"""The SPARQL 1.1 Protocol: what an HTTP request asks, and how its answer or refusal is said."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import Response

from kg.endpoint import formats
from kg.endpoint.errors import Refused, forbidden, malformed, too_large
from kg.endpoint.limits import Limits

_FIELDS = 1_000
_NAMES = {"query", "default-graph-uri", "named-graph-uri", "format"}


async def asked(request: Request, limits: Limits) -> dict[str, Any] | None:
    """The worker's request for an HTTP request; None where no query is asked.

    Raises :class:`Refused`: 400, 403 for an update, 413 for a query too long, 415 for a body that is
    neither a form nor a query.
    """
    fields = _fields(request.scope["query_string"])
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        body = await _body(request, limits)
        if kind == "application/x-www-form-urlencoded":
            fields += _fields(body)
        elif kind == "application/sparql-query":
            fields.append(("query", _decoded(body)))
        elif kind == "application/sparql-update":
            raise _no_update()
        else:
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "thân yêu cầu phải là application/x-www-form-urlencoded hoặc application/sparql-query",
                "the body is a form (application/x-www-form-urlencoded) or application/sparql-query",
            )
    return _request(fields, request, limits)


def _request(fields: list[tuple[str, str]], request: Request, limits: Limits) -> dict[str, Any] | None:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if "update" in values or "using-graph-uri" in values or "using-named-graph-uri" in values:
        raise _no_update()
    queries = values.get("query", [])
    if not queries and request.method == "GET" and not (values.keys() & _NAMES - {"format"}):
        return None
    if len(queries) != 1:
        raise malformed("cần đúng một tham số query", "exactly one parameter query is needed")
    if len(queries[0].encode("utf-8", "surrogatepass")) > limits.query:
        raise _long(limits)
    return {
        "query": queries[0],
        "default": values.get("default-graph-uri", []),
        "named": values.get("named-graph-uri", []),
        "format": next(iter(values.get("format", [])), ""),
        "accept": accept(request),
    }


def accept(request: Request) -> str:
    """The Accept header; several lines are one list."""
    return ", ".join(request.headers.getlist("accept"))


def _fields(words: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            words.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        )
    except ValueError as error:  # bad UTF-8 too
        raise malformed(
            "tham số không đúng dạng URL, UTF-8", "parameters are not URL-encoded UTF-8"
        ) from error


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed("câu hỏi phải là UTF-8", "the query must be UTF-8") from error


async def _body(request: Request, limits: Limits) -> bytes:
    """The body, as long as it is not longer than a query in a form may be."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > 3 * limits.query + 1024:  # percent-encoding takes up to three times
            raise _long(limits)
        parts.append(part)
    return b"".join(parts)


def _long(limits: Limits) -> Refused:
    return too_large(f"câu hỏi dài hơn {limits.query} byte", f"the query is longer than {limits.query} bytes")


def _no_update() -> Refused:
    return forbidden(
        "chỉ hỏi, không sửa: SPARQL Update bị từ chối; hãy dùng luocdo build để thay đổi đồ thị",
        "read only: SPARQL Update is refused; change the graph with luocdo build",
    )


def refusal(error: Refused) -> Response:
    """A refusal as problem details (RFC 9457), in both languages."""
    body = {
        "type": "about:blank",
        "title": error.status.phrase,
        "status": int(error.status),
        "detail": str(error),
        "detail_vi": error.vietnamese,
        "detail_en": error.english,
    }
    return Response(
        json.dumps(body, ensure_ascii=False, indent=1) + "\n",
        status_code=error.status,
        headers=error.headers,
        media_type="application/problem+json",
    )


def graph_format(request: Request) -> formats.Format:
    """The form in which a description is wanted."""
    return formats.choose(accept(request), formats.GRAPHS, request.query_params.get("format", ""))
