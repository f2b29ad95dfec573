"""What `docs/architecture.md` promises of the whole and import-linter cannot see."""

import ast
import re
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import reverse

from agencies import duties
from agencies.role_names import Role
from panelportal import urls
from panelportal.kit import access, letters, references, slots

ROOT = Path(__file__).parent.parent
RIVER = ("kit", "agencies", "ratings", "cases", "findings", "panels", "panelportal")
ENGINES = {
    "guardian": "panelportal/kit/access/grants.py",
    "weasyprint": "panelportal/kit/printing.py",
    "holidays": "panelportal/kit/working_days.py",
    "filetype": "panelportal/kit/files/kinds.py",
    "PIL": "panelportal/kit/files/pictures.py",
    "clamav_client": "panelportal/kit/files/scanning.py",
    "storages": "panelportal/kit/files/buckets.py",
    "django_tasks": "panelportal/kit/jobs.py",
    "django_tasks_db": "panelportal/kit/jobs.py",
    "icalendar": "panels/calendar.py",
    "openpyxl": "panelportal/kit/sheets/workbooks.py",
    "csv": "panelportal/kit/sheets/csv_text.py",
}
SAY_NOTHING = {"utils", "util", "helpers", "helper", "services", "service", "managers", "common", "misc", "signals"}
VERB = {"verb", "trail.verb"}
OF_A_PAGE = {f"request.{part}" for part in ("user", "session", "method", "GET", "POST", "FILES", "META", "headers")}
SHARED = ("components", "govuk", "letters", "print")


def _app_of(path):
    """The part of the river that a file lies in: a module, or a template by its folder; None for the common ones."""
    parts = path.relative_to(ROOT).parts
    if parts[0] == "templates":
        folder = parts[1] if len(parts) > 2 else ""
        return {"account": "agencies", **dict.fromkeys(SHARED, "kit")}.get(folder, folder if folder in RIVER else None)
    return "kit" if parts[:2] == ("panelportal", "kit") else parts[0]


def _is_downstream(app, of):
    return app in RIVER and RIVER.index(app) > RIVER.index(of)


@cache
def _modules():
    """Each module of ours with its parsed source, migrations left out."""
    folders = sorted({"panelportal", *RIVER} - {"kit"})
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "migrations" not in path.parts]
    assert len(paths) > 100
    return {path: ast.parse(path.read_text()) for path in paths}


@cache
def _templates():
    paths = [path for path in (ROOT / "templates").rglob("*") if path.suffix in (".html", ".txt")]
    assert len(paths) > 100
    return {path: path.read_text() for path in paths}


def _nodes(kind):
    return [(path, node) for path, tree in _modules().items() for node in ast.walk(tree) if isinstance(node, kind)]


def _at(path, node):
    return f"{path.relative_to(ROOT)}:{node.lineno}"


# ---- the river -----------------------------------------------------------------------------------------


def _our_models():
    return [model for model in apps.get_models() if model._meta.app_label in RIVER]


def _relations():
    """Each relation that a model of ours declares, with the app that it points to."""
    for model in _our_models():
        for field in [*model._meta.fields, *model._meta.many_to_many]:
            if field.is_relation:
                yield model, field, field.related_model._meta.app_label


def test_no_model_points_downstream():
    found = list(_relations())

    assert len(found) > 50
    assert [f for model, f, target in found if _is_downstream(target, of=model._meta.app_label)] == []


def test_the_kits_tables_know_no_person():
    person = settings.AUTH_USER_MODEL
    pointing = [field for model, field, _ in _relations() if field.related_model._meta.label == person]

    assert len(pointing) > 20
    assert [field for field in pointing if field.model._meta.app_label == "kit"] == []


