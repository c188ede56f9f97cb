"""Finding an instrument by what a reader types: a code, a name in either language, or pinyin initials."""

from __future__ import annotations

import re
import unicodedata

from tui.market.codes import readings
from tui.market.instruments import Instrument, Universe

_WORD = re.compile(r"[^\W_]+")


def find(universe: Universe, text: str) -> tuple[Instrument, ...]:
    """Every instrument that the text may mean, the likeliest first; none for an empty text.

    Capitals, full-width letters and outer blanks make no difference. Best first:

    1. it is the code in any of its forms (`700`, `0700.HK`, `sh600036`), or a whole name or short name;
    2. the code begins with it, leading zeros written or not;
    3. it is the whole of the pinyin initials: `gsyh` for 工商银行, `hz` for 恒指;
    4. a name or short name begins with it, in either language;
    5. each of its words begins a word of the English name, in any order: `comm ind` for Industrial and Commercial
       Bank of China;
    6. the pinyin initials begin with it: `nd` for 宁德时代;
    7. the Chinese name holds it somewhere: `银行` for every bank.

    An instrument stands where it ranks best; equals keep the universe's order, indices first.
    """
    wanted = _plain(text)
    if not wanted:
        return ()
    codes = frozenset(readings(wanted))
    words = _WORD.findall(wanted)
    ranked = [(rank, item) for item in universe if (rank := _rank(item, wanted, codes, words)) is not None]
    return tuple(item for _, item in sorted(ranked, key=lambda pair: pair[0]))


def _rank(item: Instrument, wanted: str, codes: frozenset[str], words: list[str]) -> int | None:
    """The first of the rules in `find` that makes it a match, None if none does."""
    names = [_plain(name) for name in (item.name_en, item.label_en, item.name_zh, item.label_zh)]
    code = item.symbol.casefold()
    english = _WORD.findall(f"{names[0]} {names[1]}")
    rules = (
        item.symbol in codes or wanted in names,
        code.startswith(wanted) or code.lstrip("0").startswith(wanted),
        wanted in item.pinyin,
        any(name.startswith(wanted) for name in names),
        bool(words) and all(any(word.startswith(typed) for word in english) for typed in words),
        any(initials.startswith(wanted) for initials in item.pinyin),
        not wanted.isascii() and any(wanted in name for name in names[2:]),
    )
    return rules.index(True) if True in rules else None


def _plain(text: str) -> str:
    """Small half-width letters, single blanks, none outside."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
