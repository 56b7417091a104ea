"""Values of known range packed tightly into one number, and that number as text for a URL.

A value below 41 costs log2(41) bits and no more: the whole is written in mixed radix. The text is
base64url of a version byte, the number and a CRC-32 check sum, so that a slip in copying is found.
"""

from __future__ import annotations

import base64
import struct
from binascii import crc32
from string import ascii_lowercase, digits, printable

CHECK = 4  # bytes of the check sum
_GROUP = 8  # a natural number of unknown size comes in digits of this base
_MOST_GROUPS = 24
_DECIMALS = (100, 1000)  # grids on which shares usually lie
_ALPHABETS = (ascii_lowercase + digits + "-_ .", printable[:95], None)  # None: any code point
_CODE_POINTS = 0x110000


class PackingError(ValueError):
    """A number that cannot be unpacked, or a text that is not a sealed number."""


class Packer:
    """Collects values with their ranges.

    Example:
        >>> packer = Packer()
        >>> packer.number(3, 40)
        >>> packer.share(0.25)
        >>> unpacker = Unpacker(packer.packed())
        >>> unpacker.number(40), unpacker.share()
        (3, 0.25)
    """

    def __init__(self) -> None:
        self._digits: list[tuple[int, int]] = []

    def number(self, value: int, radix: int) -> None:
        """A whole number from 0 to `radix` - 1."""
        self._digits.append((value, radix))

    def natural(self, value: int) -> None:
        """A whole number from 0 on; small ones cost little."""
        while value >= _GROUP:
            self.number(value % _GROUP + _GROUP, 2 * _GROUP)
            value //= _GROUP
        self.number(value, 2 * _GROUP)

    def share(self, value: float, most: int = 1) -> None:
        """A number from 0 to `most`, exactly: short if it is in hundredths or thousandths."""
        for form, grid in enumerate(_DECIMALS):
            if round(value * grid) / grid == value:
                self.number(form, len(_DECIMALS) + 1)
                self.number(round(value * grid), most * grid + 1)
                return
        self.number(len(_DECIMALS), len(_DECIMALS) + 1)
        self.real(value)

    def real(self, value: float) -> None:
        """Any float, exactly, in 64 bits."""
        self.number(int.from_bytes(struct.pack(">d", value)), 1 << 64)

    def text(self, value: str) -> None:
        """Any text; small letters and digits cost least."""
        fits = (a is None or set(value) <= set(a) for a in _ALPHABETS)
        form = list(fits).index(True)
        alphabet = _ALPHABETS[form]
        self.natural(len(value))
        self.number(form, len(_ALPHABETS))
        for letter in value:
            if alphabet is None:
                self.number(ord(letter), _CODE_POINTS)
            else:
                self.number(alphabet.index(letter), len(alphabet))

    def packed(self) -> int:
        """All values as one number."""
        whole = 1
        for value, radix in reversed(self._digits):
            whole = whole * radix + value
        return whole


class Unpacker:
    """Gives back the values of a packed number, asked for in the order they were packed."""

    def __init__(self, whole: int) -> None:
        self._rest = whole

    def number(self, radix: int) -> int:
        """The next whole number from 0 to `radix` - 1."""
        self._rest, value = divmod(self._rest, radix)
        return value

    def natural(self) -> int:
        """The next whole number of unknown size."""
        value = 0
        for place in range(_MOST_GROUPS):
            digit = self.number(2 * _GROUP)
            value += digit % _GROUP * _GROUP**place
            if digit < _GROUP:
                return value
        raise PackingError("a number in it has no end")

    def share(self, most: int = 1) -> float:
        """The next number from 0 to `most`."""
        form = self.number(len(_DECIMALS) + 1)
        if form == len(_DECIMALS):
            return self.real()
        grid = _DECIMALS[form]
        return self.number(most * grid + 1) / grid

    def real(self) -> float:
        """The next float."""
        return struct.unpack(">d", self.number(1 << 64).to_bytes(8))[0]

    def text(self, longest: int) -> str:
        """The next text of at most `longest` characters."""
        length = self.natural()
        if length > longest:
            raise PackingError(f"a text in it has {length} characters")
        alphabet = _ALPHABETS[self.number(len(_ALPHABETS))]
        if alphabet is None:
            return "".join(chr(self.number(_CODE_POINTS)) for _ in range(length))
        return "".join(alphabet[self.number(len(alphabet))] for _ in range(length))

    def finish(self) -> None:
        """Make sure that nothing is left over."""
        if self._rest != 1:
            raise PackingError("it holds more, or less, than it should")


def seal(version: int, whole: int) -> str:
    """A packed number as URL-safe text with its version (0 to 255) and a check sum."""
    body = bytes([version]) + whole.to_bytes((whole.bit_length() + 7) // 8)
    return base64.urlsafe_b64encode(body + crc32(body).to_bytes(CHECK)).decode().rstrip("=")


def unseal(text: str) -> tuple[int, int]:
    """Version and packed number of a sealed text.

    Raises:
        PackingError: Not such a text, or changed on its way.

    Example:
        >>> unseal(seal(1, 123456))
        (1, 123456)
    """
    try:
        sealed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as error:
        raise PackingError("it holds characters no code has, or lacks some") from error
    body, check = sealed[:-CHECK], sealed[-CHECK:]
    if len(body) < 2 or base64.urlsafe_b64encode(sealed).decode().rstrip("=") != text:
        raise PackingError("it is not complete")
    if crc32(body).to_bytes(CHECK) != check:
        raise PackingError("its check sum is wrong, so at least one character has changed")
    return body[0], int.from_bytes(body[1:])
