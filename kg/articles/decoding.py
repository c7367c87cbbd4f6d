"""Turn the bytes of an article into text, or say at which byte they stop being text."""

from __future__ import annotations

import codecs
import re
import unicodedata

from kg.model import ArticleError

# UTF-32 stands before UTF-16: the mark of the one begins with the mark of the other.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED_CHARSET = re.compile(rb"charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([A-Za-z0-9_.:-]{2,30})", re.IGNORECASE)
_BROKEN = re.compile("[\udc80-\udcff]")
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3]")
_READABLE_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f\u0620-\u064a\u066e-\u06d3\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
# What is neither a letter, a digit, a mark that is written nor a space: only among these can anything be no character at all.
_OTHER = re.compile(r"[^\w\s]")
_NO_CHARACTERS = frozenset(("Cc", "Cn", "Co", "Cs"))
"""Controls, codes that stand for nothing, those of private use, and halves of surrogate pairs."""


def decode(data: bytes, *, declared: bool = False, charset: str = "") -> str:
    """Decode an article: by its byte order mark, else as strict UTF-8, else as Windows-1256.

    Windows-1256 is taken only where most of the bytes above ASCII are no UTF-8 and most of the letters that come out are Arabic:
    UTF-8 with a broken byte in it would come out as Arabic letters too (ط§ظ„), and is refused instead.
    With `declared`, the `charset` that a server told and the one that an HTML page names are tried before Windows-1256.
    Raises ArticleError that names the byte, or says what comes out that is no text; nothing but the byte order mark is taken off.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _check_letters(_decode_strictly(data[len(mark) :], encoding, offset=len(mark)), encoding)
    if (nul := data.find(b"\0")) >= 0:
        raise ArticleError(f"is no text: a NUL byte at offset {nul}")
    try:
        return _check_most(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = (_decode_as_declared(data, charset) if declared else None) or _decode_as_windows_1256(data)
        if text is None:
            raise ArticleError(f"is not UTF-8: byte 0x{data[error.start]:02x} at offset {error.start}") from None
        return _check_most(text)


def check_characters(text: str) -> str:
    """Return a text that came from elsewhere than bytes, or raise ArticleError where a character can't be written again."""
    if (nul := text.find("\0")) >= 0:
        raise ArticleError(f"is no text: a NUL character at offset {nul}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise ArticleError(f"holds half of a surrogate pair at offset {error.start}") from None
    return _check_most(text)


def _check_most(text: str) -> str:
    """Return a text, or raise ArticleError where a quarter or more of what should be seen of it are no characters."""
    strange = sum(mark == "\ufffd" or unicodedata.category(mark) in _NO_CHARACTERS for mark in _OTHER.findall(text))
    if strange and strange * 4 >= (seen := len("".join(text.split()))):
        raise ArticleError(f"is no text: {strange} of its {seen} characters are controls or stand for nothing")
    return text


def _check_letters(text: str, encoding: str) -> str:
    """Return a text that a byte order mark told how to decode, or raise ArticleError where the mark led astray.

    Any two bytes are some character of UTF-16, most of them Chinese, Korean or Yi: where most letters are neither Arabic nor
    Latin, the mark stood there by chance.
    """
    letters = len(_LETTER.findall(text))
    strange = letters - len(_READABLE_LETTER.findall(text))
    if strange * 2 > letters:
        raise ArticleError(
            f"is no text: read as {encoding.upper()}, as its byte order mark says, {strange} of its {letters} letters are neither Arabic nor Latin"
        )
    return _check_most(text)


def _decode_strictly(data: bytes, encoding: str, *, offset: int) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"is not {encoding.upper()} as its byte order mark says: offset {error.start + offset}"
        ) from None
    if (nul := text.find("\0")) >= 0:
        raise ArticleError(f"is no text: a NUL character at offset {nul}")
    return text


def _decode_as_declared(data: bytes, told: str) -> str | None:
    found = _DECLARED_CHARSET.search(data, 0, 4096)
    for name in (told, found[1].decode("ascii") if found else ""):
        try:
            # UTF-16 and its like can't be what a page says in ASCII, and "hex" or "rot13" are no charsets at all.
            encoding = codecs.lookup(name).name
            if encoding.startswith(("cp", "iso8859", "mac")):
                return data.decode(encoding)
        except (LookupError, ValueError):  # an unknown name, or other bytes than it allows
            continue
    return None


def _decode_as_windows_1256(data: bytes) -> str | None:
    broken = len(_BROKEN.findall(data.decode("utf-8", "surrogateescape")))
    above_ascii = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    if broken * 2 <= above_ascii:
        return None
    text = data.decode("cp1256")
    return text if len(_ARABIC_LETTER.findall(text)) * 2 > len(_LETTER.findall(text)) else None
