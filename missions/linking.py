"""What missions and case studies are in the words of schema.org."""

from sources import linked, text
from sources.dates import as_written


def event(here, mission):
    """JSON-LD of a mission from `whole`; `here` is the site."""
    address = here + mission.get_absolute_url()
    return linked.script(
        "Event",
        name=mission.name,
        alternateName=[
            *filter(None, [mission.acronym]),
            *(alias.name for alias in mission.aliases.all()),
        ],
        description=mission.summary,
        startDate=as_written(mission.start_date, mission.start_precision),
        endDate=as_written(mission.end_date, mission.end_precision),
        organizer=[
            linked.thing(
                "Organization",
                name=organization.name,
                url=here + organization.get_absolute_url(),
            )
            for organization in mission.running
        ],
        location=[
            linked.thing(
                "Country",
                name=country.name,
                identifier=country.pk,
                url=here + country.get_absolute_url(),
            )
            for country in mission.host_countries
        ],
        url=address,
        image=f"{address}card.png",
        sameAs=f"https://www.wikidata.org/wiki/{mission.wikidata}"
        if mission.wikidata
        else "",
    )


def study(here, record, state):
    """JSON-LD of a case study from `whole`."""
    return linked.article(
        here,
        record,
        state,
        headline=record.title,
        description=text.first(record.context),
        about=[
            linked.thing("Event", name=m.name, url=here + m.get_absolute_url())
            for m in record.missions.all()
        ],
    )
