"""Pictures and recordings for tests, made of a few bytes."""

import struct
import zlib
from pathlib import Path


def png(width: int = 60, height: int = 40, grey: int = 120, padding: int = 0) -> bytes:
    """Return a picture of one grey, made longer by bytes that mean nothing."""
    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"prVt", bytes(padding)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def mp3(length: int = 400) -> bytes:
    """Return what begins like a recording."""
    return b"ID3\x04\0\0\0\0\0\0" + b"\xff\xfb\x90\0" * (length // 4)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40">'
    b'<rect width="60" height="40" fill="#8c2f23"/></svg>'
)


def write_media(root: Path, **files: bytes) -> None:
    """Write files of source/media/; in their names, `__` stands for the dot."""
    folder = root / "source" / "media"
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name.replace("__", ".")).write_bytes(data)
