"""Rows of the panels. They follow from other rows and have no address of their own."""

from rest_framework import serializers

from api.serializers import ModelPartSerializer
from missions.models import CountryYear, MissionYear


def key(name, **options):
    return serializers.CharField(source=f"{name}_id", **options)


class MissionYearSerializer(ModelPartSerializer):
    """A mission in a year: ready to join on GW, COW, ISO3 and year."""

    mission = key("mission")
    host = key("host", allow_null=True)
    strength_source = key("strength_source", allow_null=True)
    fatalities_source = key("fatalities_source", allow_null=True)

    class Meta:
        model = MissionYear
        fields = [
            *(
                "mission",
                "year",
                "host",
                "gw",
                "cow",
                "mission_type",
                "chapter",
                "days",
            ),
            *("personnel_mean", "personnel_max", "troops_mean", "police_mean"),
            *("military_observers_mean", "months_reported", "strength_source"),
            *("deaths", "deaths_malicious", "fatalities_source", "ceiling_military"),
            *("ceiling_police", "consent", "impartiality", "force"),
        ]


class CountryYearSerializer(ModelPartSerializer):
    """A country in a year: ready to join on GW, COW, ISO3, M49 and year."""

    country = key("country")
    contributions_source = key("contributions_source", allow_null=True)

    class Meta:
        model = CountryYear
        fields = [
            *("country", "year", "m49", "gw", "cow", "missions_hosted"),
            *("missions_contributed", "contributed_mean", "contributed_max"),
            *("women_share", "months_reported", "contributions_source", "deaths"),
        ]
