"""The one list of API resources. Rooms define viewsets; only this file routes them."""

from functools import lru_cache

import yaml
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.routers import SimpleRouter

from api.corrections import misnamed, refuse
from api.parameters import WORDS, query_parameter
from api.renderers import JSONRenderer, format_mistakes
from api.views import ApiView
from missions import api as missions
from organizations import api as organizations
from principles import api as principles
from sources import api as sources
from sources.search import SearchEntry
from sources.views import wrong_words

RESOURCES = {
    "missions": missions.MissionViewSet,
    "mission-types": missions.MissionTypeViewSet,
    "mandates": missions.MandateViewSet,
    "mandate-tasks": missions.MandateTaskViewSet,
    "strengths": missions.StrengthViewSet,
    "contributions": missions.ContributionViewSet,
    "fatalities": missions.FatalityViewSet,
    "budgets": missions.BudgetViewSet,
    "deployments": missions.DeploymentViewSet,
    "leaders": missions.LeaderViewSet,
    "assessments": missions.AssessmentViewSet,
    "principle-events": missions.PrincipleEventViewSet,
    "case-studies": missions.CaseStudyViewSet,
    "organizations": organizations.OrganizationViewSet,
    "countries": organizations.CountryViewSet,
    "country-codes": organizations.CountryCodeViewSet,
    "principles": principles.PrincipleViewSet,
    "explainers": principles.ExplainerViewSet,
    "glossary": principles.GlossaryViewSet,
    "sources": sources.SourceViewSet,
    "panels/mission-year": missions.MissionYearViewSet,
    "panels/country-year": missions.CountryYearViewSet,
}
router = SimpleRouter()
for name, viewset in RESOURCES.items():
    router.register(name, viewset, basename=name)


FORMAT = query_parameter(
    "format", {"type": "string", "enum": ["json"]}, "Format of the answer.", "json"
)


def json_content(list_name, **properties):
    """What OpenAPI says of an answer that is one list of small objects."""
    item = {
        "type": "object",
        "required": list(properties),
        "additionalProperties": False,
        "properties": properties,
    }
    schema = {
        "type": "object",
        "required": [list_name, "meta"],
        "additionalProperties": False,
        "properties": {
            list_name: {"type": "array", "items": item},
            "meta": {"$ref": "#/components/schemas/Meta"},
        },
    }
    return {"application/json": {"schema": schema}}


class Root(ApiView):
    """The resources, with the number of records of each."""

    query_parameters = [FORMAT]
    content = json_content(
        "resources",
        name={"type": "string"},
        url={"type": "string", "format": "uri"},
        count={"type": "integer"},
        description={"type": "string"},
    )

    def get(self, request):
        self.check()
        resources = [
            {
                "name": name,
                "url": reverse(f"api:{name}-list", request=request),
                "count": viewset.queryset.count(),
                "description": " ".join(viewset.__doc__.split()),
            }
            for name, viewset in RESOURCES.items()
        ]
        return self.answer({"resources": resources})


class Suggest(ApiView):
    """At most ten records whose names begin with, hold or resemble what is typed."""

    query_parameters = [
        query_parameter(
            "q", {**WORDS, "minLength": 0}, "What is typed so far.", "minus"
        ),
        FORMAT,
    ]
    content = json_content(
        "results",
        kind={"type": "string"},
        slug={"type": "string"},
        label={"type": "string"},
        hint={"type": "string"},
        url={"type": "string", "format": "uri"},
    )

    def get(self, request):
        params = request.query_params
        refuse(
            params,
            [
                *misnamed(params, ("q", "format")),
                *format_mistakes(params, self.formats),
                *wrong_words(params),
            ],
        )
        found = SearchEntry.objects.suggested(params["q"]) if params.get("q") else []
        site = request.build_absolute_uri("/").rstrip("/")
        return self.answer(
            {
                "results": [
                    {
                        "kind": entry.kind,
                        "slug": entry.key,
                        "label": entry.label,
                        "hint": entry.hint,
                        "url": f"{site}/{entry.kind}/{entry.key}/",
                    }
                    for entry in found
                ]
            }
        )


class YAML(JSONRenderer):
    """OpenAPI as YAML."""

    media_type = "application/yaml"
    format = "yaml"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True).encode()


class Schema(ApiView):
    """The description of this API, OpenAPI 3.1, as JSON or YAML."""

    renderer_classes = [JSONRenderer, YAML]
    schema = None  # it does not describe itself

    def get(self, request):
        self.check()
        return Response(described())


@lru_cache(maxsize=1)
def described():
    """The description does not depend on the data."""
    return SchemaGenerator().get_schema(public=True)


@require_safe
def docs(request):
    """The description as a page that one can try things on; all of it from here."""
    refuse(request.GET, misnamed(request.GET, ()))
    return render(request, "api/docs.html")


app_name = "api"
urlpatterns = [
    path("", Root.as_view(), name="root"),
    path("suggest/", Suggest.as_view(), name="suggest"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", docs, name="docs"),
    *router.urls,
]
