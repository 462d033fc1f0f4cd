"""What one may ask of sources; and words and dates, which one may ask of most."""

from django.db.models import F

from api.filters import RANGE, SET, CodesFilter, PeriodFilter, StrictFilterSet
from api.filters import TextFilter as Text
from api.grouping import Group, year_of
from api.values import Fixed, Listed
from sources import dates
from sources.models import Source, SourceKind


def fixed(choices):
    """The codes of a code list: the values of a filter."""
    return Fixed(tuple(choices.values))


def keys(model, resource):
    """The keys of a table: the values of a filter."""
    return Listed(
        lambda: model.objects.order_by("pk").values_list("pk", flat=True),
        f"{resource}.{model._meta.pk.name}",
    )


def distinct(model, field, resource):
    """The values of a column: the values of a filter."""
    found = model.objects.exclude(**{field: ""}).order_by(field)
    return Listed(
        lambda: found.values_list(field, flat=True).distinct(), f"{resource}.{field}"
    )


def names(model, field="name"):
    """A callable that gives the words for the keys of a table."""
    return lambda: dict(model.objects.values_list("pk", field))


def words(choices):
    """A callable that gives the words for the codes of a code list."""
    return lambda: dict(choices.choices)


class Dates(PeriodFilter):
    """Dates as our records write them: `1948-05-29`, `1948-05`, `1948`."""

    def __init__(self, field_name=None, lookup_expr="exact", **options):
        options.setdefault("parse", dates.parse)
        options.setdefault("operators", RANGE)
        super().__init__(field_name, lookup_expr, **options)


class SearchedFilterSet(StrictFilterSet):
    """Records that one may seek by words; `searched` is their kind in the search."""

    searched = ""

    q = Text(
        method="search",
        label=(
            "Words, ranked; accents and small mistakes of spelling do not matter. Quotes "
            "keep words together, `or` stands between choices, `-` leaves a word out"
        ),
    )

    def search(self, queryset, name, value):
        return queryset.search(self.searched, value)

    def ordering(self):
        """Ranked where words are sought and no other order is asked for."""
        if self.data.get("q") and not self.data.get("ordering"):
            return ["-score", *self.tail()]
        return super().ordering()


class SourceFilter(SearchedFilterSet):
    searched = "sources"
    orderings = {"title": ["title"], "date": ["date"], "kind": ["kind", "title"]}
    groups = {
        "kind": Group(F("kind"), labels=words(SourceKind)),
        "year": year_of("date"),
    }

    kind = CodesFilter(
        "kind",
        label="Kind of source",
        codes=fixed(SourceKind),
        operators=SET[:1],
        example="resolution",
    )
    date = Dates("date", label="Date of publication or adoption", example="2013")
    symbol = CodesFilter(
        "symbol",
        label="Symbol of a document",
        codes=distinct(Source, "symbol", "sources"),
        operators=SET,
        example="S/RES/2100 (2013)",
    )

    class Meta:
        model = Source
        fields = []
