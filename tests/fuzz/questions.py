"""Strategies for whatever a client may send: questions that are right, nearly right and
wrong, to every address of the site."""

import dataclasses
import urllib.parse
from functools import lru_cache
from itertools import chain

from hypothesis import strategies as st

from api.filters import GROUP, PAGE, SHAPE, DegreesFilter, NumberFilter, PeriodFilter
from api.grouping import MEASURES
from api.renderers import LIST_FORMATS
from config.api import RESOURCES
from config.machine import OWN_PAGES
from sources.citing import STYLES
from tests.fuzz.odd import HEADERS, NUMBERS, ODD, PERIODS

LONGEST = 12_000  # bytes of an address; the server reads more
OPERATORS = ("not", "gte", "lte", "gt", "lt", "isnull", "in", "regex", "")
METHODS = ("GET",) * 44 + ("HEAD", "HEAD", "OPTIONS", "OPTIONS", "POST", "FOO")


@dataclasses.dataclass(frozen=True)
class Asked:
    """A request; `kind` is what it is counted as."""

    kind: str
    method: str
    target: bytes
    headers: tuple


@lru_cache
def codes_of(declared):
    """Some values that a filter of codes takes."""
    return tuple(str(code) for code in declared.extra["codes"]())[:60]


def spoilt(value, place, how, odd):
    """A text with something put in, taken out or doubled."""
    place %= len(value) + 1
    return {
        "in": value[:place] + odd + value[place:],
        "out": value[:place] + value[place + 1 :],
        "twice": f"{value},{value}",
        "case": value.swapcase(),
        "odd": odd,
    }[how]


def nearly(good, odds=3):
    """Values of a strategy, of which one in `odds` is spoilt."""
    return st.builds(
        lambda value, chance, *how: spoilt(value, *how) if chance == odds else value,
        good,
        st.integers(1, odds),
        st.integers(0, 400),
        st.sampled_from(("in", "out", "twice", "case", "odd")),
        st.sampled_from(ODD),
    )


@lru_cache
def joined(values, most=4):
    return st.lists(st.sampled_from(values), min_size=1, max_size=most).map(",".join)


@lru_cache
def values_of(declared):
    """Values of a filter, by its kind; some are spoilt."""
    return nearly(good_values_of(declared), 8)


def good_values_of(declared):
    if getattr(declared, "lookup_expr", "") == "isnull":
        return st.sampled_from(("true", "false"))
    if "codes" in declared.extra:
        found = codes_of(declared)
        return joined(found) if found else st.just("un")
    if isinstance(declared, PeriodFilter):
        return joined(PERIODS, 2)
    if isinstance(declared, NumberFilter | DegreesFilter):
        return joined(NUMBERS, 2)
    return st.text(max_size=30) | st.sampled_from(("mali", "force and consent", '"un"'))


@lru_cache
def shaping(name, viewset):
    """Values of a parameter that every list has; some are spoilt."""
    filterset, selection = viewset.filterset_class, viewset().selection
    signed = [sign + known for known in filterset.orderings for sign in ("", "-")]
    good = {
        "cursor": st.sampled_from(("WyJzbHVnIl0", "W10", "AAAA", "bnVsbA", "eyJhIjox")),
        "ordering": joined(tuple(signed or ["slug"])),
        "page_size": st.sampled_from(("1", "7", "500", "501", "0")),
        "fields": joined(tuple(selection.dotted)),
        "format": st.sampled_from([renderer.format for renderer in LIST_FORMATS]),
        "include": joined(tuple(selection.includes or ["sources"])),
        "group_by": joined(tuple(filterset.groups) or ("year",), 3),
        "measure": st.sampled_from(tuple(MEASURES)),
    }
    return nearly(good[name], 8)


@lru_cache
def pairs_of(name, viewset):
    """A parameter of a list with a value; sometimes another operator, or given twice."""
    filters = viewset.filterset_class.base_filters
    values = values_of(filters[name]) if name in filters else shaping(name, viewset)
    other = nearly(
        st.sampled_from(OPERATORS).map(f"{name.partition('__')[0]}__{{}}".format), 4
    )
    return st.builds(
        lambda value, chance, other: {
            1: [(other, value)],
            2: [(name, value)] * 2,
        }.get(chance, [(name, value)]),
        values,
        st.integers(1, 24),
        other,
    )


def questions_of_a_list(viewset):
    """Query strings of a list, as pairs."""
    names = [*viewset.filterset_class.base_filters, *PAGE, *SHAPE, *GROUP]
    one = st.one_of([pairs_of(name, viewset) for name in names])
    return st.lists(one, max_size=4).map(lambda found: list(chain(*found)))


