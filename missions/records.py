"""What `missions` loads: operations with their parts, code lists, figures, and the
explainers and case studies that point at operations."""

import dataclasses

from django.utils.text import slugify

from missions.models import (
    Assessment,
    Budget,
    CaseStudy,
    Contribution,
    Deployment,
    ExplainerCase,
    Fatality,
    Leader,
    Mandate,
    MandateCeiling,
    MandateTask,
    Mission,
    MissionAlias,
    MissionHost,
    MissionOrganization,
    MissionType,
    MissionTypeExample,
    PrincipleEvent,
    Strength,
)
from principles.records import EXPLAINER
from sources.loader.parts import Records, Table
from sources.loader.shapes import Counts, Group, Shape


def mandate_slug(mandate):
    return f"{mandate.mission_id}-{slugify(mandate.symbol.replace('/', '-'))}"


def assessment_slug(assessment):
    start = assessment.start_date
    return f"{assessment.mission_id}-{assessment.principle_id}-{start}"


def event_slug(event):
    return f"{event.mission_id}-{event.principle_id}-{event.effect}-{event.date}"


def case_slug(case):
    return f"{case.explainer_id}-{case.mission_id}-{case.date}"


MISSION = Shape(
    Mission,
    (
        *("acronym", "name", "mission_type", "theatre", "authorised_on"),
        *("start_date", "end_date", "chapter", "legal_basis", "ucdp_conflicts"),
        *("wikidata", "summary", "outcome", "confidence", "updated_on"),
    ),
    groups=(
        Group(
            "headquarters",
            {
                "place": "headquarters_place",
                "latitude": "latitude",
                "longitude": "longitude",
            },
        ),
    ),
    links=("succeeded_by",),
    parts=(
        Shape(MissionAlias, ("name", "language"), key="aliases", parent="mission"),
        Shape(
            MissionOrganization,
            ("organization", "role"),
            key="organizations",
            parent="mission",
            required=True,
        ),
        Shape(
            MissionHost,
            ("country", "start_date", "end_date", "note"),
            key="hosts",
            parent="mission",
        ),
        Shape(
            Mandate,
            (
                *("symbol", "body", "adopted_on", "action", "chapter", "valid_until"),
                *("changes", "url"),
            ),
            counts=(
                Counts("ceilings", MandateCeiling, "mandate", "component", "personnel"),
            ),
            links=("tasks_added", "tasks_removed"),
            key="mandates",
            parent="mission",
            slug=mandate_slug,
            required=True,
        ),
        Shape(
            Assessment,
            (
                *("principle", "phase", "start_date", "end_date", "code"),
                *("confidence", "rationale", "coder", "coded_on"),
            ),
            key="assessments",
            parent="mission",
            slug=assessment_slug,
        ),
        Shape(
            PrincipleEvent,
            ("date", "principle", "what", "effect"),
            key="principle_events",
            parent="mission",
            slug=event_slug,
        ),
    ),
)

PARTS = [
    Records(
        "mission-types",
        Shape(
            MissionType,
            (
                *("name", "noun", "parent", "position", "definition"),
                *("recognition", "prose"),
            ),
            parts=(
                Shape(
                    MissionTypeExample,
                    ("mission",),
                    key="examples",
                    parent="mission_type",
                    item="mission",
                ),
            ),
        ),
    ),
    Table(
        "mandate-tasks.csv",
        MandateTask,
        ("slug", "name", "group", "definition", "unpmm", "tamm", "pema", "source"),
    ),
    Records("missions", MISSION),
    Records(
        "explainers",
        dataclasses.replace(
            EXPLAINER,
            parts=(
                *EXPLAINER.parts,
                Shape(
                    ExplainerCase,
                    ("mission", "date", "result", "what"),
                    key="cases",
                    parent="explainer",
                    slug=case_slug,
                    required=True,
                ),
            ),
        ),
    ),
    Records(
        "case-studies",
        Shape(
            CaseStudy,
            (
                *("title", "context", "mandate_and_force", "principles"),
                *("outcome", "disputed", "lessons"),
            ),
            links=("missions", "organizations", "explainers"),
        ),
    ),
    Table(
        "figures/strengths.csv",
        Strength,
        ("mission", "month", "component", "personnel", "source"),
    ),
    Table(
        "figures/contributions.csv",
        Contribution,
        ("mission", "country", "month", "component", "gender", "personnel", "source"),
    ),
    Table(
        "figures/fatalities.csv",
        Fatality,
        (
            *("mission", "date", "country", "personnel_type", "cause", "deaths"),
            "source",
        ),
    ),
    Table(
        "figures/budgets.csv",
        Budget,
        (
            *("mission", "period_start", "period_end", "kind", "amount", "currency"),
            "source",
        ),
    ),
    Table(
        "figures/deployments.csv",
        Deployment,
        ("mission", "year", "place", "latitude", "longitude", "personnel", "source"),
    ),
    Table(
        "figures/leaders.csv",
        Leader,
        ("mission", "post", "name", "nationality", "start_date", "end_date", "source"),
    ),
]
