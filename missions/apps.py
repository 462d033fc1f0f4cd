from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "missions"

    @property
    def data_parts(self):
        from missions.records import PARTS

        return PARTS

    def derive(self):
        from missions import derived

        derived.refresh()