def free(*names):
    """Query strings of a page with parameters of its own."""
    name = nearly(st.sampled_from(names), 8)
    value = st.text(max_size=60) | st.sampled_from(
        [*ODD, *OWN_PAGES, *STYLES, *PERIODS]
    )
    return st.lists(st.tuples(name, value), max_size=3)


def keys_of(viewset):
    model = viewset.queryset.model
    known = [str(key) for key in model.objects.values_list("pk", flat=True)[:40]]
    return nearly(st.sampled_from(known or ["one"]), 3)


def quoted(text, safe=""):
    return urllib.parse.quote(text, safe=safe, errors="surrogatepass")


def target_of(path, pairs):
    query = "&".join(f"{quoted(name)}={quoted(value, ',')}" for name, value in pairs)
    return f"{path}?{query}" if pairs else path


def of_records(viewset):
    """Query strings of a record, which takes less than a list."""
    one = st.one_of([pairs_of(name, viewset) for name in SHAPE])
    shape = st.lists(one, max_size=2).map(lambda found: list(chain(*found)))
    return st.one_of(shape, shape, st.just([]), questions_of_a_list(viewset))


def resources():
    """Lists and records of the API, and the pages that are their twins."""
    views = st.sampled_from([[("view", v)] for v in ("table", "map", "timeline", "x")])
    for name, viewset in RESOURCES.items():
        asked, page = questions_of_a_list(viewset), f"/{name}/"
        yield "list", st.just(f"/api/v1{page}"), asked
        if hasattr(viewset, "retrieve"):
            keys = keys_of(viewset)
            yield "record", below(f"/api/v1{page}", keys), of_records(viewset)
            if page in OWN_PAGES:
                nothing = st.just([])
                odd = st.one_of(nothing, nothing, nothing, asked)
                yield "record page", below(page, keys), odd
        if page in OWN_PAGES:
            yield "page", st.just(page), st.one_of(asked, asked, asked, views)


def below(path, keys):
    return keys.map(lambda key: f"{path}{quoted(key)}/")


def others():
    """All other addresses."""
    missions = keys_of(RESOURCES["missions"])
    kind = nearly(st.sampled_from(("svg", "png", "json")), 4)
    chart = nearly(st.sampled_from(("strength", "map", "timeline", "deaths")), 4)
    pictures = st.tuples(missions, chart, kind).map(
        lambda d: f"/missions/{quoted(d[0])}/charts/{quoted(d[1])}.{quoted(d[2])}"
    )
    lists = st.tuples(chart, kind).map(
        lambda d: f"/missions/charts/{quoted(d[0])}.{quoted(d[1])}"
    )
    compared = st.lists(missions, max_size=5).map(lambda m: [("missions", ",".join(m))])
    asked = questions_of_a_list(RESOURCES["missions"])
    cited = st.tuples(asked, st.sampled_from(list(RESOURCES))).map(
        lambda d: [("url", target_of(f"/{d[1]}/", d[0]))]
    )
    own = [*OWN_PAGES, "/robots.txt", "/sitemap.xml", "/changes.atom", "/llms.txt"]
    yield "chart", pictures, st.just([])
    yield "chart", lists, asked
    yield (
        "compare",
        st.just("/missions/compare/"),
        st.one_of(compared, free("missions", "format")),
    )
    yield "search", st.just("/search/"), free("q", "kind", "page")
    yield "suggest", st.just("/api/v1/suggest/"), free("q", "format")
    yield "cite", st.just("/cite/"), st.one_of(cited, free("url", "format"))
    yield (
        "own page",
        nearly(st.sampled_from(own), 4).map(lambda p: quoted(p, "/")),
        free("q"),
    )
    yield (
        "path",
        st.lists(st.text(max_size=12) | st.sampled_from(ODD), max_size=5).map(
            lambda parts: "/" + "/".join(map(quoted, parts))
        ),
        free("q"),
    )
    yield (
        "path",
        st.binary(max_size=40).map(lambda b: "/" + urllib.parse.quote(b)),
        free("q"),
    )


def headers():
    one = st.sampled_from(list(HEADERS)).flatmap(
        lambda name: st.tuples(st.just(name), st.sampled_from(HEADERS[name]))
    )
    return st.lists(one, max_size=3, unique_by=lambda pair: pair[0]).map(tuple)


def requests():
    """All that a client may ask, each kind as often as another."""
    kinds = {}
    for kind, path, query in [*resources(), *others()]:
        kinds.setdefault(kind, []).append(
            st.builds(
                lambda method, path, pairs, headers, kind=kind: Asked(
                    kind,
                    method,
                    target_of(path, pairs).encode("ascii")[:LONGEST],
                    headers,
                ),
                st.sampled_from(METHODS),
                path,
                query,
                st.one_of(st.just(()), headers()),
            )
        )
    return st.sampled_from(list(kinds)).flatmap(lambda kind: st.one_of(kinds[kind]))
