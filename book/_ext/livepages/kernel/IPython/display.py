"""What notebooks import of IPython to show things."""

from __future__ import annotations

import html
import json
from base64 import b64encode
from pathlib import Path
from typing import Any, ClassVar

from livepages_kernel.display import (
    DisplayHandle,
    clear_output,
    display,
    mime_bundle,
    update_display,
)  # fmt: skip

NOT_FETCHED = "application/vnd.livepages.not-fetched"


class DisplayObject:
    """Something with one MIME type.

    Args:
        data: What to show, or the name of a file; an address is shown as a link.
        url: An address: nothing is fetched from other hosts.
        filename: File to read it from.
        metadata: What there is to say of it.
    """

    mime: ClassVar[str] = "text/plain"
    binary: ClassVar[bool] = False

    def __init__(
        self, data: Any = None, url: str | None = None, filename: str | None = None,
        metadata: dict[str, Any] | None = None,
    ) -> None:  # fmt: skip
        if isinstance(data, Path):
            data, filename = None, str(data)
        if isinstance(data, str) and data.startswith(("http://", "https://")):
            data, url = None, data
        self.url, self.filename, self.metadata = url, filename, metadata or {}
        self.data = data
        if filename is not None:
            self.reload()

    def reload(self) -> None:
        """Read the file again."""
        if self.filename is not None:
            path = Path(self.filename)
            self.data = path.read_bytes() if self.binary else path.read_text(encoding="utf-8")

    def _shown(self) -> dict[str, Any]:
        return {self.mime: self.data, "text/plain": repr(self)}

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        if self.url is not None:
            return {NOT_FETCHED: self.url, "text/plain": self.url}, {}
        return self._shown(), {self.mime: self.metadata}

    def __repr__(self) -> str:
        return f"<IPython.core.display.{type(self).__name__} object>"


class TextDisplayObject(DisplayObject):
    """Text of one MIME type."""


class HTML(TextDisplayObject):
    """Text shown as HTML; the page leaves out what could run."""

    mime = "text/html"

    def __html__(self) -> str:
        return str(self.data)


class Markdown(TextDisplayObject):
    """Text in Markdown."""

    mime = "text/markdown"


class Latex(TextDisplayObject):
    """A text with formulas."""

    mime = "text/latex"

    def _shown(self) -> dict[str, Any]:
        return {self.mime: self.data, "text/plain": str(self.data)}


class Math(Latex):
    """A formula."""

    def _shown(self) -> dict[str, Any]:
        formula = f"$\\displaystyle {str(self.data).strip('$')}$"
        return {self.mime: formula, "text/plain": formula}


class SVG(TextDisplayObject):
    """A drawing."""

    mime = "image/svg+xml"


class Javascript(TextDisplayObject):
    """A script; a page runs none and says so."""

    mime = "application/javascript"


class Pretty(TextDisplayObject):
    """Text as it is."""

    def _shown(self) -> dict[str, Any]:
        return {"text/plain": str(self.data)}


class Code(TextDisplayObject):
    """Code as it is written."""

    def __init__(
        self, data: Any = None, url: str | None = None, filename: str | None = None,
        language: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data, url, filename)
        self.language = language

    def _shown(self) -> dict[str, Any]:
        code = f"<pre><code>{html.escape(str(self.data))}</code></pre>"
        return {"text/html": code, "text/plain": str(self.data)}


class JSON(DisplayObject):
    """Data shown as JSON."""

    mime = "application/json"

    def __init__(self, data: Any = None, *arguments: Any, **options: Any) -> None:
        named = ("url", "filename", "metadata")
        super().__init__(data, *arguments, **{k: v for k, v in options.items() if k in named})

    def _shown(self) -> dict[str, Any]:
        data = json.loads(self.data) if isinstance(self.data, str) else self.data
        return {self.mime: data, "text/plain": repr(self)}


class GeoJSON(JSON):
    """A map's data, shown as JSON."""


KINDS = ((b"\x89PNG", "png"), (b"\xff\xd8", "jpeg"), (b"GIF8", "gif"), (b"RIFF", "webp"))


class Image(DisplayObject):
    """A picture.

    Args:
        data: Its bytes, or the name of a file.
        format: "png", "jpeg", "gif" or "webp"; read from the bytes.
        width, height: In pixels.
        alt: What it shows, in words.
    """

    binary = True

    def __init__(
        self, data: Any = None, url: str | None = None, filename: str | None = None,
        format: str | None = None, embed: bool | None = None, width: int | None = None,
        height: int | None = None, metadata: dict[str, Any] | None = None,
        alt: str | None = None, **_: Any,
    ) -> None:  # fmt: skip
        if isinstance(data, str) and not data.startswith(("http://", "https://", "<")):
            data, filename = None, data
        super().__init__(data, url, filename, metadata)
        given = {"width": width, "height": height, "alt": alt}
        self.metadata |= {name: value for name, value in given.items() if value is not None}
        self.format = (format or _kind(self.data)).lower().replace("jpg", "jpeg")

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Any:
        if self.url is not None:
            return super()._repr_mimebundle_()
        mime = "image/svg+xml" if self.format == "svg" else f"image/{self.format}"
        return {mime: self.data, "text/plain": repr(self)}, {mime: self.metadata}


def _kind(data: Any) -> str:
    begins = data[:4] if isinstance(data, bytes) else b""
    return next((kind for mark, kind in KINDS if begins.startswith(mark)), "png")


