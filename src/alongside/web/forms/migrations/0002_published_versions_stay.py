"""The database itself refuses to change or delete a published version of a form: answers remember which version they answered.

Django remakes a table on SQLite when a column changes, and its triggers go with it: a later migration of `FormVersion` must
end with `RunPython(add_triggers, remove_triggers)`. A test looks for the triggers after all migrations.
"""

from django.db import migrations

from alongside.web.forms.triggers import add_triggers, remove_triggers


class Migration(migrations.Migration):
    dependencies = [("practice_forms", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers, elidable=False)]
