"""Which files the settings come from, what is wrong with them, and what differs from the defaults."""

from __future__ import annotations

from pathlib import Path

from tui.doctor.findings import Finding, Verdict
from tui.surroundings import settings_report

SECTION = "settings"


def settings_findings(path: Path | None) -> list[Finding]:
    """`path`: the file that the command line names. No value is told: some are secrets."""
    report = settings_report(path)
    own = report.own_file or "none: the defaults hold"
    advice = None if report.own_file else "`cnhk config init` writes one to start from"
    facts = {"own_file": report.own_file, "defaults": report.defaults}
    findings = [Finding(SECTION, "your file", Verdict.OK, own, advice, facts)]
    for mistake in report.mistakes:
        findings.append(Finding(SECTION, "mistake", Verdict.FAIL, mistake, "correct it; `cnhk config check`"))
    for key, place in report.differing:
        text = f"{key} ({place})"
        findings.append(Finding(SECTION, "differs", Verdict.OK, text, None, {"key": key, "place": place}))
    return findings
