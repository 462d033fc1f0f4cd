"""The grammar of filters, the same for the API and the pages.

A FilterSet spells out its parameters. What it does not know is an error that says what
would be right: a typo must not silently return everything.
"""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import QueryDict

from api.problems import InvalidParameters, Mistake, nearest

# Parameters of every list that are not filters.
FRAMEWORK = ("cursor", "format", "ordering", "page_size")
LARGEST_INTEGER = 2**31 - 1


class Wrong(ValidationError):
    """A value that a parameter does not take, with what it would take."""

    def __init__(self, message, allowed=(), wrong=""):
        super().__init__(message)
        self.allowed = tuple(allowed)
        self.wrong = wrong


class CodesField(forms.Field):
    """Codes joined by commas: any of them. Letter case does not matter."""

    def __init__(self, *, codes, **options):
        self.codes = codes
        super().__init__(**options)

    def to_python(self, value):
        if not value:
            return []
        allowed = {code.lower(): code for code in self.codes()}
        chosen = []
        for written in value.split(","):
            code = allowed.get(written.strip().lower())
            if code is None:
                raise Wrong(
                    f"{written!r} is not a value of this parameter.",
                    allowed.values(),
                    written,
                )
            chosen.append(code)
        return chosen


class CodesFilter(django_filters.Filter):
    """`organization=un,au`: rows that have one of these values.

    `codes` is a callable that gives all valid values.
    """

    field_class = CodesField

    def __init__(self, field_name, codes, **options):
        super().__init__(field_name=field_name, codes=codes, **options)

    def filter(self, queryset, value):
        if not value:
            return queryset
        if self.method:
            return super().filter(queryset, value)
        # A subquery and not a join: rows with several values must not repeat.
        model = queryset.model
        matching = model.objects.filter(**{f"{self.field_name}__in": value}).values(
            "pk"
        )
        return queryset.filter(pk__in=matching)


class PeriodField(forms.Field):
    """A date of which only a part may be known: the first and last day it may mean.

    `parse` reads the text: `sources.dates` and not `api` knows how dates are written.
    """

    def __init__(self, *, parse, **options):
        self.parse = parse
        super().__init__(**options)

    def to_python(self, value):
        if not value:
            return None
        try:
            return self.parse(value)[0], self.parse(value, last=True)[0]
        except ValueError as error:
            raise Wrong(f"{error}.") from None


class PeriodFilter(django_filters.Filter):
    """`start_date__gte=1993-06`: before, after or within a day, month or year."""

    field_class = PeriodField

    def filter(self, queryset, value):
        if not value:
            return queryset
        if self.method:
            return super().filter(queryset, value)
        first, last = value
        name = self.field_name
        bounds = {
            "exact": Q(**{f"{name}__gte": first, f"{name}__lte": last}),
            "gte": Q(**{f"{name}__gte": first}),
            "lte": Q(**{f"{name}__lte": last}),
            "gt": Q(**{f"{name}__gt": last}),
            "lt": Q(**{f"{name}__lt": first}),
        }
        return queryset.filter(bounds[self.lookup_expr])


class NumberField(forms.Field):
    def to_python(self, value):
        if not value:
            return None
        if not value.isascii() or not value.isdecimal():
            raise Wrong(f"{value!r} is not a whole number.")
        if int(value[:11]) > LARGEST_INTEGER:
            raise Wrong(f"The number is over {LARGEST_INTEGER}.")
        return int(value)


class NumberFilter(django_filters.Filter):
    """`peak_personnel__gte=10000`."""

    field_class = NumberField


class TextField(forms.CharField):
    """Free text. PostgreSQL stores no NUL, so none can be searched for."""

    def to_python(self, value):
        text = super().to_python(value)
        if "\0" in text:
            raise Wrong("A NUL character cannot be searched for.")
        if len(text) > 200:
            raise Wrong("The text is longer than 200 characters.")
        return text


class TextFilter(django_filters.Filter):
    field_class = TextField


def with_operators(kind, field_name, operators, **options):
    """Filters for a field and its operators, to put into a FilterSet's namespace."""
    filters = {field_name: kind(field_name=field_name, lookup_expr="exact", **options)}
    for operator in operators:
        filters[f"{field_name}__{operator}"] = kind(
            field_name=field_name, lookup_expr=operator, **options
        )
    return filters


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that refuses what it does not know.

    `orderings` maps a documented name to the fields it sorts by; the first is the
    default. `-name` sorts the other way round.
    """

    orderings = {}

    @classmethod
    def parameters(cls):
        return sorted([*cls.base_filters, *FRAMEWORK])

    @classmethod
    def checked(cls, params, queryset):
        """The filter set of a query string; `InvalidParameters` if it has mistakes."""
        filterset = cls(params, queryset=queryset)
        mistakes = [
            *misnamed(params, cls.parameters()),
            *cls.misordered(params),
            *filterset.invalid(params),
        ]
        if mistakes:
            raise InvalidParameters(mistakes, corrected(params, mistakes))
        return filterset

    @classmethod
    def misordered(cls, params):
        valid = [sign + name for name in cls.orderings for sign in ("", "-")]
        for name in filter(None, params.get("ordering", "").split(",")):
            if name not in valid:
                yield Mistake(
                    "ordering",
                    params["ordering"],
                    f"{name!r} is not an ordering of this list.",
                    tuple(valid),
                    nearest(name, valid),
                )

    def invalid(self, params):
        for name, errors in self.form.errors.as_data().items():
            for error in errors:
                allowed = tuple(getattr(error, "allowed", ()))
                wrong = getattr(error, "wrong", "")
                better = nearest(wrong, [a.lower() for a in allowed]) if wrong else None
                yield Mistake(
                    name,
                    params.get(name, ""),
                    f"{name}: {' '.join(error.messages)}",
                    allowed,
                    better and params[name].replace(wrong, better),
                )

    def ordering(self):
        """Field names to sort by, `-` for descending, ending in the primary key."""
        written = self.data.get("ordering") or next(iter(self.orderings), "")
        names = []
        for name in filter(None, written.split(",")):
            sign = "-" if name.startswith("-") else ""
            names += [f"{sign}{field}" for field in self.orderings[name.lstrip("-")]]
        return [*names, "pk"]


def misnamed(params, known):
    """Parameters that are not known, and known ones that are given twice."""
    for name in params:
        values = params.getlist(name)
        if name not in known:
            yield Mistake(
                name,
                params[name],
                f"{name} is not a parameter here.",
                tuple(known),
                nearest(name, known),
            )
        elif len(values) > 1:
            joined = ",".join(values)
            yield Mistake(
                name,
                joined,
                f"{name} is given {len(values)} times; join values with a comma.",
                (),
                joined,
            )


def refuse_misnamed(params, known):
    """Raise `InvalidParameters` if a query string has other parameters than these."""
    mistakes = list(misnamed(params, known))
    if mistakes:
        raise InvalidParameters(mistakes, corrected(params, mistakes))


def corrected(params, mistakes):
    """The query string with each mistake mended where we can, left out elsewhere."""
    better = QueryDict(mutable=True)
    known = {mistake.parameter: mistake for mistake in mistakes}
    for name in params:
        mistake = known.get(name)
        if mistake is None:
            better[name] = params[name]
        elif mistake.did_you_mean and "is not a parameter" in mistake.message:
            better.setdefault(mistake.did_you_mean, params[name])
        elif mistake.did_you_mean:
            better[name] = mistake.did_you_mean
    return f"?{better.urlencode(safe=',')}" if better else ""
