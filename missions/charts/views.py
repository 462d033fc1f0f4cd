"""Addresses of pictures: `….svg`, `….png`, and `….json` for Vega-Lite."""

import base64
import hashlib
import re

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from api import state as caching
from api.corrections import refuse, refuse_misnamed
from api.mistakes import Mistake, nearest
from missions import figures
from missions.charts import contributing, many, phases, places, timeline
from missions.charts import figures as of_figures
from missions.charts.drawing import MEDIA_TYPES, STYLE, picture
from missions.filters import MissionFilter
from missions.models import Mission
from organizations.models import Country, Organization
from sources.pages import NoRecord

HASH = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = f"default-src 'none'; style-src 'sha256-{HASH}'"  # of an SVG on its own
OF_MISSION = {
    "strength": lambda mission, asked: of_figures.strength(
        figures.strength_table(mission)
    ),
    "fatalities": lambda mission, asked: of_figures.fatalities(
        figures.fatality_table(mission)
    ),
    "contributors": lambda mission, asked: of_figures.contributors(
        figures.contributor_table(mission)
    ),
    "deployment": lambda mission, asked: places.deployment(
        figures.deployment_table(mission, asked and int(asked)),
        {country.m49 for country in mission.host_countries},
    ),
    "phases": lambda mission, asked: phases.phases(mission, caching.today()),
}
YEAR = re.compile(r"[0-9]{4}")


def drawn_list(name, missions, link, by=""):
    """The `map` or `timeline` of missions from `for_list`; None where there is nothing
    to draw. `link` makes the address of a host's missions from its ISO3; a timeline may
    be in groups `by` organization or region."""
    if name == "timeline":
        return timeline.timeline(missions, caching.today(), by)
    return many.world(missions, link) if name == "map" else None


@require_safe
def of_mission(request, slug, name, kind):
    """A picture of one mission's figures; of places in a `year`."""
    refuse_misnamed(request.GET, ("year",) if name == "deployment" else ())
    year = request.GET.get("year")
    if year and not YEAR.fullmatch(year):
        refuse(request.GET, [Mistake("year", year, f"{year!r} is not a year.")])
    if name not in OF_MISSION or kind not in MEDIA_TYPES:
        raise Http404
    state = caching.current_state()
    if held := unchanged(request, state):
        return held
    mission = next(iter(Mission.objects.filter(pk=slug).whole()), None)
    if mission is None:
        raise NoRecord(slug, [])
    return answer(request, state, OF_MISSION[name](mission, year), kind)


@require_safe
def of_all(request, kind):
    """How many missions were in the field in each year."""
    refuse_misnamed(request.GET, ())
    drawing = many.at_once(Mission.objects.periods(), caching.today())
    return picture_of(request, drawing, kind)


@require_safe
def of_organization(request, slug, kind):
    """How many missions of an organization were in the field in each year."""
    refuse_misnamed(request.GET, ())
    organization = Organization.objects.filter(pk=slug).first()
    if organization is None:
        raise NoRecord(slug, [])
    periods = Mission.objects.run_by(slug).periods_of(organization.name)
    drawing = many.at_once(periods, caching.today(), [organization.name])
    return picture_of(request, drawing, kind)


@require_safe
def of_country(request, slug, kind):
    """What a country contributed over time."""
    refuse_misnamed(request.GET, ())
    country = Country.objects.filter(pk=slug).first()
    if country is None:
        raise NoRecord(slug, [])
    history = figures.contributor_history(country)
    return picture_of(request, contributing.contributed(country, history), kind)


@require_safe
def of_list(request, name, kind):
    """A map or timeline of the missions that a query string asks for."""
    if name not in ("map", "timeline") or kind not in MEDIA_TYPES:
        raise Http404
    by = asked_group(request.GET, name)
    params = request.GET.copy()
    params.pop("by", None)
    filterset = MissionFilter.checked(params, Mission.objects.all())
    state = caching.current_state()
    if held := unchanged(request, state):
        return held
    missions = list(filterset.qs.for_list())
    drawing = drawn_list(name, missions, lambda iso3: f"/missions/?host={iso3}", by)
    return answer(request, state, drawing, kind)


def asked_group(params, view):
    """What a timeline is to be in groups by; refused for another view or a wrong value."""
    by = params.get("by", "")
    groups = tuple(filter(None, timeline.GROUPS))
    if by and view != "timeline":
        message = "Only the timeline is in groups: view=timeline."
        refuse(params, [Mistake("by", by, message)])
    if by not in timeline.GROUPS:
        message = f"{by!r} is not a group of the timeline."
        refuse(params, [Mistake("by", by, message, groups, nearest(by, groups))])
    return by


def unchanged(request, state):
    if state and caching.holds(request, caching.etag(request, state)):
        return caching.remember(caching.not_modified(), request, state)
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
