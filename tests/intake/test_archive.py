"""A ZIP is read where it lies: it leads nowhere, unpacks into no more than it says, and its names are read as meant."""

import struct

import pytest

from judging.core.unfit import Unfit
from judging.intake.archive import MOST_UNPACKED, Archive
from tests import samples

ENTRY = b"PK\x01\x02"  # of the directory of a ZIP


@pytest.fixture
def archive(tmp_path):
    """A function from the bytes of a ZIP to what it holds."""

    def archive(content):
        path = tmp_path / "files"
        path.write_bytes(content)
        return Archive(path)

    return archive


def patched(content, at, value):
    """Return a ZIP whose directory says something else of its first file."""
    begin = content.index(ENTRY) + at
    return content[:begin] + value + content[begin + len(value) :]


@pytest.mark.parametrize(
    "content",
    [
        b"no archive at all",
        samples.a_zip({"../x.pdf": b"x"}),
        samples.a_zip({"/etc/x.pdf": b"x"}),
        samples.a_zip({"a/../../x.pdf": b"x"}),
        samples.a_zip({"C:\\x.pdf": b"x"}),
        patched(samples.a_zip({"x.pdf": b"x"}), 8, struct.pack("<H", 1)),  # encrypted
        patched(samples.a_zip({"x.pdf": b"x"}), 24, struct.pack("<I", MOST_UNPACKED + 1)),  # a bomb
        patched(samples.a_zip({"x.pdf": b"x"}), 38, struct.pack("<I", 0o120777 << 16)),  # a symbolic link
    ],
)
def test_what_is_no_plain_archive_is_refused_whole(archive, content):
    with pytest.raises(Unfit):
        archive(content)


def test_a_name_that_windows_wrote_in_the_polish_code_page_is_read(archive):
    content = samples.a_zip({"dane/ankieta_QQQ.pdf": b"x"}).replace(b"QQQ", "żół".encode("cp852"))

    assert archive(content).called("Ankieta_ŻÓŁ.pdf") == ["dane/ankieta_żół.pdf"]


def test_what_systems_leave_in_archives_is_no_file(archive):
    content = samples.a_zip({"__MACOSX/._a.pdf": b"x", ".DS_Store": b"x", "Thumbs.db": b"x", "a.pdf": b"x"})

    assert archive(content).names == ["a.pdf"]


@pytest.mark.parametrize("folder", ["7", "wiersz 7", "Wiersz_7", "007"])
def test_a_folder_bears_the_number_of_its_row(archive, folder):
    found = archive(samples.a_zip({f"{folder}/a.pdf": b"x", "17/b.pdf": b"x", "c.pdf": b"x"}))

    assert found.of_row(7) == [f"{folder}/a.pdf"]


def test_a_file_that_is_damaged_is_not_whole(archive):
    content = samples.a_zip({"a.pdf": b"x" * 1000})

    assert archive(content).is_whole("a.pdf")
    assert not archive(patched(content, 16, struct.pack("<I", 1))).is_whole("a.pdf")
