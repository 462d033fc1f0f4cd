"""`/cite/`: how to cite any page or query of this site, the original sources first."""

from urllib.parse import urlsplit

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from api.corrections import misnamed, refuse
from api.mistakes import Mistake, nearest
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
    else:
        yield from unknown_record(written)


def unknown_record(url):
    """A record that is not there cannot be cited."""
    viewset, key, _ = asked(url)
    if viewset and key and not viewset.queryset.filter(pk=key).exists():
        yield Mistake("url", url, f"There is no record at {urlsplit(url).path}.")


def local(url):
    """Path and query of an address of this site."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def asked(url):
    """The resource of an address, the key of its record (or None), and its query."""
    parts = urlsplit(url)
    words = [word for word in parts.path.split("/") if word]
    if words[:2] == ["api", "v1"]:
        words = words[2:]
    viewset = RESOURCES.get(words[0]) if words else None
    key = words[1] if viewset and len(words) > 1 else None
    return viewset, key, QueryDict(parts.query)


def cited(url):
    """The title of what an address shows, and the records whose sources count."""
    viewset, key, query = asked(url)
    if viewset is None:
        return f"Page {url}", Source.objects.none()
    if key:
        queryset = viewset.queryset.filter(pk=key)
        return str(queryset.get()), queryset
    kept = QueryDict(mutable=True)
    for name in query:
        if name in viewset.filterset_class.base_filters:
            kept[name] = query[name]
    filterset = viewset.filterset_class.checked(kept, viewset.queryset.all())
    name = urlsplit(url).path.strip("/").split("/")[-1].replace("-", " ").capitalize()
    said = ", ".join(f"{name}={kept[name]}" for name in kept) or "all"
    return f"{name}: {said}", filterset.qs
