from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('missions', '0007_panels'),
    ]

    operations = [
        # What stands in rows until the load that follows fills the tables anew.
        migrations.AddField(
            model_name='missiontype',
            name='noun',
            field=models.CharField(default='mission', help_text='One mission of the type, as a noun for sentences, without article', max_length=120),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='missiontype',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('noun', ''), _negated=True), models.Q(('noun__iregex', '^(a|an|the) '), _negated=True)), name='missions_missiontype_noun_has_no_article', violation_error_message='noun is a noun without an article.'),
        ),
        migrations.AddField(
            model_name='mission',
            name='peak_at_least',
            field=models.PositiveIntegerField(editable=False, help_text='Most uniformed personnel in one month of reports that begin more than a year after the deployment: the peak was this or more. Null where `peak_personnel` has a value', null=True),
        ),
        migrations.AlterField(
            model_name='mission',
            name='peak_personnel',
            field=models.PositiveIntegerField(editable=False, help_text='Most uniformed personnel in one month; null where no report is known or reports begin more than a year after the deployment', null=True),
        ),
    ]
