"""What programs read of the site: `robots.txt`, sitemap, feed of changes, `llms.txt`,
`security.txt`."""

import datetime

from django.conf import settings
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from missions.models import Mission
from sources.search import SearchEntry, searched
from sources.state import current

OWN_PAGES = [
    *("/", "/missions/", "/missions/compare/", "/mission-types/", "/organizations/"),
    *("/countries/", "/principles/", "/explainers/", "/glossary/", "/case-studies/"),
    *("/sources/", "/data/", "/data/method/", "/data/codebook/", "/data/coverage/"),
    *("/about/", "/about/design/", "/api/", "/cite/"),
]
MOST_ENTRIES = 40  # of the feed


def site(request):
    return request.build_absolute_uri("/").rstrip("/")


def plain(text):
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def robots(request):
    """All may be read; pictures and queries need not be crawled one by one."""
    return plain(
        "User-agent: *\nDisallow: /*?\nAllow: /\n\n"
        f"Sitemap: {site(request)}/sitemap.xml\n"
    )


@require_safe
def sitemap(request):
    """Every page, with the day of its last change where it is known."""
    here = site(request)
    changed = {
        f"/missions/{slug}/": day
        for slug, day in Mission.objects.values_list("pk", "updated_on")
    }
    kinds = [kind for kind, part in searched().items() if part.suggested]
    entries = SearchEntry.objects.filter(kind__in=kinds).order_by("kind", "key")
    addresses = [*OWN_PAGES, *(entry.get_absolute_url() for entry in entries)]
    lines = [
        f"<url><loc>{here}{address}</loc>"
        + (f"<lastmod>{changed[address]}</lastmod>" if address in changed else "")
        + "</url>"
        for address in addresses
    ]
    body = "".join(lines)
    return HttpResponse(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{body}</urlset>',
        content_type="application/xml",
    )


@require_safe
def feed(request):
    """The records that changed last, as Atom."""
    here = site(request)
    state = current()
    atom = Atom1Feed(
        title="Peacekeeping knowledge base: changes",
        link=f"{here}/",
        description="Records that changed last",
        feed_url=f"{here}/changes.atom",
        language="en",
    )
    if state:
        atom.add_item(
            title=f"Release {state.release_id}",
            link=f"{here}/data/",
            description=state.release.notes or "A new state of the records.",
            unique_id=f"{here}/#release-{state.digest[:12]}",
            updateddate=state.changed_at,
        )
    for mission in Mission.objects.order_by("-updated_on", "pk")[:MOST_ENTRIES]:
        midnight = datetime.datetime.combine(
            mission.updated_on, datetime.time(), datetime.UTC
        )
        atom.add_item(
            title=f"{mission}: {mission.name}" if mission.acronym else mission.name,
            link=here + mission.get_absolute_url(),
            description=mission.summary,
            unique_id=f"{here}{mission.get_absolute_url()}#{mission.updated_on}",
            updateddate=midnight,
        )
    return HttpResponse(
        atom.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8"
    )


@require_safe
def llms(request):
    """What a language model should know before it answers from here."""
    here = site(request)
    return plain(
        "# Peacekeeping knowledge base\n\n"
        "> Every peace operation since 1948 (UN, AU, NATO, EU, OSCE, ECOWAS, coalitions): "
        "record, mandates, figures, the three principles, and the source of each fact.\n\n"
        "Records are under CC BY 4.0. Cite the original source first; every record names "
        "its sources. Starts are days of deployment, not of authorisation. A value that "
        "is absent says why. Where sources differ both values are given.\n\n"
        "## Data\n\n"
        f"- [API guide]({here}/api/): ten worked questions; no key\n"
        f"- [OpenAPI description]({here}/api/v1/schema/)\n"
        f"- [All missions as CSV]({here}/api/v1/missions/?format=csv)\n"
        f"- [All tables]({here}/data/)\n"
        f"- [Codebook]({here}/data/codebook/)\n\n"
        "## Texts\n\n"
        f"- [Explainers]({here}/explainers/)\n"
        f"- [Glossary]({here}/glossary/)\n"
        f"- [Method]({here}/data/method/)\n"
        f"- [What counts as a peace operation]({here}/about/#inclusion)\n"
    )


@require_safe
def security(request):
    """RFC 9116. It expires a year after it is asked for: it is made anew each time. Where
    no `CONTACT` is set, it leads to the page that says what can be done without one."""
    day = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=364)
    here = site(request)
    return plain(
        f"Contact: {settings.CONTACT or f'{here}/about/#contact'}\n"
        f"Expires: {day:%Y-%m-%dT00:00:00Z}\n"
        "Preferred-Languages: en\n"
        f"Canonical: {here}/.well-known/security.txt\n"
    )