def test_no_query_looks_downstream():
    backwards = {  # the name by which a query gets from what is pointed at to what points, and the app of the latter
        (field.related_query_name(), model._meta.app_label)
        for model, field, target in _relations()
        if target in RIVER and not field.remote_field.hidden
    }
    looking = [
        f"{path.relative_to(ROOT)} {name}__"
        for path in _modules()
        for name, app in backwards
        if _is_downstream(app, of=_app_of(path)) and re.search(rf"\b{name}__[a-z]", path.read_text())
    ]

    assert ("learning_points", "findings") in backwards
    assert looking == []


def test_no_module_names_a_page_or_template_downstream():
    named = [
        f"{_at(path, node)} {node.value}"
        for path, node in _nodes(ast.Constant)
        if isinstance(node.value, str)
        and (found := re.fullmatch(r"([a-z]+)(?::[a-z_-]+|/[a-z_/-]+\.(?:html|txt))", node.value))
        and _is_downstream(found[1], of=_app_of(path))
    ]

    assert named == []


TAG = re.compile(r"""\{%-?\s*(url|include|extends)\s+["']([^"']+)["']""")
ROOF_PAGES = {pattern.name for pattern in urls.urlpatterns if getattr(pattern, "name", None)}


def _named_in(text):
    """Each page or template that the tags of a template name, with its app."""
    for tag, name in TAG.findall(text):
        if tag != "url":
            yield _app_of(ROOT / "templates" / name), name
        else:
            yield "panelportal" if name in ROOF_PAGES else name.partition(":")[0], name


def test_no_template_links_or_includes_downstream():
    of_an_app = {path: text for path, text in _templates().items() if _app_of(path)}
    named = [
        f"{path.relative_to(ROOT)} {name}"
        for path, text in of_an_app.items()
        for app, name in _named_in(text)
        if _is_downstream(app, of=_app_of(path))
    ]

    assert {"kit", "agencies", "ratings", "cases", "findings", "panels"} == {_app_of(path) for path in of_an_app}
    assert named == []


def test_every_template_that_another_names_is_there():
    for text in _templates().values():
        for tag, name in TAG.findall(text):
            if tag != "url":
                get_template(name)


# ---- one module for each engine ------------------------------------------------------------------------


def _imported():
    for path, node in _nodes((ast.Import, ast.ImportFrom)):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
        for name in names:
            yield path, node, name


@pytest.mark.parametrize(("engine", "home"), ENGINES.items())
def test_each_engine_stands_behind_one_module(engine, home):
    importing = {str(path.relative_to(ROOT)) for path, _, name in _imported() if name.partition(".")[0] == engine}

    assert importing == {home}


def test_only_the_clock_asks_what_time_it_is():
    asking = [
        _at(path, node)
        for path, node in _nodes((ast.Attribute, ast.ImportFrom, ast.keyword))
        if path.name != "clock.py" and _asks_the_time(node)
    ]

    assert asking == []
    assert [path for path, text in _templates().items() if re.search(r"\{%-?\s*now\b", text)] == []


def _asks_the_time(node):
    if isinstance(node, ast.keyword):
        return node.arg in ("auto_now", "auto_now_add")
    if isinstance(node, ast.ImportFrom):
        taken = {alias.name for alias in node.names}
        return node.module != "panelportal.kit" and bool(taken & {"now", "Now", "utcnow", "today", "time_ns"})
    source = ast.unparse(node)
    asked = r"(.*\.)?(timezone|datetime|date)\.(now|today|utcnow)|(.*\.)?functions\.Now|time\.(time|time_ns|localtime)"
    return bool(re.fullmatch(asked, source))


# ---- names and shapes ----------------------------------------------------------------------------------


def test_every_module_is_named_for_what_it_does():
    assert [path for path in _modules() if {path.stem, path.parent.name} & SAY_NOTHING] == []


def test_our_apps_send_each_other_no_signals():
    connecting = [
        ast.unparse(node.func)
        for _, node in _nodes(ast.Call)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "connect" and "socket" not in ast.unparse(node)
    ]

    assert set(connecting) == {"post_migrate.connect"}
    assert [_at(path, node) for path, node, name in _imported() if name == "django.dispatch"] == []


