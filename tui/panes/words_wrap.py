"""Words around the market wrap. Its sentences have a grammar of their own, in `tui.market.wrap`."""

from __future__ import annotations

WRAP_WORDS: dict[str, tuple[str, str]] = {
    "wrap": ("Market wrap", "市场综述"),
    "wrap markets": ("China and Hong Kong market wrap", "沪深港市场综述"),
    "wrap as of": ("as of {at}", "截至{at}"),
    "wrap missing": ("not known, or only from old data", "暂缺或数据过旧"),
    "wrap sources": ("sources", "来源"),
    "wrap copied": (
        "sent to the terminal's clipboard (OSC 52); tmux needs: set -g set-clipboard on",
        "已送往终端剪贴板（OSC 52）；tmux 需设 set -g set-clipboard on",
    ),
}
"""Each word in English and Chinese, as in `tui.panes.words`."""
