"""Words of what was kept on disk, and of keeping it."""

from __future__ import annotations

HISTORY_WORDS: dict[str, tuple[str, str]] = {
    "as of": ("as of {at}, from disk", "截至 {at}，取自磁盘"),
    "from disk": ("disk {at}", "磁盘 {at}"),
    "disk": ("disk", "磁盘"),
    "history": ("history", "历史"),
    "history trouble": ("history!", "历史!"),
    "settings trouble": ("settings!", "设置!"),
    "at the next start": ("takes effect at the next start: {keys}", "下次启动生效：{keys}"),
    "settings wait": ("restart", "重启"),
    "view saved short": ("saved", "已存"),
    "view saved": ("saved to {file}: {keys}", "已存入{file}：{keys}"),
    "view was saved": ("{file} has this view already", "{file}已是此视图"),
    "not saved": ("not saved to {file}: {why}", "未存入{file}：{why}"),
    "backfill daily bars": ("bars {done}/{total}", "日线 {done}/{total}"),
    "backfill past minutes": ("past days {done}/{total}", "往日 {done}/{total}"),
    "backfill other": ("{done}/{total}", "{done}/{total}"),
}
