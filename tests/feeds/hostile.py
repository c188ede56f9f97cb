"""Bytes that no provider should send, and some that they do."""

from hypothesis import strategies as st

_PAGES = (
    b"",
    b"null",
    b"<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>",
    b"\xef\xbb\xbf",
    b"\xff\xfe{\x00}\x00",
    b"Kinsoku jikou desu!",
    b'v_pv_none_match="1";',
    b'{"code":0,"msg":"param error","data":[]}',
    b'{"rc":102,"data":null}',
    b"[" * 5000 + b"]" * 5000,
    b'{"data":' * 3000 + b"1" + b"}" * 3000,
    b'{"data":{"diff":' + b"[" * 5000 + b"]" * 5000 + b"}}",
)

_SPLINTERS = (
    b"nan", b"-inf", b"1e999", b"-1e308", b"9" * 400, b"1_000", b"0.000", b"-1", b"-", b"null", b"true", b"[]", b"{}",
    b'""', b'"', b"\\ud800", b"\x00", b"\xff", b"\x1b[2J", "٣".encode(), "龍".encode("gb18030"), b"~", b",", b" ",
    b"\n", b"2025-02-30", b"99999999999999", b"00000000000000", b"25:61", b"S", b"D", b"03",
)  # fmt: skip


def hostile_bytes(*valid: bytes) -> st.SearchStrategy[bytes]:
    """Random bytes, pages of errors, and the valid answers cut, spliced, prefixed or with splinters driven in."""
    answers = st.sampled_from(valid)
    return st.one_of(
        st.binary(max_size=200),
        st.sampled_from(_PAGES),
        answers.map(lambda body: b"\xef\xbb\xbf" + body),
        st.builds(_cut, answers, st.integers(0, 10_000)),
        st.builds(_driven_in, answers, st.lists(st.tuples(_where, _what, _width), min_size=1, max_size=6)),
    )


_where = st.integers(0, 10_000)
_what = st.one_of(st.sampled_from(_SPLINTERS), st.binary(max_size=4))
_width = st.integers(0, 12)


def _cut(body: bytes, at: int) -> bytes:
    return body[: at % (len(body) + 1)]


def _driven_in(body: bytes, splinters: list[tuple[int, bytes, int]]) -> bytes:
    for where, what, width in splinters:
        at = where % (len(body) + 1)
        body = body[:at] + what + body[at + width :]
    return body
