"""The fact box of a mission: each value with its sources, competing values beside it,
and a reason where there is none."""

import datetime
from dataclasses import dataclass, field

from api.state import today
from missions.codes import OrganizationRole
from sources.dates import as_known, parse
from sources.models import Reason, Source

YEAR = datetime.timedelta(days=366)


@dataclass
class Fact:
    """One line of the box. `links` are text, address (or None) and remark; `source` is
    the source of a figure that is taken from a table."""

    label: str
    key: str
    links: list
    reason: str = ""
    citations: list = field(default_factory=list)
    source: Source | None = None

    @property
    def supporting(self):
        return [citation for citation in self.citations if not citation.states]

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
    told = [table for table in strengths if tells_peak(mission, table)]
    figures = {"peak_personnel": told, "fatalities": fatalities}
    cited = {}
    for citation in mission.citations.all():
        cited.setdefault(citation.field, []).append(citation)
    box = [
        Fact(
            label,
            key,
            list(links),
            reasons.get(key, ""),
            cited.get(key, []),
            next((table["source"] for table in figures.get(key, [])), None),
        )
        for label, key, links in lines(mission, strengths)
    ]
    return [fact for fact in box if fact.links or fact.reason or fact.citations]


def answer(mission, strengths=()):
    """The mission in one sentence: what it is, whose, where, when, how large, at what
    cost. `strengths` are those of `missions.figures`: how far they reach is said."""
    runners = [organization.name for organization in mission.running]
    hosts = [country.name for country in mission.host_countries]
    article = "an" if mission.mission_type.name[0] in "AEIOU" else "a"
    kind = mission.mission_type.name[0].lower() + mission.mission_type.name[1:]
    of = f" of the {listed(runners)}" if runners else ""
    where = f" in {listed(hosts)}" if hosts else ""
    goes_on = mission.end_date is None or mission.end_date >= today()
    was = "is" if goes_on else "was"
    sentence = f"{mission} {was} {article} {kind}{of}{where}, {mission.period}"
    more = []
    if mission.peak_personnel:
        until = known_until(mission, strengths)
        more.append(f"with up to {mission.peak_personnel:,} uniformed personnel{until}")
    if mission.fatalities:
        died = "have died" if goes_on else "died"
        more.append(f"{mission.fatalities:,} of its people {died}")
    return "; ".join([sentence, *more]) + "."


def known_until(mission, strengths):
    """Words for a series that ends more than a year before the mission: it may have been
    larger afterwards. A source that tells one month only tells it as the largest."""
    series = [t["rows"] for t in strengths if tells_peak(mission, t)]
    if not series or len(series[0]) == 1:
        return ""
    last = series[0][-1][0]
    end = min(mission.end_date or today(), today())
    if end - last <= YEAR:
        return ""
    return f" until {last:%B %Y}, the last month that our sources report"


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
    """The peak with its month; a last month may be the end of the source, not the peak
    of the mission, and says so."""
    figure = number(mission.peak_personnel)
    for table in strengths:
        months = [row[0] for row in table["rows"]]
        for month, _, total in table["rows"]:
            if total == mission.peak_personnel:
                last = month == months[-1] != months[0] and goes_on_after(
                    mission, month
                )
                end = ", the last month that the source reports" if last else ""
                [(text, url, _)] = figure
                return [(text, url, f"in {month:%B %Y}{end}")]
    return figure


def tells_peak(mission, table):
    """Whether this is the table that the peak is taken from."""
    return any(total == mission.peak_personnel for _, _, total in table["rows"])


def goes_on_after(mission, month):
    """Whether the mission was in the field after this month."""
    end = mission.end_date
    return end is None or (end.year, end.month) > (month.year, month.month)


def missions(found):
    return [(str(mission), mission.get_absolute_url(), "") for mission in found]


def host(period):
    start = as_known(period.start_date, period.start_precision)
    end = as_known(period.end_date, period.end_precision)
    dated = f"{start or 'start'} to {end or 'end'}" if start or end else ""
    about = "; ".join(filter(None, [dated, period.note]))
    return period.country.name, period.country.get_absolute_url(), about


def stated(citation):
    """What a competing source says, as a date in words where it is one."""
    try:
        return as_known(*parse(citation.states))
    except ValueError:
        return citation.states
