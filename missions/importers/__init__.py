"""Published datasets, each read in the format in which it is published: one small module
a dataset, over one pipeline (`missions.importers.pipeline`)."""

from missions.importers import (
    geopko_deployments,
    ipi_contributions,
    ipi_strengths,
    sipri_strengths,
    un_budgets,
    un_contributions,
    un_fatalities,
)

IMPORTERS = {
    module.IMPORTER.name: module.IMPORTER
    for module in (
        un_fatalities,
        un_contributions,
        ipi_contributions,
        ipi_strengths,
        un_budgets,
        sipri_strengths,
        geopko_deployments,
    )
}
