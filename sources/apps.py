from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    @property
    def data_parts(self):
        from sources.records import PARTS

        return PARTS

    @property
    def searched(self):
        from sources.searched import SEARCHED

        return SEARCHED
