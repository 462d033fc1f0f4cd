"""Addresses of pictures: `….svg`, `….png`, and `….json` for Vega-Lite."""

import base64
import hashlib

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from api import state as caching
from api.corrections import refuse_misnamed
from missions import figures
from missions.charts import figures as of_figures
from missions.charts import many
from missions.charts.drawing import MEDIA_TYPES, STYLE, picture
from missions.filters import MissionFilter
from missions.models import Mission
from sources.pages import NoRecord

HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'"  # of an SVG on its own
OF_MISSION = {
    "strength": lambda mission: of_figures.strength(figures.strength_table(mission)),
    "fatalities": lambda mission: of_figures.fatalities(
        figures.fatality_table(mission)
    ),
    "contributors": lambda mission: of_figures.contributors(
        figures.contributor_table(mission)
    ),
}


def drawn_list(name, missions, link):
    """The `map` or `timeline` of missions from `for_list`; None where there is nothing
    to draw. `link` makes the address of a host's missions from its ISO3."""
    if name == "timeline":
        return many.timeline(missions, caching.today())
    return many.world(missions, link) if name == "map" else None


@require_safe
def of_mission(request, slug, name, kind):
    """A picture of one mission's figures."""
    refuse_misnamed(request.GET, ())
    if name not in OF_MISSION or kind not in MEDIA_TYPES:
        raise Http404
    state = caching.current_state()
    if held := unchanged(request, state):
        return held
    mission = Mission.objects.filter(pk=slug).first()
    if mission is None:
        raise NoRecord(slug, [])
    return answer(request, state, OF_MISSION[name](mission), kind)


@require_safe
def of_all(request, kind):
    """How many missions were in the field in each year."""
    refuse_misnamed(request.GET, ())
    drawing = many.at_once(Mission.objects.periods(), caching.today())
    return picture_of(request, drawing, kind)


@require_safe
def of_list(request, name, kind):
    """A map or timeline of the missions that a query string asks for."""
    if name not in ("map", "timeline") or kind not in MEDIA_TYPES:
        raise Http404
    filterset = MissionFilter.checked(request.GET, Mission.objects.all())
    state = caching.current_state()
    if held := unchanged(request, state):
        return held
    missions = list(filterset.qs.for_list())
    drawing = drawn_list(name, missions, lambda iso3: f"/missions/?host={iso3}")
    return answer(request, state, drawing, kind)


def unchanged(request, state):
    if state and caching.holds(request, caching.etag(request, state)):
        return caching.not_modified()
    return None


def picture_of(request, drawing, kind):
    """A picture of something that the caller has looked up."""
    if kind not in MEDIA_TYPES:
        raise Http404
    state = caching.current_state()
    return unchanged(request, state) or answer(request, state, drawing, kind)


def answer(request, state, drawing, kind):
    if drawing is None:
        raise Http404
    response = HttpResponse(picture(drawing, kind), content_type=MEDIA_TYPES[kind])
    if kind == "svg":
        response["Content-Security-Policy"] = POLICY
    return caching.remember(response, request, state) if state else response
