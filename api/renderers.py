"""The formats of answers: their names, media types and how JSON is written.

Only JSON is rendered from a whole answer; the others are written row by row by
`api.formats`, and stand here for negotiation and documentation.
"""

import orjson
from rest_framework import renderers
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation

from api.mistakes import Mistake, nearest


class JSONRenderer(renderers.BaseRenderer):
    """JSON, indented where a person reads it."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        request = renderer_context["request"]
        readable = "text/html" in request.headers.get("Accept", "")
        return orjson.dumps(data, option=orjson.OPT_INDENT_2 if readable else 0)


def streamed(name, media_type, extension=None):
    """A format that is written row by row."""
    members = {
        "format": name,
        "media_type": media_type,
        "extension": extension or name,
        "charset": None,
        "render_style": "binary",
        "__doc__": f"{name}: {media_type}",
    }
    return type(f"{name.title()}Renderer", (renderers.BaseRenderer,), members)


CSV = streamed("csv", "text/csv")
JSONL = streamed("jsonl", "application/x-ndjson")
XLSX = streamed(
    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)
PARQUET = streamed("parquet", "application/vnd.apache.parquet")
GEOJSON = streamed("geojson", "application/geo+json")
BIBTEX = streamed("bibtex", "application/x-bibtex", "bib")
RIS = streamed("ris", "application/x-research-info-systems")
CSL = streamed("csl", "application/vnd.citationstyles.csl+json", "json")
LIST_FORMATS = [JSONRenderer, CSV, JSONL, XLSX, PARQUET]
GROUP_FORMATS = ("json", "csv", "xlsx", "parquet")
CITATIONS = ("bibtex", "ris", "csl")


class Negotiation(DefaultContentNegotiation):
    """`format` in the query string, else `Accept`. A browser, which accepts pages, gets
    JSON. A format that is not there is a mistake in the query string and says so."""

    def select_renderer(self, request, renderers, format_suffix=None):
        written = request.query_params.get("format")
        if written:
            for renderer in renderers:
                if renderer.format == written.lower():
                    return renderer, renderer.media_type
            # The view lists this with other mistakes: see `format_mistakes`.
            return renderers[0], renderers[0].media_type
        if "text/html" in request.headers.get("Accept", ""):
            return renderers[0], renderers[0].media_type
        for kind in accepted(request.headers.get("Accept", "*/*")):
            for renderer in renderers:
                if fits(renderer.media_type, kind):
                    return renderer, renderer.media_type
        offered = ", ".join(renderer.media_type for renderer in renderers)
        raise NotAcceptable(
            f"Nothing here is served as {request.headers.get('Accept', '')!r}; "
            f"there is: {offered}."
        )

    def filter_renderers(self, renderers, format):
        return renderers


def accepted(header):
    """The media types of an `Accept` header, the weightiest first and, of equal weight,
    the most exact; what weighs nothing is not accepted."""
    weighed = []
    for number, written in enumerate(header.split(",")):
        kind, *parameters = [part.strip().lower() for part in written.split(";")]
        weights = [p[2:] for p in parameters if p.startswith("q=")]
        weight = as_weight(weights[0]) if weights else 1.0
        if kind and weight > 0:
            weighed.append((-weight, kind.count("*"), number, kind))
    return [kind for *_, kind in sorted(weighed)]


def fits(media_type, kind):
    return kind in ("*/*", media_type, f"{media_type.split('/')[0]}/*")


def as_weight(written):
    """A weight from 0 to 1; what is none counts as 1."""
    try:
        return min(max(float(written), 0.0), 1.0)
    except ValueError:
        return 1.0


def format_mistakes(params, formats):
    """A `format` that is not among those of this address."""
    written = params.get("format")
    if written is not None and written.lower() not in formats:
        yield Mistake(
            "format",
            written,
            f"{written!r} is not a format of this address.",
            tuple(formats),
            nearest(written, formats),
        )
