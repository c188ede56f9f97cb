"""The file of figures: what is written reads back, and whatever else lies there is refused."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.status.examples import FACTS, NOW
from tui.status.facts import decoded, encoded
from tui.status.fields import read_format
from tui.status.line import Look, status_line

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda below: st.lists(below, max_size=7) | st.dictionaries(st.text(max_size=5), below, max_size=3),
    max_leaves=12,
)


def test_what_is_written_reads_back():
    assert decoded(encoded(FACTS)) == FACTS
    bare = FACTS._replace(southbound=None, ahead=(), figures={})
    assert decoded(encoded(bare)) == bare


def test_no_name_is_too_strange():
    strange = FACTS._replace(labels={"HSI": ("\ud800", "\x00\u2028")})
    assert decoded(encoded(strange)) == strange


@given(st.binary(max_size=60))
def test_bytes_of_anything_are_refused(stored):
    with pytest.raises(ValueError):
        decoded(stored)


@given(st.integers(0, 6), ANYTHING)
def test_a_file_with_one_part_changed_is_refused_or_shown(number, part):
    tree = json.loads(encoded(FACTS))
    tree["facts"][number] = part
    try:
        facts = decoded(json.dumps(tree).encode())
    except ValueError:
        return
    text = "{HSI.last} {HSI.pct} {HSI.name} {southbound} {next} {age}"
    for local in (None, lambda moment: moment.astimezone()):
        assert status_line(read_format(text), facts, NOW, Look(local=local)).isprintable()


@pytest.mark.parametrize("stored", [b"[" * 100_000, b"{}", b'{"form": 1}', b"[1]", b'{"form":2,"facts":[]}'])
def test_other_forms_are_refused(stored):
    with pytest.raises(ValueError):
        decoded(stored)
