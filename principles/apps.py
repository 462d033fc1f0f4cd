from django.apps import AppConfig


class PrinciplesConfig(AppConfig):
    name = "principles"

    @property
    def data_parts(self):
        from principles.records import PARTS

        return PARTS
