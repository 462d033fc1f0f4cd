"""The grammar of filters, the same for the API and the pages.

A FilterSet spells out its parameters. What it does not know is an error that says what
would be right: a typo must not silently return everything.
"""

import django_filters
from django.db.models import AutoField, Q, UniqueConstraint

from api.corrections import misnamed, refuse
from api.mistakes import Mistake
from api.ranges import reversed_ranges
from api.values import (
    CodesField,
    DegreesField,
    FlagField,
    NumberField,
    PeriodField,
    TextField,
    mended,
)

# Parameters of every list, beside its filters; those of a page are the first two.
PAGE = ("cursor", "ordering", "page_size")
SHAPE = ("fields", "format", "include")
GROUP = ("group_by", "measure")
SET = ("not", "isnull")  # operators of codes
RANGE = ("not", "gte", "lte", "gt", "lt", "isnull")  # of dates and numbers
REQUIRED_RANGE = RANGE[:-1]  # of those that every row has


class Matching(django_filters.Filter):
    """A filter with operators, each of which is a parameter of its own.

    `related` (see `api.relations`) or `condition`, a function of a list of values, say
    what matches where it is not the field itself. `example` is for the documentation.
    """

    form_field = None

    def __init__(self, field_name=None, lookup_expr="exact", **options):
        self.written = dict(options)
        self.operators = options.pop("operators", ())
        self.condition = options.pop("condition", None)
        self.related = options.pop("related", None)
        self.example = options.pop("example", "")
        self.field_class = FlagField if lookup_expr == "isnull" else self.form_field
        if lookup_expr == "isnull":
            options = {"label": options.get("label")}
        super().__init__(field_name=field_name, lookup_expr=lookup_expr, **options)

    def with_operator(self, operator):
        return type(self)(self.field_name, operator, **self.written)

    def filter(self, queryset, values):
        if not values:
            return queryset
        if self.lookup_expr == "isnull":
            present = self.present(queryset.model)
            return queryset.filter(~present if values[0] else present)
        matches = self.matches(values)
        # "Not" is the complement: rows without any value are among it.
        return queryset.filter(~matches if self.lookup_expr == "not" else matches)

    def matches(self, values):
        if self.related:
            return self.related.has(values)
        if self.condition:
            return self.condition(values)
        return Q(**{f"{self.field_name}__in": values})

    def present(self, model):
        if self.related:
            return self.related.has()
        present = Q(**{f"{self.field_name}__isnull": False})
        if model._meta.get_field(self.field_name).empty_strings_allowed:
            present &= ~Q(**{self.field_name: ""})
        return present


class CodesFilter(Matching):
    """`organization=un,au`: rows that have one of these codes."""

    form_field = CodesField


class PeriodFilter(Matching):
    """`start_date__gte=1993-06`: before, after or within a day, month or year."""

    form_field = PeriodField

    def matches(self, values):
        if self.condition:
            return self.condition(values)
        name, matches = self.field_name, Q()
        for first, last in values:
            matches |= {
                "exact": Q(**{f"{name}__gte": first, f"{name}__lte": last}),
                "not": Q(**{f"{name}__gte": first, f"{name}__lte": last}),
                "gte": Q(**{f"{name}__gte": first}),
                "lte": Q(**{f"{name}__lte": last}),
                "gt": Q(**{f"{name}__gt": last}),
                "lt": Q(**{f"{name}__lt": first}),
            }[self.lookup_expr]
        return matches


class NumberFilter(Matching):
    """`peak_personnel__gte=10000`."""

    form_field = NumberField

    def matches(self, values):
        if self.condition:
            return self.condition(values)
        if self.lookup_expr in ("exact", "not"):
            return super().matches(values)
        matches = Q()
        for value in values:
            matches |= Q(**{f"{self.field_name}__{self.lookup_expr}": value})
        return matches


class DegreesFilter(NumberFilter):
    """`latitude__gte=-12.5`."""

    form_field = DegreesField


class TextFilter(django_filters.Filter):
    """Words that are sought; a FilterSet's method says where."""

    field_class = TextField
    operators = ()
    example = ""


