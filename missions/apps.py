from django.apps import AppConfig


class MissionsConfig(AppConfig):
    name = "missions"

    @property
    def data_parts(self):
        from missions.records import PARTS

        return PARTS

    @property
    def searched(self):
        from missions.searched import SEARCHED

        return SEARCHED

    def check(self, rows, problems):
        from missions import consistency

        consistency.check(rows, problems)

    def forget(self):
        from missions import derived

        derived.forget()

    def derive(self):
        from missions import derived

        derived.refresh()

    @property
    def answered(self):
        from missions.api import ANSWERED

        return ANSWERED
