"""Linked data of pages: what a record is in the words of schema.org, as JSON-LD."""

import json

from django.utils.safestring import mark_safe

CONTEXT = "https://schema.org"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
NAME = "Peacekeeping knowledge base"
SINCE = "1948-05-29/.."  # the first day of the first operation
LONGEST = 5000  # characters of a description, where search engines for datasets stop
FILES = {
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
}


def script(kind, **said):
    """The content of a JSON-LD script; what is empty is left out. No text can end the
    script: `<`, `>` and `&` are escaped."""
    written = json.dumps({"@context": CONTEXT, **thing(kind, **said)}, default=str)
    return mark_safe(written.translate(ESCAPES))  # nosec B308, B703


def thing(kind, **said):
    """Something within a script."""
    kept = {name: value for name, value in said.items() if value not in (None, "", [])}
    return {"@type": kind, **kept}


def site(request):
    return request.build_absolute_uri("/").rstrip("/")


def publisher(here):
    """Who makes the base, so far as it has a name."""
    return thing("Organization", name=NAME, url=f"{here}/")


def website(here):
    """The site, with the search that it offers."""
    return script(
        "WebSite",
        name=NAME,
        url=f"{here}/",
        publisher=publisher(here),
        inLanguage="en",
        license=LICENCE,
        potentialAction={
            "@type": "SearchAction",
            "target": f"{here}/search/?q={{search_term_string}}",
            "query-input": "required name=search_term_string",
        },
    )


def dataset(here, state, resource, path, meaning):
    """All rows of a resource of the API, whose page is at `path`, with what search engines
    for datasets ask for. `state` is the `DataState`, where anything was loaded."""
    name = (
        f"{resource.replace('-', ' ').capitalize()} of the peacekeeping knowledge base"
    )
    version = state and state.release_id
    return {
        "name": name,
        "description": (
            f"{' '.join(meaning.split())} Peace operations since 1948; each record names "
            "its sources and why a value is absent. All rows, without a key."
        )[:LONGEST],
        "url": here + path,
        "creator": publisher(here),
        "publisher": publisher(here),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "inLanguage": "en",
        "temporalCoverage": SINCE,
        "spatialCoverage": thing("Place", name="World"),
        "version": version or "",
        "dateModified": f"{state.changed_at:%Y-%m-%d}" if state else "",
        "citation": f"{NAME}, {f'release {version}, ' if version else ''}{here}{path}",
        "includedInDataCatalog": thing("DataCatalog", name=NAME, url=f"{here}/data/"),
        "distribution": [
            thing(
                "DataDownload",
                encodingFormat=kind,
                contentUrl=f"{here}/api/v1/{resource}/?format={name}",
            )
            for name, kind in FILES.items()
        ],
    }


def catalog(here, state, resources):
    """The page of all tables. `resources` are pairs of a name and its meaning."""
    return script(
        "DataCatalog",
        name=NAME,
        description=(
            "Every peace operation since 1948: records, mandates, figures, the three "
            "principles of peacekeeping, and the source of each fact, as open tables."
        ),
        url=f"{here}/data/",
        publisher=publisher(here),
        license=LICENCE,
        version=state and state.release_id,
        dateModified=state and f"{state.changed_at:%Y-%m-%d}",
        dataset=[
            thing("Dataset", **dataset(here, state, name, "/data/", meaning))
            for name, meaning in resources
        ],
    )


def article(here, record, state, *, headline, description, modified=None, **said):
    """A text of the base. It was published with the release that it stands in, and last
    changed when it was `modified`, or else with the data."""
    address = here + record.get_absolute_url()
    changed = modified or (state and state.changed_at.date())
    return script(
        "Article",
        headline=headline,
        description=description,
        author=publisher(here),
        publisher=publisher(here),
        image=f"{address}card.png",
        datePublished=state and state.release.date,
        dateModified=changed,
        inLanguage="en",
        license=LICENCE,
        isAccessibleForFree=True,
        mainEntityOfPage=address,
        url=address,
        **said,
    )


def term(here, record, name, definition, of):
    """A defined term, in the set whose page is at `of`."""
    return script(
        "DefinedTerm",
        name=name,
        description=definition,
        termCode=record.pk,
        inDefinedTermSet=here + of,
        url=here + record.get_absolute_url(),
    )
