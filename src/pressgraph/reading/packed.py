"""Gzip and Zstandard: streams that unpack as they are read, with a guard against archives made to fill the memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO, cast

from pressgraph.reading.access import AccessError
from pressgraph.reading.given import Limits

GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = b"\x2a\x4d\x18"
_GZIP_CHUNK = 64 * 1024
_ZSTD_CHUNK = 4 * 1024
_OUTPUT = 1024 * 1024
_ZSTD_WINDOW = 2**27
_AGAIN = "fetch or pack it again"


class PackedError(OSError):
    """The packed data itself is at fault: reading it again would end at the same place."""


def unpacked(stream: BinaryIO, limits: Limits, source: str, sound: int | None = None) -> BinaryIO:
    """``stream`` itself, buffered, or what is packed in it with gzip or Zstandard, told by its first bytes.

    Nothing is unpacked of what begins behind its first ``sound`` bytes (see `sound`).
    Reading from it raises PackedError where the data is damaged. Raises AccessError where a package is missing.
    """
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(cast(io.RawIOBase, stream))
    head: bytes = cast(Any, buffered).peek(4)[:4]
    if head.startswith(GZIP):
        return cast(BinaryIO, io.BufferedReader(_Unpacked(buffered, "gzip", _gzip, limits, sound), _GZIP_CHUNK))
    if head.startswith(_ZSTD) or (head[1:] == _SKIPPABLE and 0x50 <= head[0] <= 0x5F):
        return cast(BinaryIO, io.BufferedReader(_Unpacked(buffered, "zst", _zstd(source), limits, sound), _GZIP_CHUNK))
    return buffered


class DamagedError(PackedError):
    """The packed data was altered: what was unpacked before the fault was found may be altered too."""


def sound(stream: BinaryIO) -> int | None:
    """Reads a stream that `unpacked` gave to its end: how many of its bytes come before what was altered.

    None where nothing was. What is cut off is not altered: all that it has is as it was written. Raises OSError where
    the stream cannot be read.
    """
    packed = getattr(stream, "raw", None)
    if not isinstance(packed, _Unpacked):
        return None
    try:
        while stream.read(_OUTPUT):
            pass
    except DamagedError:
        return packed.begun
    except PackedError:
        pass
    return None


class Eager:
    """A stream that gives what is there, and ends where it breaks: nothing that comes before a fault is lost with it.

    ``fault`` is what it broke with.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(io.BufferedReader, stream)
        self.fault: PackedError | None = None

    def read(self, size: int = -1) -> bytes:
        """Some bytes, up to so many; none at the end."""
        if self.fault is None:
            try:
                return self._stream.read1(size)
            except PackedError as error:
                self.fault = error
        return b""


class _Unpacked(io.RawIOBase):
    """The bytes of all members (gzip) or frames (Zstandard) of a stream, one after the other."""

    def __init__(
        self, stream: BinaryIO, name: str, start: Callable[[], Any], limits: Limits, sound: int | None
    ) -> None:
        self._stream = stream
        self._name = name
        self._start = start
        self._limits = limits
        self._chunk = _ZSTD_CHUNK if name == "zst" else _GZIP_CHUNK
        self._decoder: Any = None
        self._waiting = b""
        self._ready = memoryview(b"")
        self._taken = 0
        self._given = 0
        self._sound = sound
        self.begun = 0
        """The unpacked bytes before the member or frame that is being read."""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while not self._ready:
            if not self._advance():
                return 0
        size = min(len(buffer), len(self._ready))
        buffer[:size] = self._ready[:size]
        self._ready = self._ready[size:]
        return size

    def close(self) -> None:
        if not self.closed:
            self._stream.close()
        super().close()

    def _advance(self) -> bool:
        """Unpacks a little more; False at the end of the stream."""
        self._guard()
        if not self._waiting:
            self._waiting = self._stream.read(self._chunk)
            self._taken += len(self._waiting)
        if not self._waiting and self._decoder is not None:
            raise PackedError(f"the {self._name} data is damaged or cut off: {_AGAIN}")
        if self._decoder is None:
            self._waiting = self._waiting.lstrip(b"\0") if self._taken > len(self._waiting) else self._waiting
            if not self._waiting:
                return self._taken > 0 and not self._at_end()
            self.begun = self._given
            if self._sound is not None and self.begun >= self._sound:
                raise PackedError(f"the {self._name} data is damaged, and the rest of it is not used: {_AGAIN}")
            self._decoder = self._start()
        self._inflate()
        return True

    def _at_end(self) -> bool:
        """Whether nothing but padding is left."""
        self._waiting = self._stream.read(self._chunk)
        self._taken += len(self._waiting)
        return not self._waiting

    def _inflate(self) -> None:
        try:
            if self._name == "gzip":
                data = self._decoder.decompress(self._waiting, _OUTPUT)
                self._waiting = self._decoder.unconsumed_tail
            else:
                data, self._waiting = self._decoder.decompress(self._waiting), b""
        except Exception as error:
            raise self._fault(str(error)) from None
        self._given += len(data)
        self._ready = memoryview(data)
        if self._decoder.eof:
            self._waiting = self._decoder.unused_data
            self._decoder = None

    def _fault(self, reason: str) -> PackedError:
        if "memory" in reason:
            return PackedError(
                "the zst data needs more than 128 MB of memory to unpack: unpack it first, with zstd --long=31 -d"
            )
        return DamagedError(f"the {self._name} data is damaged ({reason}), what was read of it may be wrong: {_AGAIN}")

    def _guard(self) -> None:
        if self._given > self._limits.unpacked and self._given > self._limits.ratio * self._taken:
            raise PackedError(
                f"it unpacks to more than {self._limits.ratio} times its size and {self._limits.unpacked:,} bytes, as "
                "archives do that are made to fill the memory: unpack it yourself if you trust it"
            )


def _gzip() -> Any:
    return zlib.decompressobj(wbits=31)


def _zstd(source: str) -> Callable[[], Any]:
    try:
        import zstandard
    except ImportError:
        raise AccessError(
            f"{source}: this is packed with Zstandard, which needs a package: pip install 'pressgraph[archives]'"
        ) from None
    decompressor = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    return decompressor.decompressobj
