"""What the doctor found: one line each, with a verdict and what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum

from msgspec import Struct

ALL_RIGHT = 0
FAILED = 1
OLD_OR_UNREACHABLE = 3

Fact = str | int | float | bool | None | list[str]


class Verdict(StrEnum):
    """OK; WARN: something is old, out of reach or too small; FAIL: something is broken or wrong."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


class Finding(Struct, frozen=True):
    """One thing that was looked at. `text` and `advice` are one line each; `facts` are the same for programs."""

    section: str
    subject: str
    verdict: Verdict
    text: str
    advice: str | None = None
    facts: Mapping[str, Fact] = {}


def exit_code(findings: Iterable[Finding]) -> int:
    """1 where something failed, else 3 where something is old or unreachable, else 0."""
    verdicts = {finding.verdict for finding in findings}
    if Verdict.FAIL in verdicts:
        return FAILED
    return OLD_OR_UNREACHABLE if Verdict.WARN in verdicts else ALL_RIGHT


def line(finding: Finding) -> str:
    """The finding in one line, for a reader and for grep."""
    advice = f"  → {finding.advice}" if finding.advice else ""
    return f"{finding.verdict:<4}  {finding.section:<9}  {finding.subject:<17}  {finding.text}{advice}"


def summary(findings: Iterable[Finding]) -> str:
    """How many there are of each verdict."""
    counts = Counter(finding.verdict for finding in findings)
    return ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict)
