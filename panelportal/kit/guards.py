"""Database triggers that refuse to change what must stay as it was written, on SQLite and PostgreSQL."""

INSERT_ONLY = ("kit_trailentry", "kit_readentry", "kit_readseal", "kit_statuschange")
FROZEN = {
    "kit_document": (
        "kind reference version title marking handling contact content digest frozen_at frozen_by_key frozen_by_label"
    ).split()
}
REFUSAL = "this row stays as it was written"


def install(connection):
    """Create the triggers. Refused changes raise a database error with the words of REFUSAL."""
    _run(connection, _postgres_function() if connection.vendor == "postgresql" else [])
    for table in INSERT_ONLY:
        _run(connection, [_trigger(connection.vendor, table, act) for act in ("UPDATE", "DELETE")])
    for table, columns in FROZEN.items():
        differ = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
        changed = " OR ".join(f"OLD.{column} {differ} NEW.{column}" for column in columns)
        changed += f" OR (OLD.pdf_id IS NOT NULL AND OLD.pdf_id {differ} NEW.pdf_id)"
        _run(connection, [_trigger(connection.vendor, table, "UPDATE", f"WHEN ({changed})")])
        _run(connection, [_trigger(connection.vendor, table, "DELETE")])


def remove(connection):
    """Drop the triggers; only a migration backwards and the emptying of a test database do this."""
    on = connection.vendor == "postgresql"
    for table in (*INSERT_ONLY, *FROZEN):
        for act in ("UPDATE", "DELETE"):
            _run(connection, [f"DROP TRIGGER IF EXISTS {_name(table, act)}{f' ON {table}' if on else ''}"])


def _name(table, act):
    return f"{table}_refuse_{act.lower()}"


def _trigger(vendor, table, act, when=""):
    begin = f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} FOR EACH ROW {when}"
    if vendor == "postgresql":
        return f"{begin} EXECUTE FUNCTION kit_refuse()"
    return f"{begin} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _postgres_function():
    return [
        "CREATE OR REPLACE FUNCTION kit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
