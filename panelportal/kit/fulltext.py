"""Full text search through the engine itself: FTS5 on SQLite, a column with a GIN index on PostgreSQL.

An app tells which columns of a model are searched when it is ready (`index`).
After each migrate the index is put in step with that, because on SQLite a
migration that makes a table anew drops the triggers that keep its index. No
migration names the index, and none is needed.

What both engines find alike: whole words in any order and case, with or
without accents, by English stems ("sharing" finds "shared"). What differs is
small: the engines stem a few words otherwise ("policies" and "police" are
one stem to neither), and PostgreSQL takes the accents of Western European
and Welsh letters only. Words such as "the" are not searched for.
"""

from collections import Counter
from dataclasses import dataclass
from math import log

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from panelportal.kit.plain_words import PLAIN, words_of

COLUMN = "full_text"  # of PostgreSQL; the model does not know it
MOST_WORDS = 12
MOST_TOLD_BY = 10  # words of a text that is compared
SHORTEST_TOLD_BY = 3  # letters of a word that may tell what a text is like
STEM = 6  # letters by which two words of a text count as one
COMMON = 500  # rows; a word that stands in more tells little
AT_A_TIME = 200  # rows
FALLBACK_WORDS = 3
STATISTICS = """
    SELECT word FROM unnest(%s::text[]) AS word WHERE (ts_lexize('english_stem', word))[1] IN (
        SELECT told.lexeme FROM pg_class, pg_stats,
            unnest(most_common_elems::text::text[], most_common_elem_freqs) AS told(lexeme, share)
        WHERE pg_class.oid = %s::regclass AND schemaname = current_schema() AND tablename = %s AND attname = %s
            AND told.share * reltuples > %s)"""


@dataclass(frozen=True)
class Index:
    """What is searched of a model: which columns, and what its parts are called in the database."""

    model: type
    columns: tuple

    @property
    def table(self):
        return self.model._meta.db_table

    @property
    def words(self):
        """The table of FTS5 that holds the words on SQLite."""
        return f"{self.table}_words"


_indexes = {}


def index(model, *columns):
    """Have the words of these columns of a model be searched; apps say so when they are ready."""
    _indexes[model] = Index(model, columns)


# ---- asking ------------------------------------------------------------------------------------------


def search(queryset, typed):
    """Return those of a queryset that hold every word that was typed, the closest first; none without a word.

    Works on what `access.visible` returns, and nothing that was typed is
    read as a query of the engine: only its letters and figures count.
    """
    words = words_of(typed)[:MOST_WORDS]
    return _holding(queryset, words) if words else queryset.none()


def like(queryset, text, *, most=5):
    """Return the objects of a queryset that are most like a text, the likest first, at most so many.

    Likest is what shares the rarest words with it, and two at least: one
    word is shared by chance. Each word is asked for by itself, and one that
    many rows hold is passed over, so that no common word costs time.
    """
    told_by = _telling(text)
    known = _known_to_be_common(queryset, told_by)
    score, shared, rare, common = Counter(), Counter(), [], [word for word in told_by if word in known]
    for word in told_by:
        found = [] if word in known else _keys_holding(queryset, word)
        if len(found) > COMMON:
            common.append(word)
        elif found:
            rare.append(word)
            shared.update(found)
            score.update(dict.fromkeys(found, log(2 * COMMON / len(found))))
    close = [key for key, count in shared.items() if count > 1]
    if not close:
        return _with_all((rare + common)[:FALLBACK_WORDS], queryset, most)
    return _first_of(queryset, sorted(close, key=lambda key: (-score[key], -key)), most)


def _telling(text):
    """Return the words that tell what a text is like, the longest first: they are the rarest as a rule."""
    words = [word for word in words_of(text) if len(word) >= SHORTEST_TOLD_BY]
    by_stem = {word[:STEM]: word for word in sorted(words, key=len)}
    return sorted(by_stem.values(), key=lambda word: (-len(word), word))[:MOST_TOLD_BY]


def _known_to_be_common(queryset, words):
    """Return those words of which PostgreSQL's statistics tell that many rows hold them; SQLite keeps none."""
    found, connection = _indexes[queryset.model], connections[queryset.db]
    if connection.vendor != "postgresql":
        return set()
    with connection.cursor() as cursor:
        cursor.execute(STATISTICS, [words, found.table, found.table, COLUMN, COMMON])
        return {word for (word,) in cursor.fetchall()}


def _first_of(queryset, keys, most):
    """Return the objects of the first keys that a queryset has, at most so many."""
    kept = []
    for start in range(0, len(keys), AT_A_TIME):
        some = keys[start : start + AT_A_TIME]
        there = set(queryset.filter(pk__in=some).values_list("pk", flat=True))
        kept += [key for key in some if key in there]
        if len(kept) >= most:
            break
    objects = queryset.in_bulk(kept[:most])
    return [objects[key] for key in kept[:most]]


def _with_all(words, queryset, most):
    return list(search(queryset, " ".join(words))[:most]) if len(words) > 1 else []


def _keys_holding(queryset, word):
    """Return the keys of rows that hold a word, in the queryset or not: the index tells, and no row is read."""
    found, connection = _indexes[queryset.model], connections[queryset.db]
    if connection.vendor == "postgresql":
        key = found.model._meta.pk.column
        rows = f"SELECT {key} FROM {found.table} WHERE {COLUMN} @@ to_tsquery('english', %s)"  # noqa: S608  # nosec B608
    else:
        rows = f"SELECT rowid FROM {found.words} WHERE {found.words} MATCH %s"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(f"{rows} LIMIT {COMMON + 1}", [word if connection.vendor == "postgresql" else f'"{word}"'])
        return [key for (key,) in cursor.fetchall()]


