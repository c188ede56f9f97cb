"""Days by the month."""

from datetime import date

import pytest

from tui.market.month_days import months_later


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2025, 3, 31), 1, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2025, 1, 15), 1, date(2024, 12, 15)),
        (date(2025, 6, 3), 36, date(2022, 6, 3)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_months_later_keeps_the_day_where_the_month_has_it(day, months, before):
    assert months_later(day, -months) == before
    assert months_later(before, months) <= day
