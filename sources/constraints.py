"""Constraints that many tables share. Their names say room, table and rule, so that an
`IntegrityError` reads as a sentence."""

from django.db import models
from django.db.models import Q

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def is_slug(field="slug"):
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_slug",
        condition=Q(**{f"{field}__regex": SLUG}),
        violation_error_message=(
            f"{field} is lower-case letters and digits, joined by single hyphens."
        ),
    )


def is_one_of(field, choices):
    """A constraint from a code list; null is left to the column."""
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_is_known",
        condition=Q(**{f"{field}__in": choices.values}),
        violation_error_message=f"{field} is one of: {', '.join(choices.values)}.",
    )


def once(*fields, name="once", message):
    """One row for each combination; two absent values count as equal."""
    return models.UniqueConstraint(
        fields=fields,
        nulls_distinct=False,
        name=f"%(app_label)s_%(class)s_{name}",
        violation_error_message=message,
    )


def within(field, low, high, *, message):
    return models.CheckConstraint(
        name=f"%(app_label)s_%(class)s_{field}_in_range",
        condition=Q(**{f"{field}__isnull": True})
        | Q(**{f"{field}__gte": low, f"{field}__lte": high}),
        violation_error_message=message,
    )
