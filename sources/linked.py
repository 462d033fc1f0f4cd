"""Linked data of pages: what a record is in the words of schema.org, as JSON-LD."""

import json

from django.utils.safestring import mark_safe

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def script(kind, **said):
    """The content of a JSON-LD script; what is empty is left out. No text can end the
    script: `<`, `>` and `&` are escaped."""
    kept = {name: value for name, value in said.items() if value not in (None, "", [])}
    written = json.dumps({"@context": CONTEXT, "@type": kind, **kept}, default=str)
    return mark_safe(written.translate(ESCAPES))  # nosec B308, B703


def dataset(name, description, url, files):
    """A list of records; `files` are (media type, address)."""
    return script(
        "Dataset",
        name=name,
        description=description,
        url=url,
        license=LICENCE,
        isAccessibleForFree=True,
        distribution=[
            {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}
            for kind, address in files
        ],
    )
