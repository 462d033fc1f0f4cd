"""Rows of the series of figures. They have no address of their own."""

from rest_framework import serializers

from api.serializers import ModelPartSerializer, MonthField
from missions.models import (
    Budget,
    Contribution,
    Deployment,
    Fatality,
    Leader,
    Strength,
)
from sources.serializers import SourceOfRowSerializer


class FigureSerializer(ModelPartSerializer):
    """A row that names its mission and its source; `include=sources` tells the source."""

    mission = serializers.CharField(source="mission_id")
    source = serializers.CharField(source="source_id")
    sources = SourceOfRowSerializer(source="source")


class StrengthSerializer(FigureSerializer):
    """People of a component present at the end of a month."""

    month = MonthField(help_text="`2014-03`: at the end of this month")

    class Meta:
        model = Strength
        fields = ["mission", "month", "component", "personnel", "source", "sources"]


class ContributionSerializer(FigureSerializer):
    """People of a country and component present at the end of a month."""

    country = serializers.CharField(source="country_id")
    month = MonthField(help_text="`2014-03`: at the end of this month")

    class Meta:
        model = Contribution
        fields = [
            *("mission", "country", "month", "component", "gender", "personnel"),
            *("source", "sources"),
        ]


class FatalitySerializer(FigureSerializer):
    """Deaths of personnel: one, or a sum as the source gives it."""

    country = serializers.CharField(source="country_id", allow_null=True)

    class Meta:
        model = Fatality
        fields = [
            *("mission", "date", "date_precision", "country", "personnel_type"),
            *("cause", "deaths", "source", "sources"),
        ]


class BudgetSerializer(FigureSerializer):
    """Money for a period; `amount_usd` is null where it is in another currency."""

    amount_usd = serializers.IntegerField(
        allow_null=True, help_text="In US dollars, rounded to whole ones"
    )
    amount = serializers.FloatField(help_text="In whole units of the currency")

    class Meta:
        model = Budget
        fields = [
            *("mission", "period_start", "period_end", "kind", "amount_usd"),
            *("amount", "currency", "source", "sources"),
        ]


class DeploymentSerializer(FigureSerializer):
    """Where personnel were in a year."""

    latitude = serializers.FloatField(help_text="Degrees north, WGS 84")
    longitude = serializers.FloatField(help_text="Degrees east, WGS 84")

    class Meta:
        model = Deployment
        fields = [
            *("mission", "year", "place", "latitude", "longitude", "personnel"),
            *("source", "sources"),
        ]


class LeaderSerializer(FigureSerializer):
    """Who held a post, and when."""

    nationality = serializers.CharField(source="nationality_id", allow_null=True)

    class Meta:
        model = Leader
        fields = [
            *("mission", "post", "name", "nationality", "start_date"),
            *("start_precision", "end_date", "end_precision", "source", "sources"),
        ]
