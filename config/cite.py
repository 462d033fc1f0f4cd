"""`/cite/`: how to cite any page or query of this site, the original sources first."""

from urllib.parse import unquote, urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from api.corrections import misnamed, refuse, without
from api.filters import SHAPE
from api.mistakes import InvalidParameters, Mistake, nearest
from config.api import RESOURCES
from sources import citing
from sources.models import Source
from sources.state import current

STYLES = tuple(citing.STYLES)


@require_safe
def cite(request):
    """A page with the citation in all styles, or one style as a file (`format`)."""
    params = request.GET
    refuse(params, [*misnamed(params, ("url", "format")), *mistakes(params, request)])
    if not params.get("url"):
        return render(request, "cite.html", {"url": "", "styles": STYLES})
    url = request.build_absolute_uri(local(params["url"]))
    title, queryset = cited(local(params["url"]))
    site = citing.entry_of_site(title, url, current())
    entries = citing.bibliography(queryset, site)
    style = params.get("format")
    if not style:
        texts = [(name, write(entries)) for name, write in citing.STYLES.items()]
        context = {"url": params["url"], "title": title, "texts": texts}
        return render(request, "cite.html", {**context, "styles": STYLES})
    response = HttpResponse(
        citing.STYLES[style](entries), content_type=citing.MEDIA_TYPES[style]
    )
    name = f"citation.{citing.EXTENSIONS[style]}"
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def mistakes(params, request):
    style = params.get("format")
    if style and style not in STYLES:
        message = f"{style!r} is not a style."
        yield Mistake("format", style, message, STYLES, nearest(style, STYLES))
    written = params.get("url", "")
    try:
        parts = urlsplit(written)
    except ValueError:
        yield Mistake("url", written, "url is not an address.")
        return
    foreign = parts.netloc and parts.netloc != request.get_host()
    if foreign or (written and not parts.path.startswith("/")):
        message = "url is an address of this site, such as /missions/?organization=un."
        yield Mistake("url", written, message)
    elif "\0" in written:
        yield Mistake("url", written.replace("\0", ""), "url holds a NUL character.")
    elif written:
        yield from not_there(local(written))
    if style and not written:
        yield Mistake("url", "", "url is needed: which page or query is cited?")


def not_there(url):
    """What leads nowhere, or is a question that the site itself would not understand,
    cannot be cited."""
    try:
        resolve(urlsplit(url).path)
    except Resolver404:
        yield Mistake("url", url, f"There is no page at {urlsplit(url).path}.")
        return
    viewset, key, query = asked(url)
    if viewset is None:
        return
    if key and record_of(viewset, key) is None:
        yield Mistake("url", url, f"There is no record at {urlsplit(url).path}.")
    if key is None:
        try:
            viewset.filterset_class.checked(question(query), viewset.queryset.all())
        except InvalidParameters as error:
            yield Mistake("url", url, f"That address is mistaken: {error.detail}")


def record_of(viewset, key):
    """The record with this key, in any letter case, or None."""
    return viewset.queryset.filter(pk__iexact=key).first()


def question(query):
    """What a query string asks; how a page shows the answer is not part of it."""
    return without(query, "view", "page_size", "cursor")


def local(url):
    """Path and query of an address of this site."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def asked(url):
    """The resource of an address, the key of its record (or None), and its query."""
    parts = urlsplit(url)
    words = [unquote(word) for word in parts.path.split("/") if word]
    if words[:2] == ["api", "v1"]:
        words = words[2:]
    viewset = RESOURCES.get(words[0]) if words else None
    key = words[1] if viewset and len(words) == 2 else None
    if len(words) > 2:
        viewset = None
    return viewset, key, QueryDict(parts.query)


def cited(url):
    """The title of what an address shows, and the records whose sources count."""
    viewset, key, query = asked(url)
    if viewset is None:
        return f"Page {url}", Source.objects.none()
    if key:
        record = record_of(viewset, key)
        return str(record), viewset.queryset.filter(pk=record.pk)
    kept = question(query)
    filterset = viewset.filterset_class.checked(kept, viewset.queryset.all())
    name = urlsplit(url).path.strip("/").split("/")[-1].replace("-", " ").capitalize()
    said = ", ".join(f"{name}={kept[name]}" for name in kept if name not in SHAPE)
    return f"{name}: {said or 'all'}", filterset.qs
