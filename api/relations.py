"""Values that rows of another table give a record: its organizations, hosts, tasks. One
declaration serves the filter and the grouping by them."""

import dataclasses
from collections.abc import Callable

from django.db.models import F, Q


@dataclasses.dataclass(frozen=True)
class Related:
    """`rows()` are the rows of the other table; `value` is the field of theirs that
    holds the value, `key` the one that points at the record, whose own field is `on`."""

    rows: Callable
    value: str
    key: str = "mission"
    on: str = "pk"

    def has(self, values=None):
        """A condition: the record has one of these values, or any value at all."""
        found = self.rows()
        if values is not None:
            found = found.filter(**{f"{self.value}__in": values})
        # A subquery and not a join: a record with several values must not repeat.
        return Q(**{f"{self.on}__in": found.order_by().values(self.key)})

    def pairs(self):
        """A queryset of distinct pairs of `record` and `label_key`."""
        found = self.rows().order_by()
        return found.values_list(
            *(F(self.key), F(self.value)),
        ).distinct()
