"""One search over everything: each room says what of its records is sought and how much
a word counts where it stands; a load fills the table."""

import dataclasses
import re

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import connection, models
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    FloatField,
    Func,
    IntegerField,
    Q,
    Value,
    When,
    Window,
)
from django.db.models.functions import Cast, Concat, RowNumber, StrIndex
from django.db.models.lookups import GreaterThan

from sources.constraints import once

CONFIG = "peacekeeping"  # English stems, accents folded; see the first migration
ALIKE, ALIKE_IF_SHORT, SHORT = 0.5, 0.75, 5
# Numbers, phrases and words that are left out mean what they say: nothing is alike.
EXACT = re.compile(r'\d|"|(^|\s)-\S')


# What somebody types is first of all the start of a name: of those alike, in this order.
KINDS = [
    *("missions", "countries", "organizations", "glossary", "principles"),
    *("mission-types", "explainers", "case-studies"),
]
# How what is typed stands to an entry, the nearest first; sources come after all.
IS_CODE, BEGINS_CODE, BEGINS_NAME, BEGINS_WORD, OTHERWISE, SOURCE = range(6)
# What is named after a mission comes after it, a term after the principle.
LESS = Case(
    When(kind="sources", then=500_000),
    When(kind="glossary", then=50_000),
    When(kind="case-studies", then=300_000),
    default=0,
)


class Folded(Func):
    """Lower case without accents."""

    template = "lower(unaccent(%(expressions)s))"
    output_field = models.TextField()


class AmongCodes(Func):
    """Whether a text is one of the codes of an entry."""

    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = models.BooleanField()


class AnyBegins(Func):
    """Whether one of the codes of an entry begins with a text."""

    template = (
        "EXISTS (SELECT FROM unnest(codes) AS code WHERE starts_with(code, "
        "%(expressions)s))"
    )
    output_field = models.BooleanField()


class Begins(Func):
    """Whether a text begins with another."""

    function = "starts_with"
    output_field = models.BooleanField()


class WordSimilarity(Func):
    """How much a text is like some words of another, from 0 to 1."""

    function = "word_similarity"
    output_field = FloatField()


class SearchEntryQuerySet(models.QuerySet):
    """Every question we ask about words has a name here."""

    def matching(self, text, *, begun=False):
        """Entries that hold the words, or, where none does, have names alike in letters:
        the words are misspelt, then. With `score`. With `begun` the last word may be the start of one."""
        query = SearchQuery(text, config=CONFIG, search_type="websearch")
        if begun and (words := ["".join(filter(str.isalnum, w)) for w in text.split()]):
            raw = " & ".join(f"{word}:*" for word in words if word)
            if raw:
                query |= SearchQuery(raw, config=CONFIG, search_type="raw")
        folded = Folded(Value(text.strip(), models.TextField()))
        least = ALIKE if len(text) >= SHORT else ALIKE_IF_SHORT
        found = self.annotate(
            # Between 0 and 1, however long the text is that holds the words.
            rank=SearchRank(F("vector"), query, normalization=Value(32)),
            alike=WordSimilarity(folded, F("names")),
            code=Case(
                When(AmongCodes(folded, F("codes")), then=1.0),
                default=0.0,
                output_field=FloatField(),
            ),
        )
        # Half of similarity: a name that matches beats a word in the summary. Of two
        # names that hold the words, the one with less beside them is meant.
        whole = Func(
            folded, F("names"), function="similarity", output_field=FloatField()
        )
        score = F("code") + F("rank") + F("alike") / 2 + whole / 4
        matches = Q(vector=query) | Q(code=1.0)
        if not EXACT.search(text):
            held = self.order_by().filter(vector=query).exclude(kind="sources")
            matches |= Q(alike__gte=least) & ~Exists(held)
        return found.filter(matches).annotate(
            score=Cast(score * 1_000_000, IntegerField())
        )

    def found(self, text, most=8):
        """`{kind: (number of hits, the best of them)}` over everything, the kind with the
        best hit first. One query."""
        ranked = self.matching(text).annotate(
            place=Window(
                RowNumber(), partition_by=F("kind"), order_by=F("score").desc()
            ),
            hits=Window(Count("*"), partition_by=F("kind")),
        )
        groups = {}
        best = ranked.filter(place__lte=most).order_by(
            (F("score") - LESS).desc(), "label"
        )
        for entry in best:
            groups.setdefault(entry.kind, (entry.hits, []))[1].append(entry)
        return groups

    def suggested(self, text, most=10):
        """The best entries for what somebody is typing: a code that it is or begins, a
        name that it begins, a word of a name, what is alike, and sources last."""
        kinds = [kind for kind, shown in searched().items() if shown.suggested]
        found = self.matching(text, begun=True).filter(kind__in=kinds)
        typed = Folded(Value(text.strip(), models.TextField()))
        begun = Folded(Value(f" {text.strip()}", models.TextField()))
        nearness = Case(
            When(code=1.0, then=IS_CODE),
            When(kind="sources", then=SOURCE),
            When(AnyBegins(typed), then=BEGINS_CODE),
            When(Begins(Folded(F("label")), typed), then=BEGINS_NAME),
            When(
                GreaterThan(StrIndex(Concat(Value(" "), F("names")), begun), 0),
                then=BEGINS_WORD,
            ),
            default=OTHERWISE,
        )
        place = Case(
            When(nearness__gt=BEGINS_NAME, then=0),  # the score decides
            *(When(kind=kind, then=place) for place, kind in enumerate(KINDS)),
            default=len(KINDS),
        )
        return found.annotate(nearness=nearness, place=place).order_by(
            "nearness", "place", (F("score") - LESS).desc(), "label"
        )[:most]


