"""How much of the records is filled: per field, how often there is a value, a citation of
its own, or a reason why not."""

import dataclasses

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count

from sources.models import Absence, Citation, Reason


@dataclasses.dataclass(frozen=True)
class Coverage:
    """A field over all records of a kind: records in each state, out of `total`."""

    field: str
    total: int
    filled: int
    cited: int
    absent: dict  # reason: records, in the order of `Reason`

    @property
    def percent(self):
        return round(100 * self.filled / self.total) if self.total else 0


def of_fields(model):
    """Coverage of the fields of a model that need a value or a reason. Three queries."""
    kind = ContentType.objects.get_for_model(model)
    total = model._default_manager.count()
    absences = dict.fromkeys(model.answered)
    for field in absences:
        absences[field] = dict.fromkeys(Reason.values, 0)
    counted = Absence.objects.filter(record_type=kind).values_list("field", "reason")
    for field, reason, n in counted.annotate(n=Count("pk")).order_by("field"):
        absences[field][reason] = n
    cited = (
        Citation.objects.filter(record_type=kind, states="")
        .exclude(field="")
        .values_list("field")
    )
    cited = dict(cited.annotate(n=Count("record_key", distinct=True)).order_by("field"))
    return [
        Coverage(
            field, total, total - sum(reasons.values()), cited.get(field, 0), reasons
        )
        for field, reasons in absences.items()
    ]