def _holding(queryset, words):
    """Return those of a queryset that hold every one of some plain words, the closest first.

    `extra` is how a table or column that is no model's gets into a query;
    what was typed goes in as a parameter.
    """
    found = _indexes[queryset.model]
    if connections[queryset.db].vendor == "postgresql":
        query, column = " & ".join(words), f'"{found.table}"."{COLUMN}"'
        held = queryset.extra(where=[f"{column} @@ to_tsquery('english', %s)"], params=[query])  # noqa: S610  # nosec B610
        rank = f"ts_rank({column}, to_tsquery('english', %s))"
        return held.extra(select={"rank": rank}, select_params=[query], order_by=["-rank", "-pk"])  # noqa: S610  # nosec B610
    joined = [f'"{found.words}" MATCH %s', f'"{found.words}".rowid = "{found.table}"."{found.model._meta.pk.column}"']
    query = " ".join(f'"{word}"' for word in words)
    held = queryset.extra(tables=[found.words], where=joined, params=[query])  # noqa: S610  # nosec B610
    return held.extra(order_by=[f"{found.words}.rank", "-pk"])  # nosec B610


# ---- keeping the index -------------------------------------------------------------------------------


def put_in_step(sender, using=DEFAULT_DB_ALIAS, **_):
    """Make the indexes of an app anew where they are not as they should be; called after each migrate."""
    connection = connections[using]
    for one in _indexes.values():
        if one.model._meta.app_label == sender.label and one.table in connection.introspection.table_names():
            create(connection, one)


def create(connection, one):
    """Create an index with the words of every row that there is; one that is as it should be stays."""
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        engine = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
        for statement in engine(cursor, one):
            cursor.execute(statement)


def indexed():
    """Return the models that have an index."""
    return list(_indexes)


def forget_removed(model, using=DEFAULT_DB_ALIAS):
    """Clear what an index still holds of rows that were deleted or changed, as disposal has to."""
    with connections[using].cursor() as cursor:
        if connections[using].vendor == "sqlite":
            words = _indexes[model].words
            cursor.execute(f"INSERT INTO {words}({words}) VALUES ('optimize')")  # noqa: S608  # nosec B608


def _on_sqlite(cursor, one):
    """Return what makes the table of words and the triggers that keep it in step, where they are not so already."""
    parts = _parts_on_sqlite(one)
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s", [f"{one.words}%"])
    there = {name: sql for name, sql in cursor.fetchall() if name in parts}
    if there == parts:
        return []
    drops = [f"DROP {'TABLE' if name == one.words else 'TRIGGER'} IF EXISTS {name}" for name in parts]
    return [*drops, *parts.values(), f"INSERT INTO {one.words}({one.words}) VALUES ('rebuild')"]  # noqa: S608  # nosec B608


def _parts_on_sqlite(one):
    """Return the statements by the names of what they make; the words stay in the table itself and are not copied."""
    words, key, columns = one.words, one.model._meta.pk.column, ", ".join(one.columns)
    old, new = (", ".join(f"{row}.{name}" for name in (key, *one.columns)) for row in ("old", "new"))
    out = f"INSERT INTO {words}({words}, rowid, {columns}) VALUES ('delete', {old});"  # noqa: S608  # nosec B608
    into = f"INSERT INTO {words}(rowid, {columns}) VALUES ({new});"  # noqa: S608  # nosec B608
    after = f"ON {one.table} BEGIN"
    return {
        words: f"CREATE VIRTUAL TABLE {words} USING fts5({columns}, content='{one.table}', content_rowid='{key}', "
        "tokenize='porter unicode61 remove_diacritics 2')",
        f"{words}_insert": f"CREATE TRIGGER {words}_insert AFTER INSERT {after} {into} END",
        f"{words}_delete": f"CREATE TRIGGER {words}_delete AFTER DELETE {after} {out} END",
        f"{words}_update": f"CREATE TRIGGER {words}_update AFTER UPDATE {after} {out} {into} END",
    }


def _on_postgresql(cursor, one):
    """Return what makes the generated column and its index, unless its comment tells that it is made so already."""
    words = _plain_on_postgresql(" || ' ' || ".join(f"coalesce({name}, '')" for name in one.columns))
    cursor.execute(
        "SELECT col_description(attrelid, attnum) FROM pg_attribute "
        "WHERE attrelid = %s::regclass AND attname = %s AND NOT attisdropped",
        [one.table, COLUMN],
    )
    told = " ".join(one.columns)
    if cursor.fetchone() == (told,):
        return []
    return [
        f"ALTER TABLE {one.table} DROP COLUMN IF EXISTS {COLUMN}",
        f"ALTER TABLE {one.table} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS ({words}) STORED",
        f"CREATE INDEX {one.table}_{COLUMN} ON {one.table} USING gin ({COLUMN})",
        f"COMMENT ON COLUMN {one.table}.{COLUMN} IS '{told}'",
    ]


def _plain_on_postgresql(text):
    """Return the expression for the words of a text, with letters and figures only: "police/health" is no file."""
    accented, plain = "".join(PLAIN), "".join(PLAIN.values())
    lower = f"translate(lower({text}), '{accented}', '{plain}')"
    return f"to_tsvector('english', regexp_replace({lower}, '[^[:alnum:]]+', ' ', 'g'))"
