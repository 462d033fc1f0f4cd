from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    @property
    def data_parts(self):
        from sources.records import PARTS

        return PARTS
