"""Citations of records and queries: the original sources first, then this site.

An `Entry` is what all styles need; each style is a function of a list of entries.
"""

import dataclasses
import datetime
import re
from urllib.parse import quote

import orjson
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q

from sources.dates import as_known, as_written
from sources.models import Source, Sourced, SourceKind

SITE = "Peacekeeping knowledge base"
MOST = 200  # original sources in one bibliography; those cited most
BIBTEX = {
    SourceKind.BOOK: "book",
    SourceKind.ARTICLE: "article",
    SourceKind.REPORT: "techreport",
}
RIS = {
    SourceKind.BOOK: "BOOK",
    SourceKind.ARTICLE: "JOUR",
    SourceKind.DATASET: "DATA",
    SourceKind.WEBSITE: "ELEC",
    SourceKind.TREATY: "LEGAL",
}
CSL = {
    SourceKind.BOOK: "book",
    SourceKind.ARTICLE: "article-journal",
    SourceKind.DATASET: "dataset",
    SourceKind.WEBSITE: "webpage",
    SourceKind.TREATY: "treaty",
    SourceKind.REPORT: "report",
}


@dataclasses.dataclass(frozen=True)
class Entry:
    """A work as bibliographies describe it. `date` is a year, month or day in ISO form."""

    key: str
    kind: str
    title: str
    authors: str = ""  # `Surname, Given; Surname, Given`
    publisher: str = ""
    date: str = ""
    symbol: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    version: str = ""
    accessed: str = ""

    @property
    def people(self):
        return [name.strip() for name in self.authors.split(";") if name.strip()]

    @property
    def year(self):
        return self.date[:4]


def entry_of(source):
    """The entry of a source."""
    return Entry(
        key=source.slug,
        kind=source.kind,
        title=source.title,
        authors=source.authors,
        publisher=source.publisher,
        date=as_written(source.date, source.date_precision) or "",
        symbol=source.symbol,
        doi=source.doi,
        isbn=source.isbn,
        url=source.url,
        accessed=source.accessed_on.isoformat() if source.accessed_on else "",
    )


def entry_of_site(title, url, state, key="peacekeeping-knowledge-base"):
    """The entry of a page or query of this site, as of today."""
    return Entry(
        key=key,
        kind=SourceKind.DATASET,
        title=title,
        publisher=SITE,
        date=state.release.date.isoformat() if state else "",
        url=url,
        version=state.release_id if state else "",
        accessed=datetime.datetime.now(datetime.UTC).date().isoformat(),
    )


def sources_of(queryset):
    """The sources that the records of a queryset name, those named most first."""
    model = queryset.model
    plain = queryset.order_by()
    if model is Source:
        return Source.objects.filter(pk__in=plain.values("pk"))
    if not issubclass(model, Sourced):
        return Source.objects.filter(pk__in=plain.values("source"))
    named = Q(
        citations__record_type=ContentType.objects.get_for_model(model),
        citations__record_key__in=plain.values("pk"),
    )
    return (
        Source.objects.filter(named)
        .annotate(times=Count("citations"))
        .order_by("-times", "title")
    )


def bibliography(queryset, site):
    """Entries of the sources of records, then of this site."""
    return [*(entry_of(source) for source in sources_of(queryset)[:MOST]), site]


def as_text(entries):
    """Plain text, a work a paragraph."""
    return "\n\n".join(map(line, entries)) + "\n"


def line(entry):
    """`Surname, G. (1996). Title. Publisher. https://…`"""
    who = "; ".join(entry.people) or entry.publisher
    when = f" ({entry.year})." if entry.year else "."
    parts = [f"{who}{when} {entry.title}." if who else f"{entry.title}{when}"]
    if entry.symbol and entry.symbol not in entry.title:
        parts.append(f"{entry.symbol}.")
    if entry.people and entry.publisher:
        parts.append(f"{entry.publisher}.")
    if entry.version:
        parts.append(f"Release {entry.version}.")
    if entry.doi:
        parts.append(f"https://doi.org/{entry.doi}")
    elif entry.url:
        parts.append(entry.url)
    if entry.accessed:
        day = datetime.date.fromisoformat(entry.accessed)
        parts.append(f"(accessed {as_known(day, 'day')})")
    return " ".join(parts)


