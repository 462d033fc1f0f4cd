"""The published files themselves, where they are at hand."""

import shutil
from collections import Counter

import pytest
from django.conf import settings
from django.db.models import Sum

from missions.importers import IMPORTERS
from missions.importers.pipeline import run
from missions.models import Fatality

pytestmark = pytest.mark.usefixtures("db", "loaded")

PUBLISHED = settings.BASE_DIR.parent / "shared" / "data"
REAL = {  # rows read and rejected, as counted in the files that are named
    "ipi-strengths": ("ipi-ppp/data_mission.csv", 5330),
    "ipi-contributions": (
        "ipi-ppp/Gender.Full_2009-2014_country_mission_month.csv",
        29115,
    ),
    "un-fatalities": ("un-fatalities/dppadposs-fatalities.csv", 4350),
    "sipri-strengths": ("bara-un-nonun/UN_and_Non-UN_Peacekeeping_v2-2019.csv", 8100),
    "geopko-deployments": ("geo-pko/FrontMap_v.2.3.csv", 8783),
}


@pytest.mark.parametrize("name", REAL)
@pytest.mark.skipif(not PUBLISHED.is_dir(), reason=f"NO PUBLISHED DATA IN {PUBLISHED}")
def test_the_published_file_agrees_with_the_curated_rows(tmp_path, name):
    """The curated rows were compiled from these files: an import holds them too."""
    published, rows = REAL[name]
    path = shutil.copy(PUBLISHED / published, tmp_path / "file.csv")
    importer = IMPORTERS[name]
    curated = rows_of(importer)

    report = run(importer, str(path))

    assert report.read == rows
    assert report.rejected < rows * 0.02
    missing = curated - rows_of(importer)
    assert missing.total() <= KNOWN.get(name, 0), sorted(missing.items())[:40]


# Zeros, which an import leaves out: AMISOM had no police in 2007 and 2008.
KNOWN = {"sipri-strengths": 2}


def rows_of(importer):
    """How often each row is there; of deaths their number by mission, kind and cause."""
    rows = importer.model.objects.filter(source=importer.source)
    if importer.model is Fatality:
        kinds = rows.values_list("mission", "personnel_type", "cause").order_by()
        return Counter({kind[:3]: kind[3] for kind in kinds.annotate(n=Sum("deaths"))})
    return Counter(rows.values_list(*importer.fields))
