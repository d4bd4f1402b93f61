"""Reads who imports whom in the addon, and what the order of its rooms forbids.

`_inherit` counts as an import: a mixin of an upper room could not even be loaded.
"""

import ast
from pathlib import Path

NAME = "odoo_discord_notify"
# From the bottom; the rooms of one level know nothing of each other.
LEVELS = (
    ("discord",),
    ("template", "webhook"),
    ("sending", "watching"),
    ("saying",),
    ("outbox",),
    ("syncing",),
    ("rule", "recap", "screens"),
)
ROOMS = [room for level in LEVELS for room in level]
# What is in no room: all may import the shared files, and nobody those on top.
SHARED, TOP = "shared", "top"
FOREIGN = "foreign"  # the first part of what is not the addon's
PURE = {"discord": {"discord"}, "template": {"template", "discord"}}
ALLOWED = {
    **{
        room: {room, SHARED}.union(*LEVELS[:height])
        for height, level in enumerate(LEVELS)
        for room in level
    },
    **PURE,
    SHARED: {SHARED},
    TOP: {TOP, SHARED, *ROOMS},
}


def violations(addon):
    """Return a sentence for each import of an addon's files that is forbidden.

    :param addon: the path of its folder, or of a tree like it
    """
    files = {
        path.relative_to(addon): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(addon.rglob("*.py"))
        if "tests" not in path.relative_to(addon).parts
    }
    homes = {
        name: path
        for path, tree in files.items()
        for name in _model_names(tree, "_name")
    }
    found = []
    for path, tree in files.items():
        found += [f"{path}: imports in a function" for _ in _hidden_imports(tree)]
        room = _room(path, files)
        imported = [one for node in _imports(tree) for one in _targets(path, node)]
        if room in PURE and any(one[:2] == (FOREIGN, "odoo") for one in imported):
            found.append(f"{path}: imports Odoo")
        wanted = {_file(target, files) for target in imported}
        inherited = _model_names(tree, "_inherit", "_inherits")
        wanted |= {homes.get(name) for name in inherited}
        uppers = {_room(other, files) for other in wanted if other} - ALLOWED[room]
        found += [f"{path}: {room} imports {upper}" for upper in sorted(uppers)]
    return found


def _room(path, files):
    """Return the room that a file belongs to, or `SHARED`, or `TOP`."""
    *folders, _name = path.parts
    if folders and folders[0] in PURE:
        return folders[0]
    if folders[:1] != ["models"] or path.parts == ("models", "__init__.py"):
        return TOP
    if len(folders) > 1:
        return folders[1]
    named, extended = (_model_names(files[path], key) for key in ("_name", "_inherit"))
    return TOP if extended - named else SHARED


def _imports(tree):
    nodes = ast.walk(tree)
    return [node for node in nodes if isinstance(node, (ast.Import, ast.ImportFrom))]


def _hidden_imports(tree):
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in ast.walk(tree):
        if isinstance(node, functions):
            yield from _imports(node)


def _targets(path, node):
    """Yield what an import names, as the parts of a path within the addon.

    Of what is not the addon's, for example (`FOREIGN`, "odoo", "fields").
    """
    module = (getattr(node, "module", None) or "").split(".")
    for alias in node.names:
        named = [part for part in (*module, *alias.name.split(".")) if part]
        if level := getattr(node, "level", 0):
            yield (*path.parts[:-level], *named)
        elif named[:3] == ["odoo", "addons", NAME]:
            yield tuple(named[3:])
        else:
            yield (FOREIGN, *named)


def _file(target, files):
    """Return the addon's file that an import leads to, or None."""
    for length in range(len(target), 0, -1):
        path = Path(*target[:length])
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file in files:
                return file
    return None


def _model_names(tree, *keys):
    """Return the names of models that class bodies give to `keys`."""
    return {
        constant.value
        for body in ast.walk(tree)
        if isinstance(body, ast.ClassDef)
        for node in body.body
        if isinstance(node, ast.Assign)
        and any(getattr(target, "id", None) in keys for target in node.targets)
        for constant in ast.walk(node.value)
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
