"""Pages of those who take part: organizations and countries, with their missions."""

import dataclasses

from api.state import today
from missions import figures
from missions.charts import contributing, many
from missions.models import Mission
from organizations.models import Country, Organization
from sources import linked
from sources.dates import as_written
from sources.pages import RecordPage


class OrganizationDetail(RecordPage):
    queryset = Organization.objects.all()
    resource = "organizations"
    short_names = ("acronym",)
    template_name = "organizations/organization_detail.html"

    def linked_data(self, record, here):
        return linked.script(
            "Organization",
            name=record.name,
            alternateName=record.acronym,
            description=record.summary,
            foundingDate=as_written(record.founded, record.founded_precision),
            dissolutionDate=as_written(record.dissolved, record.dissolved_precision),
            url=here + record.get_absolute_url(),
            image=f"{here}{record.get_absolute_url()}card.png",
            sameAs=record.website,
        )

    def get_context_data(self, record, **context):
        periods = Mission.objects.run_by(record.pk).periods_of(record.name)
        drawing = many.at_once(periods, today(), [record.name])
        return super().get_context_data(
            record=record,
            place=figures.place(
                record.pk,
                dict(Mission.objects.numbers_run()),
            ),
            drawing=drawing
            and dataclasses.replace(
                drawing, address=f"/organizations/{record.pk}/charts/at-once"
            ),
            **context,
        )


class CountryDetail(RecordPage):
    queryset = Country.objects.all()
    resource = "countries"
    template_name = "organizations/country_detail.html"

    def linked_data(self, record, here):
        return linked.script(
            "Country",
            name=record.name,
            alternateName=record.formal_name,
            identifier=record.pk,
            containedInPlace=linked.thing("Place", name=record.get_subregion_display()),
            url=here + record.get_absolute_url(),
        )

    def get_context_data(self, record, **context):
        history = figures.contributor_history(record)
        drawing = contributing.contributed(record, history)
        return super().get_context_data(
            record=record,
            place=figures.place(record.pk, dict(Mission.objects.numbers_hosted())),
            history=history,
            drawing=drawing
            and dataclasses.replace(
                drawing, address=f"/countries/{record.pk}/charts/contributed"
            ),
            served=figures.served_in(record, history),
            **context,
        )
