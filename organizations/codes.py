"""Code lists of states and organizations."""

from django.db.models import TextChoices


class CountryKind(TextChoices):
    STATE = "state", "State"
    FORMER_STATE = "former-state", "Former state"
    TERRITORY = "territory", "Territory"


class CodeScheme(TextChoices):
    """Schemes of the crosswalk: who else numbers the states of the world."""

    ISO3 = "iso3", "ISO 3166 alpha-3"
    M49 = "m49", "UN M49"
    GW = "gw", "Gleditsch and Ward"
    COW = "cow", "Correlates of War"
    WIKIDATA = "wikidata", "Wikidata"


class OrganizationKind(TextChoices):
    UNIVERSAL = "universal", "Universal organization"
    REGIONAL = "regional", "Regional organization"
    ALLIANCE = "alliance", "Alliance"
    SUBREGIONAL = "subregional", "Subregional organization"
    COALITION = "coalition", "Coalition"
    TREATY_BODY = "treaty-body", "Treaty body"


class Region(TextChoices):
    """Regions of UN M49."""

    AFRICA = "africa", "Africa"
    AMERICAS = "americas", "Americas"
    ASIA = "asia", "Asia"
    EUROPE = "europe", "Europe"
    OCEANIA = "oceania", "Oceania"


class Subregion(TextChoices):
    """Sub-regions and intermediate regions of UN M49."""

    NORTHERN_AFRICA = "northern-africa", "Northern Africa"
    EASTERN_AFRICA = "eastern-africa", "Eastern Africa"
    MIDDLE_AFRICA = "middle-africa", "Middle Africa"
    SOUTHERN_AFRICA = "southern-africa", "Southern Africa"
    WESTERN_AFRICA = "western-africa", "Western Africa"
    CARIBBEAN = "caribbean", "Caribbean"
    CENTRAL_AMERICA = "central-america", "Central America"
    SOUTH_AMERICA = "south-america", "South America"
    NORTHERN_AMERICA = "northern-america", "Northern America"
    CENTRAL_ASIA = "central-asia", "Central Asia"
    EASTERN_ASIA = "eastern-asia", "Eastern Asia"
    SOUTH_EASTERN_ASIA = "south-eastern-asia", "South-eastern Asia"
    SOUTHERN_ASIA = "southern-asia", "Southern Asia"
    WESTERN_ASIA = "western-asia", "Western Asia"
    EASTERN_EUROPE = "eastern-europe", "Eastern Europe"
    NORTHERN_EUROPE = "northern-europe", "Northern Europe"
    SOUTHERN_EUROPE = "southern-europe", "Southern Europe"
    WESTERN_EUROPE = "western-europe", "Western Europe"
    AUSTRALIA_NEW_ZEALAND = "australia-and-new-zealand", "Australia and New Zealand"
    MELANESIA = "melanesia", "Melanesia"
    MICRONESIA = "micronesia", "Micronesia"
    POLYNESIA = "polynesia", "Polynesia"