def test_every_verb_takes_one_object_then_names_and_says_what_it_promises():
    verbs = [
        (path, node)
        for path, tree in _modules().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and {ast.unparse(one) for one in node.decorator_list} & VERB
    ]
    unlike = [
        f"{_at(path, node)} {node.name}"
        for path, node in verbs
        if len(node.args.posonlyargs + node.args.args) > 1 or node.args.vararg or not ast.get_docstring(node)
    ]

    assert len(verbs) > 40
    assert unlike == []


def test_a_verb_never_sees_a_request():
    verbs = [
        (path, node) for path, node in _nodes(ast.FunctionDef) if VERB & set(map(ast.unparse, node.decorator_list))
    ]
    seeing = [
        _at(path, inner)
        for path, verb in verbs
        for inner in ast.walk(verb)
        if isinstance(inner, ast.Attribute) and ast.unparse(inner) in OF_A_PAGE
    ]

    assert seeing == []


def test_every_guarded_model_says_its_scope_and_which_roles_open_it():
    guarded = access.guarded_models()
    granted, to_groups = (
        {table._meta.get_field("content_object").related_model for table in access.grants.tables_of(kind)}
        for kind in (access.UserGrant, access.GroupGrant)
    )

    assert len(guarded) >= 5
    assert granted == to_groups
    assert granted <= set(guarded)
    for model in guarded:
        known = {codename for codename, _ in model._meta.permissions}
        assert model._meta.default_permissions == ()
        assert known <= set(access.Can)
        assert set(model.by_role) <= known
        assert set().union(*model.by_role.values()) <= set(Role)
        for path in model.scope_paths:
            assert str(model._default_manager.filter(**{f"{path}__in": ["MAC-2026-001"]}).query)


# ---- what is declared is there -----------------------------------------------------------------------------


def test_every_static_file_that_a_template_names_is_found():
    named = {name for text in _templates().values() for name in re.findall(r"""\{%-?\s*static\s+["']([^"']+)""", text)}

    assert len(named) > 3
    assert {name for name in named if finders.find(name) is None} == set()


def test_every_kind_of_letter_has_its_three_templates_and_no_template_lacks_a_kind():
    files = {path.name for path in _templates() if path.parent.name == "letters"} - {"base.html", "base.txt"}

    wanted = {f"{kind}.{part}" for kind in letters._kinds for part in ("subject.txt", "txt", "html")}

    assert len(letters._kinds) > 10
    assert files == wanted


def test_every_duty_leads_to_a_page():
    kinds = duties._kinds.values()

    pages = {kind.name: reverse(kind.url_name, args=["REQ-2026-0001"]) for kind in kinds if kind.url_name}

    assert len(pages) > 5
    assert all("REQ-2026-0001" in page for page in pages.values())
    assert references.page_of("REQ-2026-0001")
    assert set(references._nouns) <= set(references.WIDTHS)


def test_every_slot_that_is_filled_is_printed_somewhere():
    printed = {name for text in _templates().values() for name in re.findall(r"""\{%-?\s*slot\s+"([^"]+)""", text)}
    filled = {name for name, fillings in slots._slots.items() if fillings}

    assert filled <= printed
    for name in filled:
        for filling in slots._slots[name]:
            get_template(filling.template)


def test_the_readme_names_every_folder_and_no_other():
    ignored = [line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line.endswith("/")]
    there = {
        path.name
        for path in ROOT.iterdir()
        if path.is_dir() and path.name[0] != "." and not any(fnmatch(path.name, name) for name in ignored)
    }
    rows = re.findall(r"^\|(.+?)\|", (ROOT / "README.md").read_text(), re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"`([^`]+)/`", row)}

    assert {name for name in there if any((ROOT / name).iterdir())} <= named
    assert {name for name in named if not (ROOT / name).is_dir()} == set()
