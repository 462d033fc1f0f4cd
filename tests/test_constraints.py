"""Every named constraint of every table is provoked: only a refused row proves one.

Most follow from the name: the factory's valid row is changed in the way that the rule
forbids. The others stand in `BREAKS`. A new constraint without a way to break it fails.
"""

import datetime

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction

from sources.dates import PartialDateField
from tests import factories

pytestmark = pytest.mark.django_db
ROOMS = ["sources", "organizations", "principles", "missions"]
MODELS = [model for room in ROOMS for model in apps.get_app_config(room).get_models()]
CONSTRAINTS = {
    constraint.name: (model, constraint)
    for model in MODELS
    for constraint in model._meta.constraints
}

# Values that break a rule which its name does not tell.
BREAKS = {
    "missions_assessment_code_fits_principle": {"code": "upheld"},
    "missions_budget_amount_in_whole_units": {"amount": 1174},
    "missions_budget_currency_is_a_code": {"currency": "usd"},
    "missions_contribution_gender_is_known": {"gender": "none"},
    "missions_contribution_month_is_first_day": {"month": datetime.date(2000, 1, 31)},
    "missions_deployment_latitude_in_range": {"latitude": 91},
    "missions_deployment_longitude_in_range": {"longitude": 181},
    "missions_deployment_year_in_range": {"year": 194},
    "missions_fatality_counts_a_death": {"deaths": 0},
    "missions_fatality_personnel_type_is_known": {"personnel_type": "none"},
    "missions_mission_chapter_is_known": {"chapter": "v"},
    "missions_mission_coordinates_are_a_pair": {"latitude": 1},
    "missions_mission_latitude_in_range": {"latitude": -91, "longitude": 0},
    "missions_mission_longitude_in_range": {"latitude": 0, "longitude": -181},
    "missions_mission_wikidata_is_item": {"wikidata": "1065"},
    "missions_missiontype_noun_has_no_article": {"noun": "an observation mission"},
    "missions_strength_month_is_first_day": {"month": datetime.date(2000, 1, 31)},
    "organizations_country_iso3_is_a_code": {"iso3": "fra"},
    "organizations_country_m49_is_a_code": {"m49": "4"},
    "organizations_country_missing_code_has_reason": {"m49": ""},
    "organizations_countrycode_missing_has_reason": {"code": ""},
    "sources_datastate_is_one_row": {"id": 2},
    "sources_formerslug_leads_elsewhere": {"former": "same", "current": "same"},
    "sources_release_version_is_year_month": {"version": "next"},
    "organizations_countrycode_fits_scheme": {"scheme": "m49", "code": "12"},
    "sources_source_url_is_https": {"url": "http://example.org"},
}

# What two equal rows must not share, so that this rule and no other is broken.
APART = {
    "principles_principle_once": {"slug": "impartiality"},
    "sources_citation_says_it_once": {"position": 1},
}


def factory_of(model):
    return getattr(factories, f"{model.__name__}Factory")


def valid(model, **values):
    """A valid row: from the factory, or about a source for citations and absences."""
    if model.__name__ not in ("Citation", "Absence"):
        return factory_of(model)(**values)
    about = {
        "record_type": ContentType.objects.get(app_label="sources", model="source"),
        "record_key": "a-source",
    }
    if model.__name__ == "Citation":
        about |= {"position": 0, "source": factories.SourceFactory()}
    else:
        about |= {"field": "acronym", "reason": "unknown"}
    return model.objects.create(**{**about, **values})


def precisions(model):
    return {
        f.precision: f for f in model._meta.fields if isinstance(f, PartialDateField)
    }


def breaking(name, model, constraint):
    """Lists of values; each row made with them breaks the constraint, and a row made
    with what comes before in the list does not."""
    stem = name.removeprefix(f"{model._meta.label_lower.replace('.', '_')}_")
    if name in BREAKS:
        return [BREAKS[name]]
    if stem in precisions(model):
        field = precisions(model)[stem]
        middle = datetime.date(2000, 1, 15)
        return [
            {field.name: middle, stem: "month"},
            {field.name: middle, stem: "year"},
            {field.name: middle, stem: None},
        ]
    if stem == "ends_after_start":
        return [ends_before_start(model)]
    if stem.endswith("_is_slug"):
        field = stem.removesuffix("_is_slug")
        return [{field: "Not a slug"}, {field: "-a"}, {field: "a--b"}]
    if stem.endswith("_is_known"):
        return [{stem.removesuffix("_is_known"): "x"}]
    if stem == "parent_is_another":
        return [{"slug": "same", "parent_id": "same"}]
    if stem == "states_a_field":
        return [{"states": "1948", "field": ""}]
    if isinstance(constraint, models.UniqueConstraint):
        first = valid(model)
        same = {name: getattr(first, name) for name in constraint.fields}
        return [{**same, **APART.get(name, {})}]
    pytest.fail(f"no test provokes {name}: add what breaks it to BREAKS")


def ends_before_start(model):
    dates = [f for f in model._meta.fields if isinstance(f, models.DateField)]
    pairs = [
        ("valid_from", "valid_to"),
        ("founded", "dissolved"),
        ("joined", "left"),
        ("start_date", "end_date"),
        ("adopted_on", "valid_until"),
        ("period_start", "period_end"),
    ]
    names = {f.name for f in dates}
    [(start, end)] = [pair for pair in pairs if set(pair) <= names]
    values = {start: datetime.date(2001, 1, 2), end: datetime.date(2001, 1, 1)}
    for name in (start, end):
        field = model._meta.get_field(name)
        if isinstance(field, PartialDateField):
            values[field.precision] = "day"
    return values


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_the_database_refuses(name):
    model, constraint = CONSTRAINTS[name]
    for values in breaking(name, model, constraint):
        with pytest.raises(IntegrityError) as refused, transaction.atomic():
            valid(model, **values)

        assert refused.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_the_least_row_is_valid(model):
    row = valid(model)

    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_a_refusal_says_what_is_wrong(name):
    _, constraint = CONSTRAINTS[name]

    assert (
        constraint.violation_error_message != constraint.default_violation_error_message
    )