class StrictFilterSet(django_filters.FilterSet):
    """A FilterSet that refuses what it does not know.

    `orderings` maps a documented name to the fields it sorts by; the first is the
    default. `-name` sorts the other way round. `groups` maps a name to what one may group
    by (`api.grouping`); `measured` is the number that groups sum up.
    """

    orderings = {}
    groups = {}
    measured = ""
    stock = ""  # the field of the date, where numbers of several dates do not add up
    spans = ()  # pairs of parameters of two names, which say from when and until when
    columns_of = {}  # of parameters that ask for a column of another name
    summaries = None  # a queryset of summaries of the rows, where there are any

    def __init__(self, data=None, queryset=None, **options):
        # Only the filters that are asked for: to copy all hundred costs more than most
        # answers.
        filters = type(self).base_filters
        self.base_filters = {name: filters[name] for name in filters if name in data}
        super().__init__(data, queryset, **options)

    @classmethod
    def get_filters(cls):
        """The declared filters, each followed by its operators."""
        filters = {}
        for name, declared in super().get_filters().items():
            filters[name] = declared
            for operator in declared.operators:
                filters[f"{name}__{operator}"] = declared.with_operator(operator)
        return filters

    @classmethod
    def parameters(cls):
        framework = [*PAGE, *SHAPE]
        if cls.groups:
            framework.append("group_by")
        if cls.measured:
            framework.append("measure")
        return sorted([*cls.base_filters, *framework])

    @classmethod
    def checked(cls, params, queryset, more=()):
        """The filter set of a query string; `InvalidParameters` if it has mistakes, of
        its own or among those that the caller has found."""
        filterset = cls(params, queryset=queryset)
        refuse(
            params,
            [
                *misnamed(params, cls.parameters()),
                *cls.misordered(params),
                *filterset.invalid(params),
                *reversed_ranges(params, filterset.form.cleaned_data, cls.spans),
                *more,
            ],
        )
        return filterset

    @classmethod
    def misordered(cls, params):
        valid = [sign + name for name in cls.orderings for sign in ("", "-")]
        written = (
            params.get("ordering", "").split(",") if params.get("ordering") else []
        )
        wrong = [name for name in written if name not in valid]
        if wrong:
            yield Mistake(
                "ordering",
                params["ordering"],
                f"{wrong[0]!r} is not an ordering of this list.",
                tuple(valid),
                mended(written, valid),
            )

    def invalid(self, params):
        for name, errors in self.form.errors.as_data().items():
            for error in errors:
                yield Mistake(
                    name,
                    params.get(name, ""),
                    f"{name}: {' '.join(error.messages)}",
                    tuple(getattr(error, "allowed", ())),
                    getattr(error, "better", None),
                )

    def summary(self, *groups):
        """Summaries that answer this question, grouped so; None where none does."""
        if self.summaries is None:
            return None
        asked = [name for name in self.data if name in self.base_filters]
        names = {name.partition("__")[0] for name in asked} | set(groups)
        columns = {self.columns_of.get(name, name) for name in names}
        found = self.summaries.telling(columns)
        return None if found is None else type(self)(self.data, found).qs

    def count(self):
        """How many rows match. What is summed up need not be counted."""
        summary = self.summary()
        return self.qs.count() if summary is None else summary.number()

    def ordering(self):
        """Field names to sort by, `-` for descending, ending in the primary key."""
        return self.ordered_by(self.data.get("ordering"))

    @classmethod
    def ordered_by(cls, written):
        """Field names for an `ordering` that is valid, or for none."""
        written = written or next(iter(cls.orderings), "")
        signs = {}  # of fields; what is sorted by once is not sorted by again
        for name in filter(None, written.split(",")):
            sign = "-" if name.startswith("-") else ""
            for field in cls.orderings[name.lstrip("-")]:
                signs.setdefault(field, sign)
        names = [f"{sign}{field}" for field, sign in signs.items()]
        return [*names, *(name for name in cls.tail() if name not in signs)]

    @classmethod
    def tail(cls):
        """What makes every order total, and is the same after a new load: the key, or
        the columns that make a row unique where the key is a mere number."""
        meta = cls._meta.model._meta
        if not isinstance(meta.pk, AutoField):
            return ["pk"]
        unique = (c.fields for c in meta.constraints if isinstance(c, UniqueConstraint))
        return list(next(unique))
