"""Text search that folds accents: `Cote d'Ivoire` finds Côte d'Ivoire."""

from django.contrib.postgres.operations import TrigramExtension, UnaccentExtension
from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        TrigramExtension(),
        UnaccentExtension(),
        migrations.RunSQL(
            """
            CREATE TEXT SEARCH CONFIGURATION peacekeeping (COPY = english);
            ALTER TEXT SEARCH CONFIGURATION peacekeeping
              ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;
            """,
            "DROP TEXT SEARCH CONFIGURATION peacekeeping",
        ),
    ]
