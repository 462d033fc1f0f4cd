"""What one needs to know to use the base: `/about/` and the pages below `/data/`."""

from django.conf import settings
from django.db.models import Count, Value
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from api.corrections import refuse_misnamed
from config import codebook
from config.api import RESOURCES
from missions import coverage as mission_coverage
from missions.charts.drawing import COLOURS
from missions.models import Mission
from organizations.models import Organization
from sources import linked
from sources.coverage import of_fields
from sources.models import Source

TEXTS = ("paper", "raised", "ink", "quiet", "line", "link", "mark", "warn")


def page(template, linked_data=None):
    """A page without parameters that shows what `context` returns. `linked_data` makes its
    JSON-LD from the request."""

    def decorated(context):
        @require_safe
        def view(request):
            refuse_misnamed(request.GET, ())
            said = linked_data(request) if linked_data else ""
            shown = {**context(), "linked_data": said}
            return render(request, f"reference/{template}", shown)

        return view

    return decorated


@page("about.html")
def about():
    return {
        "datasets": Source.objects.datasets(),
        "contact": settings.CONTACT,
        "called": settings.CONTACT.removeprefix("mailto:"),
    }


@page("design.html")
def design():
    """The tokens and components of the pages, each shown with its use."""
    return {"colours": [c for c in COLOURS if c not in TEXTS], "texts": TEXTS}


def catalog(request):
    resources = [(name, viewset.__doc__) for name, viewset in RESOURCES.items()]
    return linked.catalog(linked.site(request), request.data_state, resources)


@page("data.html", catalog)
def data():
    counts = counted()
    return {
        "resources": [
            (name, viewset.__doc__, counts[name]) for name, viewset in RESOURCES.items()
        ]
    }


def counted():
    """The number of records of each resource. One query."""
    first, *rest = (
        viewset.queryset.order_by()
        .annotate(resource=Value(name))
        .values("resource")
        .annotate(n=Count("pk"))
        .values_list("resource", "n")
        for name, viewset in RESOURCES.items()
    )
    return {**dict.fromkeys(RESOURCES, 0), **dict(first.union(*rest, all=True))}


@page("method.html")
def method():
    return {"ranked": Source.objects.of_figures()}


@page("codebook.html")
def book():
    return {"tables": codebook.tables(RESOURCES), "lists": codebook.code_lists()}


@page("coverage.html")
def coverage():
    return {
        "parts": list(mission_coverage.PARTS),
        "rows": mission_coverage.by_organization(),
        "kinds": [
            ("Missions", of_fields(Mission)),
            ("Organizations", of_fields(Organization)),
        ],
    }


data_urls = [
    path("", data, name="data"),
    path("method/", method, name="method"),
    path("codebook/", book, name="codebook"),
    path("coverage/", coverage, name="coverage"),
]
