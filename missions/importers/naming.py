"""Which mission and which country a dataset means: by slug, acronym or alias of our
records, by ISO3 code, or by a name that the importer declares. Never by likeness."""

from collections import defaultdict

from missions.consistency import AFTER, BEFORE, life
from missions.importers.problems import Rejected
from missions.models import Mission, MissionAlias, MissionHost, Strength
from organizations.models import Country


class Names:
    """The missions and countries of the database by the names they go by.

    `missions` maps a dataset's names to slugs, or to pairs of the first day from which it
    means a slug, and the slug, in order: datasets merge missions of one name. Without a
    slug it means none of ours.
    `countries` maps names to ISO3 codes, None where a dataset says that it is not known.
    """

    def __init__(self, missions=(), countries=()):
        self.declared = {key(name): slug for name, slug in dict(missions).items()}
        self.lives = {m.pk: life(m) for m in Mission.objects.all()}
        self.called = self.known_names()
        self.countries = dict(countries)
        self.iso3 = set(Country.objects.values_list("iso3", flat=True))
        self.hosts = defaultdict(list)  # M49 codes by mission
        for slug, m49 in MissionHost.objects.values_list("mission", "country__m49"):
            self.hosts[slug].append(m49)
        self.found = {}

    @staticmethod
    def known_names():
        """Slugs by each name that our records give."""
        found = defaultdict(set)
        for slug, acronym in Mission.objects.values_list("slug", "acronym"):
            found[key(slug)].add(slug)
            if acronym:
                found[key(acronym)].add(slug)
        for slug, name in MissionAlias.objects.values_list("mission", "name"):
            found[key(name)].add(slug)
        return found

    def mission(self, name, date, model=Strength):
        """The slug of the mission that a dataset calls so on a date."""
        try:
            return self.found[name, date]
        except KeyError:
            slug = self.named(name, date)
            self.refuse_other_times(slug, date, model)
            self.found[name, date] = slug
            return slug

    def named(self, name, date):
        meant = self.declared.get(key(name))
        if isinstance(meant, str):
            return meant
        if meant:
            begun = [slug for first, slug in meant if first <= date.isoformat()]
            slug = begun[-1] if begun else meant[0][1]
            if slug is None:
                raise Rejected(f"{name!r} is no mission of this base on {date}")
            return slug
        known = self.called.get(key(name), set())
        if len(known) > 1:
            several = ", ".join(sorted(known))
            raise Rejected(f"{name!r} stands for several missions: {several}")
        if not known:
            raise Rejected(f"{name!r} is no mission of this base")
        return next(iter(known))

    def refuse_other_times(self, slug, date, model):
        """Figures of a mission are from its time, with the room that the records have."""
        if slug not in self.lives:
            raise Rejected(f"{slug} is no mission of this base")
        first, last = self.lives[slug]
        if first and date < first - BEFORE[model]:
            raise Rejected(f"{date} is long before {slug} began ({first})")
        if date > last + AFTER[model]:
            raise Rejected(f"{date} is after {slug} ended ({last})")

    def refuse_other_years(self, slug, year):
        first, last = self.lives[slug]
        if first and year < first.year:
            raise Rejected(f"{year} is before {slug} began ({first})")
        if year > last.year:
            raise Rejected(f"{year} is after {slug} ended ({last})")

    def country(self, code, name):
        """The ISO3 code, by the code or the declared name of a dataset."""
        if code in self.iso3:
            return code
        if name in self.countries:
            return self.countries[name]
        raise Rejected(f"{code or name!r} is no country of this base")


def key(name):
    return " ".join(name.casefold().replace("-", " ").split())
