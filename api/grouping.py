"""`group_by` and `measure`: how many records, or what sum of their numbers, for each value
of one or two things. A record with several values counts in each; one with none is the
group `null`."""

import dataclasses
from collections.abc import Callable

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, Func, IntegerField, Q, TextField, When

from api.mistakes import Mistake, nearest
from api.relations import Related
from api.selection import split
from api.values import mended

MEASURES = ("sum", "avg", "max", "min")
MOST_DIMENSIONS = 2
DATES = ("year", "month", "start_year", "start_decade")


@dataclasses.dataclass(frozen=True)
class Group:
    """Something to group by: an `expression` of the record itself, or `related` values.

    `labels()` maps values to words, where they are codes. `kind` is that of a column.
    """

    expression: object = None
    related: Related | None = None
    labels: Callable | None = None
    kind: str = "text"


def year_of(field):
    return Group(
        Func(
            F(field),
            template="EXTRACT(YEAR FROM %(expressions)s)::int",
            output_field=IntegerField(),
        ),
        kind="integer",
    )


def decade_of(field):
    return Group(
        Func(
            F(field),
            template="EXTRACT(DECADE FROM %(expressions)s)::int * 10",
            output_field=IntegerField(),
        ),
        kind="integer",
    )


def month_of(field, precision=None):
    """`2014-03`; where only the year is known (`precision`), none."""
    month = Func(
        F(field),
        template="to_char(%(expressions)s, 'YYYY-MM')",
        output_field=TextField(),
    )
    if precision:
        known = ~Q(**{precision: "year"})
        month = Case(When(known, then=month), output_field=TextField())
    return Group(month, kind="month")


# How a measure is taken over rows, and over summaries of rows.
OVER_ROWS = {measure: f"{measure}(rows.measured)" for measure in MEASURES}
OVER_SUMMARIES = {
    "sum": "sum(rows.measured)::bigint",
    "avg": "sum(rows.measured) / sum(rows.rows)",
    "max": "max(rows.most)",
    "min": "min(rows.least)",
}


class Grouping:
    """What a query string asks to be grouped and measured; `summed_up` where the rows are
    summaries, with the number of `rows` and the `least` and `most` in each."""

    summed_up = False

    def __init__(self, filterset_class, params):
        self.groups = filterset_class.groups
        self.measured, self.stock = filterset_class.measured, filterset_class.stock
        self.params = params
        self.names = split(params, "group_by")
        self.measure = params.get("measure") or ""

    def __bool__(self):
        return bool(self.names)

    def mistakes(self):
        yield from self.wrong_groups()
        if self.names:
            for name in ("fields", "include", "ordering", "cursor", "page_size"):
                if self.params.get(name):
                    yield Mistake(
                        name,
                        self.params[name],
                        f"{name} says nothing to groups; leave it out with group_by.",
                    )
        if self.measure and self.measured:
            yield from self.wrong_measure()

    def wrong_groups(self):
        valid = tuple(self.groups)
        wrong = [name for name in self.names if name not in valid]
        if wrong:
            yield Mistake(
                "group_by",
                self.params["group_by"],
                f"{wrong[0]!r} is not something to group by here.",
                valid,
                mended(self.names, valid),
            )
            return
        if len(self.names) > MOST_DIMENSIONS or len(set(self.names)) < len(self.names):
            yield Mistake(
                "group_by",
                self.params["group_by"],
                f"group_by takes one or {MOST_DIMENSIONS} different names.",
                valid,
                ",".join(list(dict.fromkeys(self.names))[:MOST_DIMENSIONS]),
            )

    def wrong_measure(self):
        if self.measure not in MEASURES:
            yield Mistake(
                "measure",
                self.measure,
                f"{self.measure!r} is not a measure.",
                MEASURES,
                nearest(self.measure, MEASURES),
            )
        elif not self.names:
            yield Mistake("measure", self.measure, "measure needs group_by.")

    def refuse_sum_of_stocks(self, queryset):
        """A mistake if numbers of several months would be added up: one person would
        count once for every month of service."""
        if self.measure != "sum" or not self.stock:
            return
        if {"year", "month"} & set(self.names):
            return
        if queryset.order_by().values(self.stock).distinct()[:2].count() > 1:
            yield Mistake(
                "measure",
                "sum",
                "These are people present at the end of a month: over several months a "
                "sum would count the same person again and again. Choose one month, "
                "group by month, or take avg or max.",
                MEASURES,
                "max",
            )

    def answer(self, queryset):
        """A list of `{name: value, …, "label": …, "count": …}`, with the measure."""
        try:
            sql, params = self.statement(queryset)
        except EmptyResultSet:  # Django knows that nothing can match
            return []
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows = cursor.fetchall()
        words = [
            self.groups[name].labels() if self.groups[name].labels else {}
            for name in self.names
        ]
        return [self.group(row, words) for row in rows]

    def group(self, row, words):
        values = row[: len(self.names)]
        said = [
            "none" if value is None else str(known.get(value, value))
            for value, known in zip(values, words, strict=True)
        ]
        group = dict(zip(self.names, values, strict=True))
        group["label"] = ", ".join(said)
        group["count"] = row[len(self.names)]
        if self.measure:
            number = row[-1]
            group[self.measure] = float(number) if number is not None else None
            if self.measure != "avg" and number is not None:
                group[self.measure] = int(number)
        return group

    def statement(self, queryset):
        """SQL over the filtered rows, each joined to its related values. Django writes
        the parts; it cannot write a join of two lists of values to one row."""
        columns, joins, chosen, params = {}, [], [], []
        for number, name in enumerate(self.names):
            group = self.groups[name]
            if group.related:
                columns[f"on_{number}"] = F(group.related.on)
                pairs, values = group.related.pairs().query.sql_with_params()
                joins.append(
                    f"LEFT JOIN ({pairs}) AS pairs_{number} (record, value) "
                    f"ON pairs_{number}.record = rows.on_{number}"
                )
                params += values
                chosen.append(f"pairs_{number}.value")
            else:
                columns[f"value_{number}"] = group.expression
                chosen.append(f"rows.value_{number}")
        if self.measured:
            columns["measured"] = F(self.measured)
        shown = list(columns)
        if self.summed_up:
            shown += ["rows", "least", "most"]
        rows = queryset.order_by().annotate(**columns).values_list(*shown)
        inner, values = rows.query.sql_with_params()
        named = ", ".join(shown) or "nothing"
        measures = OVER_SUMMARIES if self.summed_up else OVER_ROWS
        measure = f", {measures[self.measure]}" if self.measure else ""
        count = "sum(rows.rows)::bigint" if self.summed_up else "count(*)"
        by = ", ".join(str(n + 1) for n in range(len(chosen)))
        sql = (
            f"SELECT {', '.join(chosen)}, {count}{measure} "
            f"FROM ({inner}) AS rows ({named}) {' '.join(joins)} "
            f"GROUP BY {by} ORDER BY {self.order()}"
        )
        return sql, [*values, *params]

    def order(self):
        """By date where there is one; then the largest first; then by value."""
        dates = [
            f"{place} NULLS LAST"
            for place, name in enumerate(self.names, start=1)
            if name in DATES
        ]
        last = len(self.names) + (2 if self.measure else 1)
        rest = [f"{n + 1} NULLS LAST" for n in range(len(self.names))]
        return ", ".join([*dates, f"{last} DESC NULLS LAST", *rest])