class SearchEntry(models.Model):
    """What of a record is sought, and what is said of it in a list of hits."""

    kind = models.CharField(max_length=20, help_text="The resource: `missions`")
    key = models.CharField(max_length=160)
    label = models.TextField()
    hint = models.TextField(help_text="What the record is, in a few words")
    codes = ArrayField(models.TextField(), help_text="Short names, in lower case")
    names = models.TextField(help_text="Folded names, for letters alike")
    vector = SearchVectorField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "key"]
        verbose_name_plural = "search entries"
        constraints = [once("kind", "key", message="A record is sought once.")]
        indexes = [
            GinIndex(fields=["vector"], name="sources_search_vector"),
            GinIndex(
                OpClass(F("names"), name="gin_trgm_ops"), name="sources_search_names"
            ),
        ]

    def __str__(self):
        return f"{self.kind}: {self.label}"

    def get_absolute_url(self):
        return f"/{self.kind}/{self.key}/"


@dataclasses.dataclass(frozen=True)
class Searched:
    """What of a table is sought: SQL expressions over its columns. `weights` are texts of
    weight A to D; `names` are compared letter by letter; `codes` are short names."""

    kind: str
    table: str
    label: str
    hint: str
    names: str
    weights: tuple
    codes: str = "''"
    key: str = "slug"
    suggested: bool = True

    @property
    def statement(self):
        vector = " || ".join(
            f"setweight(to_tsvector('{CONFIG}', coalesce({text}, '')), '{weight}')"
            for text, weight in zip(self.weights, "ABCD", strict=False)
        )
        return f"""
            INSERT INTO sources_searchentry
              (kind, key, label, hint, codes, names, vector)
            SELECT '{self.kind}', {self.key}, {self.label}, coalesce({self.hint}, ''),
              string_to_array(lower(unaccent({self.codes})), '|'),
              lower(unaccent({self.names})), {vector}
            FROM {self.table}
        """


def searched():
    """What all rooms let be sought: `{kind: Searched}`."""
    return {
        part.kind: part
        for app in apps.get_app_configs()
        for part in getattr(app, "searched", [])
    }


def refill():
    """Fill the table anew, in the transaction of the caller."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sources_searchentry")
        for part in searched().values():
            cursor.execute(part.statement)
