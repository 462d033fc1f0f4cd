from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    name = "principles"

    @property
    def data_parts(self):
        from principles.records import PARTS

        return PARTS

    @property
    def searched(self):
        from principles.searched import SEARCHED

        return SEARCHED

    @property
    def answered(self):
        from principles.api import ANSWERED

        return ANSWERED
