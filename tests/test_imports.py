"""Who may know whom: the rules of the house, read from the source without running it."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
OWN = ("tui", "widgets")
COMPOSERS = {"tui.app", "tui.running", "tui.dashboard_command", "tui.cli", "tui.__main__"}
"""They put the program together, and so know everyone."""

LAYERS = {
    "widgets": {"widgets"},
    "tui.clock": {"tui.market.zones"},
    "tui.choices": set(),
    "tui.settings": {"tui.choices"},
    "tui.keys": set(),
    "tui.key_names": {"tui.likeness"},
    "tui.likeness": set(),
    "tui.glossary": {"tui.market.tables"},
    "tui.market": {"tui.market"},
    "tui.feeds": {"tui.feeds", "tui.market", "tui.ics", "tui.clock", "tui.settings"},
    "tui.ics": {"tui.ics", "tui.market"},
    "tui.own_events": {"tui.market", "tui.settings"},
    "tui.alert_rules": {"tui.market", "tui.settings"},
    "tui.alert_outputs": {"tui.choices"},
    "tui.app_teller": {"widgets.text", "tui.drawing"},
    "tui.alerting": {
        *("tui.alert_outputs", "tui.alert_rules", "tui.config_alerts", "tui.market", "tui.panes", "tui.settings"),
    },
    "tui.exchange": {"tui.exchange", "tui.market", "tui.clock", "tui.settings", "tui.feeds.answers"},
    "tui.history": {"tui.history", "tui.market", "tui.clock", "tui.settings", "tui.presence", "tui.home"},
    "tui.presence": set(),
    "tui.home": set(),
    "tui.status": {
        *("tui.status", "tui.market", "tui.clock", "tui.settings", "tui.choices", "tui.config_files"),
        *("tui.history.places", "tui.whole_file", "tui.feeds.offers"),
    },
    "tui.config_files": {"tui.presence", "tui.home"},
    "tui.command_tree": set(),
    "tui.completion": {"tui.command_tree"},
    "tui.manual": {"tui.command_tree", "tui.status.fields"},
    "tui.keeping": {
        *("tui.history", "tui.market", "tui.clock", "tui.settings", "tui.feeds.kept", "tui.feeds.offers"),
        "tui.presence",
    },
    "tui.surroundings": {
        *(
            "tui.panes.surroundings",
            "tui.config",
            "tui.config_check",
            "tui.config_files",
            "tui.glyph_probe",
            "tui.guards",
            "tui.history.places",
        ),
        "tui.settings",
    },
    "tui.doctor": {
        *("tui.doctor", "tui.feeds", "tui.market", "tui.history", "tui.surroundings", "tui.panes.surroundings"),
        *("tui.config", "tui.settings", "tui.guards", "tui.clock", "tui.keeping", "tui.shipped", "tui.universe"),
        "tui.screens.layout",
    },
    "tui.panes": {
        *("tui.panes", "tui.market", "widgets", "tui.clock", "tui.settings", "tui.choices"),
        *("tui.keys", "tui.key_names", "tui.glossary"),
    },
    "tui.screens": {
        "tui.screens",
        "tui.panes",
        "tui.market",
        "widgets",
        "tui.clock",
        "tui.settings",
        "tui.choices",
        "tui.keys",
        "tui.glossary",
    },
    "tui.printing": {
        *(
            "tui.printing",
            "tui.market",
            "tui.panes.figures",
            "tui.panes.prices",
            "tui.panes.words",
            "tui.panes.wrap_text",
        ),
        *("widgets.text", "widgets.wrapping", "tui.clock", "tui.settings", "tui.choices"),
    },
}
"""What each part may import of our own. A part is a package or a module; what it names includes all below."""

THIRD_PARTY = {
    "widgets": {"textual", "rich"},
    "tui.clock": set(),
    "tui.choices": set(),
    "tui.settings": {"msgspec"},
    "tui.keys": {"msgspec"},
    "tui.key_names": set(),
    "tui.likeness": set(),
    "tui.glossary": {"msgspec"},
    "tui.market": {"msgspec", "pandas"},
    # anyio and socksio come with httpx, which lets their errors through
    "tui.feeds": {"httpx", "anyio", "socksio", "msgspec", "selectolax"},
    "tui.ics": {"msgspec", "icalendar", "dateutil"},
    "tui.own_events": {"msgspec"},
    "tui.alert_rules": set(),
    "tui.alert_outputs": {"msgspec"},
    "tui.app_teller": {"textual"},
    "tui.alerting": set(),
    "tui.exchange": {"httpx", "msgspec"},
    "tui.history": {"msgspec"},
    "tui.status": set(),
    "tui.config_files": set(),
    "tui.presence": set(),
    "tui.home": {"platformdirs"},
    "tui.command_tree": set(),
    "tui.completion": set(),
    "tui.manual": set(),
    "tui.keeping": set(),
    "tui.surroundings": {"msgspec"},
    "tui.doctor": {"msgspec", "httpx"},
    "tui.panes": {"textual", "rich", "msgspec"},
    "tui.screens": {"textual", "rich"},
    "tui.printing": {"rich", "msgspec"},
}
"""What each part may import of others', besides the standard library."""

SIDE_EFFECTS = {
    *("asyncio", "concurrent", "multiprocessing", "threading", "subprocess", "signal", "time"),
    *("socket", "ssl", "http", "urllib", "sqlite3", "dbm", "shelve", "os", "pathlib", "shutil", "tempfile", "glob"),
}
"""Modules of the standard library that reach out of the process, or wait."""

CLOCK_READERS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")} | {
    ("time", name) for name in ("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime")
}


