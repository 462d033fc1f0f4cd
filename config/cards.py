"""Addresses of the pictures that stand for pages where they are shared: `…/card.png`."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from api import state as caching
from api.corrections import refuse_misnamed
from missions import facts, figures
from missions.charts import contributing, many
from missions.charts import figures as of_figures
from missions.charts.cards import Card, as_png
from missions.charts.views import unchanged
from missions.models import CaseStudy, Mission, MissionType
from organizations.models import Country, Organization
from principles.models import Explainer, GlossaryTerm, Principle
from sources import text
from sources.models import Source
from sources.pages import NoRecord


def of_mission(mission):
    strengths = figures.strength_table(mission)
    drawing = of_figures.strength(strengths) or of_figures.fatalities(
        figures.fatality_table(mission)
    )
    title = f"{mission}: {mission.name}" if mission.acronym else mission.name
    return Card("Mission", title, facts.answer(mission, strengths), drawing)


def of_country(country):
    history = figures.contributor_history(country)
    drawing = contributing.contributed(country, history)
    where = f"{country.get_kind_display()}, {country.get_subregion_display()}."
    return Card("Country", country.name, drawing.finding if drawing else where, drawing)


def of_organization(organization):
    periods = Mission.objects.run_by(organization.pk).periods_of(organization.name)
    drawing = many.at_once(periods, caching.today(), [organization.name])
    return Card("Organization", organization.name, organization.summary, drawing)


def of_source(source):
    parts = source.get_kind_display(), source.authors, source.publisher
    return Card("Source", source.title, f"{', '.join(filter(None, parts))}.")


def words(kind, title, sentence):
    """Makes the card of a record that has no chart, from two of its fields."""
    return lambda record: Card(
        kind, getattr(record, title), text.first(getattr(record, sentence))
    )


RECORDS = {
    "missions": (Mission, of_mission),
    "countries": (Country, of_country),
    "organizations": (Organization, of_organization),
    "mission-types": (MissionType, words("Type of mission", "name", "definition")),
    "principles": (Principle, words("Principle", "name", "statement")),
    "explainers": (Explainer, words("Explainer", "title", "answer")),
    "glossary": (GlossaryTerm, words("Term", "term", "definition")),
    "case-studies": (CaseStudy, words("Case study", "title", "context")),
    "sources": (Source, of_source),
}
# Title and sentence of lists and other pages.
PAGES = {
    "": (
        "Every peace operation since 1948",
        "Record, mandates, figures, the three principles, and the source of each fact.",
    ),
    "missions": (
        "Missions",
        "Every peace operation since 1948, to filter and take home.",
    ),
    "mission-types": ("Types of mission", "From observation to enforcement."),
    "organizations": ("Organizations", "Who mandates and runs peace operations."),
    "countries": ("Countries", "Who hosts peace operations, and who sends people."),
    "principles": (
        "The three principles",
        "Consent, impartiality, and the non-use of force except in self-defence.",
    ),
    "explainers": ("Explainers", "One question of peacekeeping at a time, with cases."),
    "glossary": ("Glossary", "The terms of peacekeeping, defined."),
    "case-studies": (
        "Case studies",
        "Operations told in one frame, with what is disputed.",
    ),
    "sources": ("Sources", "What every fact of the base rests on."),
    "data": ("Data", "Every table as CSV, XLSX, Parquet and JSON, with its codebook."),
    "about": (
        "About this base",
        "What counts as a peace operation, and what does not.",
    ),
}


@require_safe
def of_page(request, page=""):
    if page not in PAGES:
        raise Http404
    return picture(
        request,
        lambda: Card(
            "",
            *PAGES[page],
            many.at_once(Mission.objects.periods(), caching.today()),
        ),
    )


@require_safe
def of_record(request, kind, slug):
    if kind not in RECORDS:
        raise Http404
    model, card_of = RECORDS[kind]

    def card():
        record = next(iter(model.objects.filter(pk=slug).whole()), None)
        if record is None:
            raise NoRecord(slug, [])
        return card_of(record)

    return picture(request, card)


def picture(request, card):
    refuse_misnamed(request.GET, ())
    state = caching.current_state()
    if held := unchanged(request, state):
        return held
    response = HttpResponse(as_png(card()), content_type="image/png")
    return caching.remember(response, request, state) if state else response
