"""The fact box of a mission: each value with its sources, competing values beside it,
and a reason where there is none."""

from dataclasses import dataclass, field

from api.state import today
from missions import peaks
from missions.codes import OrganizationRole
from sources.dates import as_known, parse
from sources.models import Reason, Source

# What no source states of a mission: the editors judge by the codebook, and look keys up
# in the datasets that give them. An address and what it is called.
LOOKED_UP = {
    "mission_type": ("/data/codebook/#mission-types", "codebook"),
    "confidence": ("/data/codebook/#Confidence", "codebook"),
    "ucdp_conflicts": ("/sources/ucdp-prio-acd/", "source"),
    "wikidata": ("/sources/wikidata/", "source"),
}


@dataclass
class Fact:
    """One line of the box. `links` are text, address (or None) and remark; `source` is
    the source of a figure that is taken from a table; `whole` are the citations of the
    record as a whole; `looked_up` is where the editors look: an address and a name."""

    label: str
    key: str
    links: list
    reason: str = ""
    citations: list = field(default_factory=list)
    source: Source | None = None
    whole: list = field(default_factory=list)
    looked_up: tuple = ()
    besides: list = field(default_factory=list)

    @property
    def supporting(self):
        """The citations of the very field."""
        return [citation for citation in self.citations if not citation.states]

    @property
    def of_record(self):
        """The citations of the whole record, where the value has no source of its own. An
        absent value has its reason instead."""
        elsewhere = self.reason or self.source or self.looked_up or self.supporting
        return [] if elsewhere else self.whole

    @property
    def competing(self):
        """Pairs of what other sources say and their citations."""
        values = {}
        for citation in self.citations:
            if citation.states:
                values.setdefault(stated(citation), []).append(citation)
        return list(values.items())


def facts(mission, strengths, fatalities):
    """The facts of a mission from `whole`, with its tables from `figures`; asks
    the database for nothing more."""
    reasons = {name: Reason(why).label for name, why in mission.absent.items()}
    told = peaks.told_by(mission, strengths)
    figures = {"peak_personnel": [told] if told else [], "fatalities": fatalities}
    cited = {}
    for citation in mission.citations.all():
        cited.setdefault(citation.field, []).append(citation)
    box = [
        Fact(
            label,
            key,
            list(links),
            "" if links else reasons.get(key, ""),
            cited.get(key, []),
            next((table["source"] for table in figures.get(key, [])), None),
            cited.get("", []),
            LOOKED_UP.get(key, ()),
            [*peaks.larger(mission, strengths)] if key == "peak_personnel" else [],
        )
        for label, key, links in lines(mission, strengths)
    ]
    return [fact for fact in box if fact.links or fact.reason or fact.citations]


def answer(mission, strengths=()):
    """The mission in one sentence: what it is, whose, where, when, how large, at what
    cost. `strengths` are those of `missions.figures`: how far they reach is said."""
    runners = [organization.name for organization in mission.running]
    hosts = [country.name for country in mission.host_countries]
    of = f" of {of_organizations(runners)}" if runners else ""
    where = f" in {listed(hosts)}" if hosts else ""
    goes_on = mission.end_date is None or mission.end_date >= today()
    was = "is" if goes_on else "was"
    kind = mission.mission_type.one
    sentence = f"{mission} {was} {kind}{of}{where}, {mission.period}"
    more = list(filter(None, [peaks.clause(mission, strengths)]))
    if mission.fatalities:
        died = "have died" if goes_on else "died"
        more.append(f"{mission.fatalities:,} of its people {died}")
    return "; ".join([sentence, *more]) + "."


def of_organizations(names):
    """`the African Union and the United Nations`."""
    return listed(
        [
            f"an {name[0].lower()}{name[1:]}"
            if name.startswith("Ad hoc")
            else f"the {name}"
            for name in names
        ]
    )


def listed(names):
    """`A`, `A and B`, `A, B and C`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def lines(mission, strengths):
    kind = mission.mission_type
    yield "Type", "mission_type", [(kind.name, kind.get_absolute_url(), "")]
    for role in OrganizationRole:
        parties = [p for p in mission.parties.all() if p.role == role]
        links = [
            (p.organization.name, p.organization.get_absolute_url(), "")
            for p in parties
        ]
        key = "organizations" if role == OrganizationRole.LEAD else ""
        yield f"{role.label} organization", key or role.value, links
    yield "Host", "hosts", [host(period) for period in mission.host_periods.all()]
    yield "Area", "theatre", plain(mission.theatre)
    yield (
        "Authorised",
        "authorised_on",
        plain(as_known(mission.authorised_on, mission.authorised_precision)),
    )
    yield (
        "Deployed",
        "start_date",
        plain(as_known(mission.start_date, mission.start_precision)),
    )
    end = as_known(mission.end_date, mission.end_precision) or "ongoing"
    yield "Ended", "end_date", plain(end)
    yield "Headquarters", "headquarters", plain(mission.headquarters_place)
    yield "Charter chapter", "chapter", plain(mission.get_chapter_display())
    yield "Legal basis", "legal_basis", plain(mission.legal_basis)
    yield "Peak uniformed personnel", "peak_personnel", peak(mission, strengths)
    yield "Fatalities", "fatalities", number(mission.fatalities)
    yield "Followed", "predecessors", missions(mission.predecessors.all())
    yield "Followed by", "succeeded_by", missions(mission.succeeded_by.all())
    yield (
        "Also known as",
        "aliases",
        [(a.name, None, "") for a in mission.aliases.all()],
    )
    conflicts = ", ".join(map(str, mission.ucdp_conflicts))
    yield "UCDP conflicts", "ucdp_conflicts", plain(conflicts)
    yield "Wikidata", "wikidata", plain(mission.wikidata)
    yield "Confidence", "confidence", plain(mission.get_confidence_display())


def plain(text):
    return [(text, None, "")] if text else []


def number(value):
    return [(f"{value:,}", None, "")] if value is not None else []


def peak(mission, strengths):
    text = mission.largest
    return [(text, None, peaks.remark(mission, strengths))] if text else []


def missions(found):
    return [(str(mission), mission.get_absolute_url(), "") for mission in found]


def host(period):
    start = as_known(period.start_date, period.start_precision)
    end = as_known(period.end_date, period.end_precision)
    dated = f"{start or 'start'} to {end or 'end'}" if start or end else ""
    about = "; ".join(filter(None, [dated, period.note.rstrip(".")]))
    return period.country.name, period.country.get_absolute_url(), about


def stated(citation):
    """What a competing source says, as a date in words where it is one."""
    try:
        return as_known(*parse(citation.states))
    except ValueError:
        return citation.states
