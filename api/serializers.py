"""The small pieces that serializers of all resources share."""

from rest_framework import serializers
from rest_framework.reverse import reverse


class RecordSerializer(serializers.Serializer):
    """A record that knows its address in the API and its page."""

    resource = ""

    url = serializers.SerializerMethodField(help_text="This record in the API")
    html_url = serializers.SerializerMethodField(help_text="Its page")

    def get_url(self, record) -> str:
        return reverse(
            f"api:{self.resource}-detail", args=[record.pk], request=self.request
        )

    def get_html_url(self, record) -> str:
        return self.request.build_absolute_uri(record.get_absolute_url())

    @property
    def request(self):
        return self.context["request"]


def keys(rows, name):
    """The distinct values of an attribute, in the order of the rows."""
    return list(dict.fromkeys(getattr(row, name) for row in rows))
