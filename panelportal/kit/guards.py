"""Database triggers that refuse to change what must stay as it was written, on SQLite and PostgreSQL.

A name that must go can be taken out of some of it all the same, once for
each row of `Redaction`, which itself is never changed (decision 6).
"""

INSERT_ONLY = ("kit_trailentry", "kit_readentry", "kit_readseal")
REDACTIONS = "kit_redaction"
FROZEN = {
    "kit_document": (
        "kind reference version title marking handling contact frozen_at frozen_by_key frozen_by_label"
    ).split(),
    "kit_statuschange": "noun about before after moved_at moved_by_key moved_by_label".split(),
}
REDACTABLE = {"kit_document": ["content", "digest"], "kit_statuschange": ["because"]}
FILLED_ONCE = {"kit_document": "pdf_id"}
REFUSAL = "this row stays as it was written"


def install(connection):
    """Create the triggers. Refused changes raise a database error with the words of REFUSAL.

    Before the table of redactions is there, nothing can be redacted.
    """
    vendor = connection.vendor
    can_redact = REDACTIONS in connection.introspection.table_names()
    _run(connection, _postgres_functions(can_redact) if vendor == "postgresql" else [])
    for table in (*INSERT_ONLY, *[REDACTIONS] * can_redact):
        _run(connection, [_trigger(vendor, table, act) for act in ("UPDATE", "DELETE")])
    for table, columns in FROZEN.items():
        _run(connection, [_trigger(vendor, table, "UPDATE", when=_differ(vendor, columns))])
        _run(connection, [_redaction_trigger(vendor, table, can_redact), _trigger(vendor, table, "DELETE")])


def remove(connection):
    """Drop the triggers; only a migration, and the emptying of a test database, do this."""
    on = connection.vendor == "postgresql"
    there = connection.introspection.table_names()
    for table in (*INSERT_ONLY, *FROZEN, REDACTIONS):
        for act in ("update", "delete", "redaction") if table in there else ():
            _run(connection, [f"DROP TRIGGER IF EXISTS {table}_refuse_{act}{f' ON {table}' if on else ''}"])


def _redaction_trigger(vendor, table, can_redact):
    """Return the trigger on the columns out of which a name can be taken: a change needs a redaction of its own."""
    changed = _differ(vendor, [*REDACTABLE[table], *["redacted"] * can_redact])
    if filled := FILLED_ONCE.get(table):
        changed += f" OR (OLD.{filled} IS NOT NULL AND {_differ(vendor, [filled])})"
    if not can_redact:
        return _trigger(vendor, table, "UPDATE", name="redaction", when=changed)
    if vendor == "postgresql":
        return _trigger(vendor, table, "UPDATE", name="redaction", when=changed, then="kit_refuse_unless_redacted()")
    return _trigger(vendor, table, "UPDATE", name="redaction", when=f"({changed}) AND NOT ({_is_allowed(table)})")


def _is_allowed(table):
    """Return the condition under which the newest redaction of a row has not been used yet."""
    made = f"SELECT COUNT(*) FROM {REDACTIONS} WHERE table_name = '{table}' AND row_pk = OLD.id"  # noqa: S608  # nosec B608
    return f"NEW.redacted = OLD.redacted + 1 AND NEW.redacted = ({made})"


def _differ(vendor, columns):
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"OLD.{column} {differ} NEW.{column}" for column in columns)


def _trigger(vendor, table, act, *, name="", when="", then="kit_refuse()"):
    begin = f"CREATE TRIGGER {table}_refuse_{name or act.lower()} BEFORE {act} ON {table} FOR EACH ROW"
    begin += f" WHEN ({when})" if when else ""
    if vendor == "postgresql":
        return f"{begin} EXECUTE FUNCTION {then}"
    return f"{begin} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"


def _postgres_functions(can_redact):
    refuse = f"RAISE EXCEPTION '{REFUSAL}';"
    allowed = f"IF {_is_allowed('~')} THEN RETURN NEW; END IF;".replace("'~'", "TG_TABLE_NAME")
    bodies = {"kit_refuse": refuse} | ({"kit_refuse_unless_redacted": f"{allowed} {refuse}"} if can_redact else {})
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"
        for name, body in bodies.items()
    ]


def _run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
