from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("weeks", "0003_week_version"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="cancellation",
            options={"ordering": ["-reported_at", "id"]},
        ),
        migrations.AddField(
            model_name="cancellation",
            name="taken_back",
            field=models.JSONField(default=dict),
        ),
        migrations.AlterField(
            model_name="cancellation",
            name="state",
            field=models.CharField(
                choices=[
                    ("reported", "Reported"),
                    ("proposed", "Repair proposed"),
                    ("accepted", "Repair accepted"),
                    ("left", "Left as it is"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="reported",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="publication",
            name="plan_version",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="publication",
            name="programme",
            field=models.JSONField(default=list),
        ),
    ]
