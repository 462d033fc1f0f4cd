from django.apps import AppConfig


class SourcesConfig(AppConfig):
    name = "sources"

    @property
    def data_parts(self):
        from sources.records import PARTS

        return PARTS

    def check(self, rows, problems):
        from sources import consistency

        consistency.check(rows, problems)

    @property
    def searched(self):
        from sources.searched import SEARCHED

        return SEARCHED

    @property
    def answered(self):
        from sources.api import ANSWERED

        return ANSWERED
