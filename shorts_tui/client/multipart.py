"""The framing of one file in a multipart form, so that its length is known before a byte is read."""

from __future__ import annotations

import mimetypes
import re
import secrets
from dataclasses import dataclass

FIELD = "files"
"""The form field that the service reads files from."""
# What browsers write: quotes, backslashes and controls as %XX, everything else as UTF-8.
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')


@dataclass(frozen=True)
class Framing:
    """What goes before and after a file's bytes, and the Content-Type that says where it ends."""

    head: bytes
    tail: bytes
    content_type: str

    def length(self, size: int) -> int:
        """Bytes of the whole body around a file of `size` bytes."""
        return len(self.head) + size + len(self.tail)


def framing(name: str, boundary: str | None = None) -> Framing:
    """The framing for a file that is to be called `name`; a boundary is made up unless given."""
    boundary = boundary or secrets.token_hex(16)
    plain = name.encode("utf-8", "replace").decode()
    label = _ESCAPED.sub(lambda found: f"%{ord(found.group()):02X}", plain)
    kind = mimetypes.guess_type(plain.rpartition("/")[2])[0] or "application/octet-stream"
    head = (
        f'--{boundary}\r\nContent-Disposition: form-data; name="{FIELD}"; filename="{label}"\r\n'
        f"Content-Type: {kind}\r\n\r\n"
    )
    return Framing(head.encode(), f"\r\n--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}")
