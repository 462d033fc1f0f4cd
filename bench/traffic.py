"""Reads as a public site gets them: few addresses often, many seldom, some never again."""

import random
import re
import urllib.request
from itertools import product

from bench.questions import API, filters

# Shares of all requests.
PAGES = 0.45  # from the sitemap: records, explainers, terms, countries
LISTS = 0.20  # of the API, narrowed by filters
LIST_PAGES = 0.10  # the same as pages
RECORDS = 0.15  # of the API
SUGGESTIONS = 0.05  # while somebody types
NEVER_AGAIN = 0.05  # lists that nobody else asks for

ORGANIZATIONS = ("un", "au", "eu", "nato", "osce", "ecowas", "")
TYPES = (
    "observation",
    "traditional",
    "multidimensional",
    "enforcement",
    "political",
    "",
)
REGIONS = ("africa", "americas", "asia", "europe", "oceania", "")
STATUSES = ("ongoing", "ended", "")
ORDERINGS = ("-start_date", "name", "-fatalities", "")


class Popular:
    """Addresses of which the n-th is asked for as often as 1/n, by Zipf's law."""

    def __init__(self, chance, addresses):
        self.chance, self.addresses = chance, list(addresses)
        chance.shuffle(self.addresses)
        total, self.weights = 0.0, []
        for rank in range(1, len(self.addresses) + 1):
            total += 1 / rank
            self.weights.append(total)

    def __call__(self):
        return self.chance.choices(self.addresses, cum_weights=self.weights)[0]

    def parts(self):
        """The share of each address."""
        total = self.weights[-1]
        return (1 / rank / total for rank in range(1, len(self.addresses) + 1))


class Traffic:
    """An endless iterator of paths, the same for the same seed."""

    def __init__(self, port, seed):
        chance = self.chance = random.Random(seed)
        pages = sitemap(port)
        lists = narrowed()
        keys = [page for page in pages if re.fullmatch(r"/[a-z-]+/[a-z0-9-]+/", page)]
        records = [
            f"{API}{page}"
            for page in keys
            if page.startswith(("/missions/", "/countries/", "/organizations/"))
            and "compare" not in page
        ]
        words = sorted(
            {page.split("/")[2][:size] for page in keys for size in (2, 3, 5)}
        )
        unseen = filters(seed)
        self.kinds = [
            Popular(chance, pages),
            Popular(chance, [f"{API}/missions/?{query}" for query in lists]),
            Popular(chance, [f"/missions/?{query}" for query in lists]),
            Popular(chance, records),
            Popular(chance, [f"{API}/suggest/?q={word}" for word in words]),
            lambda: f"{API}/missions/?page_size=20&{next(unseen)}",
        ]
        self.shares = [PAGES, LISTS, LIST_PAGES, RECORDS, SUGGESTIONS, NEVER_AGAIN]

    def reaching(self, rate, kept):
        """How many of `rate` requests a second reach the site behind a cache that keeps
        answers for so many seconds, once it has run for long: of an address that is
        asked for `r` times a second, one in each `kept + 1 / r` seconds."""
        found = rate * self.shares[-1]
        for kind, share in zip(self.kinds[:-1], self.shares, strict=False):
            for part in kind.parts():
                found += 1 / (kept + 1 / (rate * share * part))
        return found

    def __iter__(self):
        return self

    def __next__(self):
        [kind] = self.chance.choices(self.kinds, self.shares)
        return kind()


def sitemap(port):
    address = f"http://localhost:{port}/sitemap.xml"
    with urllib.request.urlopen(address) as answer:
        text = answer.read().decode()
    return re.findall(rf"<loc>http://localhost:{port}([^<]*)</loc>", text)


def narrowed():
    """Lists of missions by one to four filters and an order."""
    names = ("organization", "mission_type", "region", "status", "ordering")
    return [
        "&".join(
            f"{name}={value}"
            for name, value in zip(names, values, strict=True)
            if value
        )
        for values in product(ORGANIZATIONS, TYPES, REGIONS, STATUSES, ORDERINGS)
        if any(values)
    ]
