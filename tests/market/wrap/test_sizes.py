"""How large a move is, at its thresholds."""

import pytest

from tui.market.wrap.sizes import Size, direction_of, size_of


@pytest.mark.parametrize(
    ("change", "size"),
    [
        (0.0, Size.FLAT),
        (0.094, Size.FLAT),
        (0.096, Size.EDGED),
        (0.29, Size.EDGED),
        (0.3, Size.MOVED),
        (1.99, Size.MOVED),
        (2.0, Size.CLIMBED),
        (3.49, Size.CLIMBED),
        (3.5, Size.JUMPED),
        (25.0, Size.JUMPED),
    ],
)
def test_the_classes(change, size):
    assert size_of(change) is size_of(-change) is size
    assert direction_of(change) == -direction_of(-change) == (size is not Size.FLAT)


def test_an_unknown_move_has_no_direction():
    assert direction_of(None) == 0
