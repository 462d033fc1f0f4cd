from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "organizations"

    @property
    def data_parts(self):
        from organizations.records import PARTS

        return PARTS

    @property
    def searched(self):
        from organizations.searched import SEARCHED

        return SEARCHED

    @property
    def answered(self):
        from organizations.api import ANSWERED

        return ANSWERED
