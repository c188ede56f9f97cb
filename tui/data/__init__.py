"""The data that cnhk ships: instruments, indices, exchange calendars and events. Read by `tui.shipped` only.

`instruments.csv`: `float_value_bn` is a rough estimate of the share class's free-float value in billions of
`currency` (early 2026, within about 40 %), for a first layout only. `member_of` holds memberships that a
public list showed. `pinyin`, in both tables, holds the initials of `name_zh`, then those of `label_zh` unless they
begin the same, without the marks of share classes; none for a Latin name. `indices.csv`: a provider's code is empty
where nobody was seen to use one.

`calendars.json`: closures as ranges of days, weekends within included. `events.csv`: `date` and `time` stand in
`zone`; figures as published; no actuals after 2026-08-20. `expected` rows come from the rule in `source`.
"""