class _Media(DisplayObject):
    """Sound or moving pictures, with the controls of the browser."""

    binary = True
    element = ""
    usual = ""

    def __init__(
        self, data: Any = None, filename: str | None = None, url: str | None = None,
        embed: bool = False, mimetype: str | None = None, **options: Any,
    ) -> None:  # fmt: skip
        if isinstance(data, str) and not data.startswith(("http://", "https://", "data:")):
            data, filename = None, data
        super().__init__(data, url, filename)
        self.mimetype, self.options = mimetype or self.usual, options

    def _shown(self) -> dict[str, Any]:
        source = self.data
        if isinstance(source, bytes):
            source = f"data:{self.mimetype};base64,{b64encode(source).decode()}"
        given = {name: self.options.get(name) for name in ("width", "height")}
        size = "".join(f' {name}="{int(value)}"' for name, value in given.items() if value)
        shown = f'<{self.element} controls{size} src="{html.escape(source)}"></{self.element}>'
        return {"text/html": shown, "text/plain": repr(self)}


class Video(_Media):
    """A film, from a file or from bytes."""

    element, usual = "video", "video/mp4"


class Audio(_Media):
    """A sound: a file, bytes, or numbers with their `rate` in 1/s, one row a channel."""

    element, usual = "audio", "audio/wav"

    def __init__(
        self, data: Any = None, filename: str | None = None, url: str | None = None,
        embed: bool | None = None, rate: int | None = None, autoplay: bool = False,
        normalize: bool = True, **_: Any,
    ) -> None:  # fmt: skip
        if rate is not None and data is not None and not isinstance(data, (bytes, str)):
            data = _wav(data, rate, normalize)
        super().__init__(data, filename, url)


def _wav(numbers: Any, rate: int, normalize: bool) -> bytes:
    import io
    import wave

    import numpy as np

    samples = np.atleast_2d(np.asarray(numbers, dtype=float))
    loudest = np.abs(samples).max() if samples.size else 0.0
    if not normalize and loudest > 1:
        raise ValueError("with normalize=False all samples must lie between -1 and 1")
    scale = loudest if normalize and loudest else 1.0
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setparams((len(samples), 2, rate, 0, "NONE", ""))
        sound.writeframes((samples.T / scale * 32767).astype("<i2").tobytes())
    return file.getvalue()


class IFrame(DisplayObject):
    """Another page: a live page shows no other one in itself and gives a link."""

    def __init__(self, src: str, width: Any = None, height: Any = None, **_: Any) -> None:
        super().__init__(url=src)
        self.src = src


class YouTubeVideo(IFrame):
    """A film elsewhere, as a link."""

    address = "https://www.youtube.com/watch?v={}"

    def __init__(self, id: str, width: Any = 400, height: Any = 300, **_: Any) -> None:
        super().__init__(self.address.format(id))


class VimeoVideo(YouTubeVideo):
    """A film elsewhere, as a link."""

    address = "https://vimeo.com/{}"


class FileLink(DisplayObject):
    """The name of a file: a page's Python has its files for itself."""

    def __init__(self, path: Any, *_: Any, **__: Any) -> None:
        super().__init__()
        self.path = str(path)

    def _shown(self) -> dict[str, Any]:
        return {"text/plain": self.path}


FileLinks = FileLink


class ProgressBar:
    """How much of a number of steps is done; it counts when looped over."""

    def __init__(self, total: int) -> None:
        self.total, self._progress = total, 0
        self._handle = DisplayHandle()

    def _repr_html_(self) -> str:
        bar = f'<progress value="{self._progress}" max="{self.total}"></progress>'
        return f"{bar} {self._progress}/{self.total}"

    def __repr__(self) -> str:
        return f"{self._progress}/{self.total}"

    @property
    def progress(self) -> int:
        return self._progress

    @progress.setter
    def progress(self, value: int) -> None:
        self._progress = value
        self._handle.update(self)

    def display(self) -> None:
        self._handle.display(self)

    def __iter__(self) -> Any:
        self.display()
        for step in range(self.total):
            self.progress = step + 1
            yield step


def publish_display_data(
    data: dict[str, Any], metadata: dict[str, Any] | None = None, *,
    transient: dict[str, Any] | None = None, update: bool = False, **_: Any,
) -> None:  # fmt: skip
    """Show a bundle by MIME type."""
    name = (transient or {}).get("display_id")
    if update and name:
        update_display(data, display_id=name, raw=True, metadata=metadata)
    else:
        display(data, raw=True, metadata=metadata, display_id=name)


def _shower(kind: type[DisplayObject]) -> Any:
    def show(*values: Any, raw: bool = False, metadata: dict[str, Any] | None = None) -> None:
        for value in values:
            found = {kind.mime: value} if raw else mime_bundle(value)[0]
            shown = {name: found[name] for name in (kind.mime, "text/plain") if name in found}
            display(shown, raw=True, metadata=metadata)

    return show


display_html, display_markdown = _shower(HTML), _shower(Markdown)
display_svg, display_latex = _shower(SVG), _shower(Latex)
display_json, display_javascript = _shower(JSON), _shower(Javascript)
display_pretty = _shower(Pretty)


def set_matplotlib_formats(*_: Any, **__: Any) -> None:
    """Do nothing."""


__all__ = [
    "clear_output", "display", "update_display",
    *(name for name, value in globals().items() if isinstance(value, type) and name[0].isupper()),
    *(name for name in globals() if name.startswith(("display_", "publish_", "set_matplotlib"))),
]  # fmt: skip
