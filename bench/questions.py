"""What both sites are asked: the same questions, in the words of each."""

import itertools
import random

API = "/api/v1"
BASE = "/peacekeeping"
FACETS = "&".join(
    f"_facet={name}" for name in ("mission_type", "region", "chapter", "confidence")
)
# SQL for what we group by.
SQL = {
    "year": "cast(substr(month, 1, 4) as integer)",
    "month": "substr(month, 1, 7)",
    "country": "country",
    "mission": "mission",
    "component": "component",
    "gender": "gender",
    "source": "source",
}
GROUPS = [
    *(("year", "avg"), ("month", "sum"), ("country", "max"), ("mission", "avg")),
    *(("component", "min"), ("gender", "avg"), ("country,year", "max")),
    *(("mission,year", "avg"), ("gender,component", "max"), ("source", "min")),
]


def filters(seed):
    """Random filters, as query strings; they are hardly ever the same twice."""
    chance = random.Random(seed)
    while True:
        first, last = sorted(chance.sample(range(1948, 2026), 2))
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        yield (
            f"start_date__gte={first}-{month:02}-{day:02}"
            f"&start_date__lte={last}-12-{chance.randint(1, 31):02}"
            f"&fatalities__gte={chance.randint(0, 30)}"
        )


def lists(seed):
    """A page of 20 missions under random filters: ours, theirs."""
    return (
        (f"{API}/missions/?page_size=20&{query}" for query in filters(seed)),
        (f"{BASE}/mission.json?_size=20&{query}" for query in filters(seed)),
    )


def facets(seed):
    return (
        (f"/missions/?page_size=20&{query}" for query in filters(seed)),
        (f"{BASE}/mission?_size=20&{FACETS}&{query}" for query in filters(seed)),
    )


def groups():
    """The same groups of all contributions: pairs of ours and theirs."""
    for names, measure in GROUPS:
        chosen = [SQL[name] for name in names.split(",")]
        by = ", ".join(str(n + 1) for n in range(len(chosen)))
        sql = (
            f"select {', '.join(chosen)}, count(*), {measure}(personnel) "
            f"from contribution group by {by} order by 1"
        )
        yield (
            f"{API}/contributions/?group_by={names}&measure={measure}",
            f"{BASE}.json?sql={quoted(sql)}&_size=max",
        )


def quoted(sql):
    return sql.replace(" ", "+").replace(",", "%2C")


def again(*paths):
    """The same for ever."""
    return itertools.cycle(paths)