def as_bibtex(entries):
    return "\n".join(map(bibtex_entry, entries))


def bibtex_entry(entry):
    fields = {
        "title": braced(entry.title),
        "author": " and ".join(map(escaped, entry.people)),
        "publisher": escaped(entry.publisher),
        "year": entry.year,
        "number": escaped(entry.symbol),
        "version": entry.version,
        "doi": whole(entry.doi),
        "isbn": whole(entry.isbn),
        "url": whole(entry.url),
        "urldate": entry.accessed,
    }
    kind = BIBTEX.get(entry.kind, "misc")
    if kind == "techreport":
        fields["institution"] = fields.pop("publisher")
    if kind == "article":
        fields["journal"] = fields.pop("publisher")
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{kind}{{{entry.key},", *lines, "}", ""])


def escaped(text):
    """Text in which BibTeX reads no command."""
    text = text.replace("\\", "\0")
    text = re.sub(r"([&%$#_{}])", r"\\\1", text)
    text = text.replace("~", r"\textasciitilde{}").replace("^", r"\textasciicircum{}")
    return text.replace("\0", r"\textbackslash{}")


def whole(address):
    """An address or number that cannot end the field it stands in."""
    return "".join(quote(c) if c in "{}\\" or c.isspace() else c for c in address)


def braced(text):
    """A title that keeps its capitals."""
    return f"{{{escaped(text)}}}"


def as_ris(entries):
    return "\n".join(map(ris_entry, entries))


def ris_entry(entry):
    tags = [
        ("TY", RIS.get(entry.kind, "RPRT")),
        ("ID", entry.key),
        ("TI", entry.title),
        *(("AU", name) for name in entry.people),
        ("PB", entry.publisher),
        ("PY", entry.year),
        ("DA", entry.date.replace("-", "/")),
        ("M1", entry.symbol),
        ("ET", entry.version),
        ("DO", entry.doi),
        ("SN", entry.isbn),
        ("UR", entry.url),
        ("Y2", entry.accessed.replace("-", "/")),
    ]
    lines = [f"{tag}  - {flat(value)}" for tag, value in tags if value]
    return "\n".join([*lines, "ER  - ", ""])


def flat(text):
    return " ".join(text.split())


def as_csl(entries):
    found = [csl_entry(entry) for entry in entries]
    return orjson.dumps(found, option=orjson.OPT_INDENT_2).decode() + "\n"


def csl_entry(entry):
    item = {
        "id": entry.key,
        "type": CSL.get(entry.kind, "document"),
        "title": entry.title,
        "author": [csl_name(name) for name in entry.people],
        "publisher": entry.publisher,
        "issued": csl_date(entry.date),
        "number": entry.symbol,
        "version": entry.version,
        "DOI": entry.doi,
        "ISBN": entry.isbn,
        "URL": entry.url,
        "accessed": csl_date(entry.accessed),
    }
    return {name: value for name, value in item.items() if value}


def csl_name(name):
    family, comma, given = (part.strip() for part in name.partition(","))
    return {"family": family, "given": given} if comma else {"literal": name}


def csl_date(written):
    return (
        {"date-parts": [[int(part) for part in written.split("-")]]}
        if written
        else None
    )


STYLES = {"text": as_text, "bibtex": as_bibtex, "ris": as_ris, "csl": as_csl}
MEDIA_TYPES = {
    "text": "text/plain; charset=utf-8",
    "bibtex": "application/x-bibtex; charset=utf-8",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "csl": "application/vnd.citationstyles.csl+json",
}
EXTENSIONS = {"text": "txt", "bibtex": "bib", "ris": "ris", "csl": "json"}
