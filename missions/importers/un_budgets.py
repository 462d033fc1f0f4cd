"""Annual budgets for peacekeeping missions (hub DPO-PKBUDGET): one row a mission, period,
class and subclass of expenditure; thousands of US dollars."""

from decimal import Decimal

from missions.importers.cells import day, decimal, text
from missions.importers.pipeline import Importer
from missions.importers.problems import Rejected
from missions.models import Budget

KINDS = ("apportioned", "expended")


def read(cells, names):
    mission, start, end, *named, apportioned, expended = cells
    first, last = day(start), day(end)
    if last <= first:
        raise Rejected(f"the period ends on {last}, before it begins on {first}")
    category, subclass = (text(name) for name in named)
    if "total" in f"{category} {subclass}".casefold():
        return []  # what the rows of its classes add up to
    slug = names.mission(mission, first)
    return [
        (
            *(slug, first.isoformat(), last.isoformat(), kind),
            *(str(Decimal(str(number)) * 1000), "USD"),
            f"{category}: {subclass}",
        )
        for kind, number in zip(
            KINDS, (decimal(apportioned), decimal(expended)), strict=True
        )
        if number is not None
    ]


IMPORTER = Importer(
    name="un-budgets",
    about="UN hub DPO-PKBUDGET, apportionment and expenditure by mission and period",
    source="un-hub-budgets",
    model=Budget,
    columns=(
        *("Mission_acronym", "Start_date", "End_date", "Budget_class"),
        *("Budget_subclass", "Apportionment", "Expenditure"),
    ),
    fields=(
        *("mission_id", "period_start", "period_end", "kind", "amount"),
        "currency",
    ),
    read=read,
    merged=("amount", "sum"),
)
