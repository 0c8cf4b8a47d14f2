"""Why a file could not be read: one named error a reason, in Vietnamese and English.

Each class has a stable ``code`` for reports and tests, and a message that says what to do.
"""

# ruff: noqa: N818 - the names say what is wrong with the file
from __future__ import annotations

from typing import Any, ClassVar

APT_OCR = "sudo apt-get install tesseract-ocr tesseract-ocr-vie"


class LoadError(Exception):
    """A source that could not be read; ``str()`` is "tiếng Việt / English" on one line.

    >>> print(EmptyFile("cong-van.txt"))
    cong-van.txt: tệp rỗng, hãy kiểm tra lại bản gốc / empty file, check the original
    """

    code: ClassVar[str] = "load"
    vi: ClassVar[str] = "không đọc được ({detail})"
    en: ClassVar[str] = "cannot be read ({detail})"

    def __init__(self, source: str, detail: str = "") -> None:
        self.source = source
        self.detail = detail
        name = "".join(c if c.isprintable() else "\ufffd" for c in source)
        super().__init__(f"{name}: {self.vi.format(detail=detail)} / {self.en.format(detail=detail)}")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with all fields."""
        return type(self), (self.source, self.detail)


class MissingFile(LoadError):
    """The path leads nowhere (also a broken symbolic link)."""

    code = "missing-file"
    vi = "không có tệp này, hãy kiểm tra đường dẫn"
    en = "no such file, check the path"


class IsADirectory(LoadError):
    """The path is a folder."""

    code = "is-a-directory"
    vi = "đây là thư mục, hãy đưa tên một tệp hoặc dùng «luocdo build» cho cả thư mục"
    en = "this is a directory, name a file or use `luocdo build` for a folder"


class Unreadable(LoadError):
    """The operating system refuses: rights, a device, a disk error."""

    code = "unreadable"
    vi = "hệ thống không cho đọc tệp ({detail}), hãy kiểm tra quyền truy cập"
    en = "the system does not let this file be read ({detail}), check its permissions"


class Changed(LoadError):
    """The file changed while it was being read."""

    code = "changed"
    vi = "tệp bị thay đổi trong khi đọc, hãy chạy lại khi không ai ghi vào tệp"
    en = "the file changed while it was read, run again when nobody writes to it"


class EmptyFile(LoadError):
    """Nothing in the file."""

    code = "empty-file"
    vi = "tệp rỗng, hãy kiểm tra lại bản gốc"
    en = "empty file, check the original"


class BinaryFile(LoadError):
    """Bytes that are neither text nor a known document format."""

    code = "binary-file"
    vi = "tệp nhị phân không rõ định dạng, hãy lưu lại thành .docx, .pdf hoặc .txt"
    en = "binary file of unknown format, save it as .docx, .pdf or .txt"


class Unsupported(LoadError):
    """A known format that luocdo does not read; ``detail`` names it."""

    code = "unsupported"
    vi = "chưa đọc được định dạng {detail}, hãy lưu lại thành .docx, .pdf hoặc .txt"
    en = "{detail} is not supported, save it as .docx, .pdf or .txt"


class Archive(LoadError):
    """An archive of several files given where one document is wanted."""

    code = "archive"
    vi = "đây là tệp nén chứa nhiều tệp ({detail}), hãy dùng «luocdo build» hoặc giải nén trước"
    en = "this is an archive of files ({detail}), use `luocdo build` or unpack it first"


class Encrypted(LoadError):
    """Protected by a password."""

    code = "encrypted"
    vi = "tệp có mật khẩu, hãy bỏ mật khẩu rồi đưa lại"
    en = "password-protected, remove the password and try again"


class Corrupt(LoadError):
    """Truncated or damaged; ``detail`` says where."""

    code = "corrupt"
    vi = "tệp hỏng hoặc bị cắt cụt ({detail}), hãy lấy lại bản gốc"
    en = "corrupt or truncated ({detail}), fetch the original again"


class TooLarge(LoadError):
    """Beyond the limits that keep memory bounded, or a decompression bomb."""

    code = "too-large"
    vi = "tệp quá lớn hoặc phình ra quá lớn khi giải nén ({detail}), hãy tách nhỏ"
    en = "too large, or grows too large when unpacked ({detail}), split it"


class TooSlow(LoadError):
    """A reader or outside tool took longer than allowed."""

    code = "too-slow"
    vi = "đọc quá lâu nên đã dừng ({detail}), hãy tách nhỏ hoặc lưu sang định dạng khác"
    en = "took too long and was stopped ({detail}), split it or save it in another format"


class OutOfMemory(LoadError):
    """Reading it took more memory than allowed."""

    code = "out-of-memory"
    vi = "cần nhiều bộ nhớ hơn mức cho phép nên đã dừng, hãy tách nhỏ hoặc tăng giới hạn"
    en = "needs more memory than allowed and was stopped, split it or raise the limit"


class Crashed(LoadError):
    """The reader itself broke down on it; ``detail`` is the exit code of its process."""

    code = "crashed"
    vi = "chương trình đọc bị hỏng giữa chừng vì tệp này ({detail}), hãy lưu sang định dạng khác"
    en = "the reader broke down on this file ({detail}), save it in another format"


class NoText(LoadError):
    """Well-formed, but holds no text (a scan where no OCR is possible, a blank page)."""

    code = "no-text"
    vi = "không có chữ nào đọc được ({detail})"
    en = "holds no readable text ({detail})"


class MissingTool(LoadError):
    """An outside program is needed; ``detail`` is the line that installs it."""

    code = "missing-tool"
    vi = "cần cài thêm công cụ để đọc tệp này: {detail}"
    en = "a system tool is needed to read this file: {detail}"