class Import(NamedTuple):
    importer: str
    imported: str
    line: int

    def __str__(self) -> str:
        return f"{self.importer}, line {self.line}: imports {self.imported}"


def _module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


SOURCES = {_module_name(path): path for package in OWN for path in sorted((ROOT / package).rglob("*.py"))}
TREES = {module: ast.parse(path.read_text("utf-8")) for module, path in SOURCES.items()}


def _imports(module: str) -> Iterator[Import]:
    """Every import of the module, also those inside functions and those for type checking alone."""
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from (Import(module, alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}, line {node.lineno}: write the whole name, not a relative import"
            assert node.module is not None
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield Import(module, whole if whole in SOURCES else node.module, node.lineno)


IMPORTS = [found for module in SOURCES for found in _imports(module)]


def _inside(module: str, part: str) -> bool:
    return module == part or module.startswith(f"{part}.")


def _is_own(module: str) -> bool:
    return module.partition(".")[0] in OWN


def _told(imports: list[Import]) -> str:
    return "\n".join(str(found) for found in imports)


def test_there_is_something_to_check():
    assert {"tui.market.state", "widgets.text", "tui.app"} <= SOURCES.keys()
    assert Import("tui.market.state", "tui.market.updates", 0)[:2] in {found[:2] for found in IMPORTS}


@pytest.mark.parametrize("part", LAYERS)
def test_a_part_imports_only_the_parts_it_may_know(part):
    wrong = [
        found
        for found in IMPORTS
        if _inside(found.importer, part)
        and _is_own(found.imported)
        and not any(_inside(found.imported, allowed) for allowed in LAYERS[part])
    ]
    assert not wrong, f"{part} may know only {sorted(LAYERS[part])}:\n{_told(wrong)}"


@pytest.mark.parametrize("part", THIRD_PARTY)
def test_a_part_imports_only_the_libraries_it_may_use(part):
    wrong = []
    for found in IMPORTS:
        top = found.imported.partition(".")[0]
        allowed = top in sys.stdlib_module_names or top in OWN or top in THIRD_PARTY[part]
        if _inside(found.importer, part) and not allowed:
            wrong.append(found)
    assert not wrong, f"{part} may use only the standard library and {sorted(THIRD_PARTY[part])}:\n{_told(wrong)}"


def test_the_market_is_pure():
    wrong = [
        found
        for found in IMPORTS
        if _inside(found.importer, "tui.market") and found.imported.partition(".")[0] in SIDE_EFFECTS
    ]
    assert not wrong, f"the market does no I/O and does not wait:\n{_told(wrong)}"
    opened = [
        f"{module}, line {node.lineno}"
        for module in SOURCES
        if _inside(module, "tui.market")
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("open", "print", "input")
    ]
    assert not opened, f"the market does no I/O: {opened}"


def test_the_exchange_shares_only_the_name_of_its_header_with_the_feeds():
    names = [
        (module, alias.name)
        for module in SOURCES
        if _inside(module, "tui.exchange")
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.ImportFrom) and node.module is not None and _inside(node.module, "tui.feeds")
        for alias in node.names
    ]
    wrong = [(module, name) for module, name in names if name != "SIMULATION_HEADER"]
    assert not wrong, f"encoders are written from the formats, not from the parsers: {wrong}"


def test_only_the_composers_know_feeds_and_screens_both():
    networked, drawn = ("tui.feeds", "tui.exchange"), ("tui.panes", "tui.screens", "widgets.line_pane")
    for module in SOURCES.keys() - COMPOSERS:
        seen = {found.imported for found in IMPORTS if found.importer == module}
        knows = [any(_inside(name, part) for name in seen for part in parts) for parts in (networked, drawn)]
        assert not all(knows), f"{module} knows feeds and screens; only {sorted(COMPOSERS)} may"


def test_nobody_knows_the_composers():
    wrong = [found for found in IMPORTS if found.imported in COMPOSERS and found.importer not in COMPOSERS]
    assert not wrong, f"the program is put together at the top:\n{_told(wrong)}"


def test_calendar_libraries_are_imported_where_they_are_needed_and_then():
    slow = ("icalendar", "dateutil")
    homes = {found.importer for found in IMPORTS if found.imported.partition(".")[0] in slow}
    assert all(_inside(home, "tui.ics") for home in homes), f"only tui.ics knows {slow}: {sorted(homes)}"
    early = [
        f"{module}, line {node.lineno}"
        for module in homes
        for node in TREES[module].body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        and any(found.line == node.lineno and found.imported.partition(".")[0] in slow for found in _imports(module))
    ]
    assert not early, f"{slow} are slow to import, so it is done in the function that needs them: {early}"


def test_pandas_has_one_home():
    homes = {found.importer for found in IMPORTS if _inside(found.imported, "pandas")}
    assert len(homes) <= 1, f"pandas is slow to import, so one module does it, late: {sorted(homes)}"


def test_only_the_clock_reads_the_time():
    wrong = [
        f"{module}, line {node.lineno}: {node.value.id}.{node.attr}"
        for module in SOURCES
        if module != "tui.clock"
        for node in ast.walk(TREES[module])
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in CLOCK_READERS
    ]
    assert not wrong, f"demo, replay and tests depend on the clock being asked: {wrong}"


def test_no_module_imports_itself_by_a_circle():
    known = {module: sorted({f.imported for f in _imports(module) if f.imported in SOURCES}) for module in SOURCES}
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, f"a circle of imports: {' → '.join((*path[path.index(module) :], module))}"
        if module in done:
            return
        for imported in known[module]:
            visit(imported, (*path, module))
        done.add(module)

    for module in known:
        visit(module, ())
