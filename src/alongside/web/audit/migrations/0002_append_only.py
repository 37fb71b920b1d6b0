"""The database itself refuses to change or delete an audit event (ASVS 5.0 16.4.2).

Django remakes a table on SQLite when a column changes, and its triggers go with it: a later migration of `AuditEvent` must
end with `RunPython(add_triggers, remove_triggers)`. A test looks for the triggers after all migrations.
"""

from django.db import migrations

from alongside.web.audit.triggers import add_triggers, remove_triggers


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, remove_triggers, elidable=False)]
