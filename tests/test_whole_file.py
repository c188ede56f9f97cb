"""A file is written whole or not at all."""

import errno
import os
import stat
import threading

import pytest

from tui.whole_file import write_whole


def test_a_new_file_stands_alone_in_its_folder(tmp_path):
    write_whole(tmp_path / "a.ics", b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.ics", b"new")]


def test_an_earlier_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.ics"
    path.write_bytes(b"old and longer")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)


def test_of_a_link_the_file_behind_it_is_written(tmp_path):
    (tmp_path / "real.ics").write_bytes(b"old")
    (tmp_path / "link.ics").symlink_to("real.ics")
    write_whole(tmp_path / "link.ics", b"new")
    assert (tmp_path / "link.ics").is_symlink()
    assert (tmp_path / "real.ics").read_bytes() == b"new"


def test_a_link_to_itself_is_told_as_the_system_tells_it(tmp_path):
    (tmp_path / "loop.ics").symlink_to("loop.ics")
    with pytest.raises(OSError, match="symbolic links") as caught:
        write_whole(tmp_path / "loop.ics", b"new")
    assert (caught.value.errno, caught.value.filename) == (errno.ELOOP, str(tmp_path / "loop.ics"))


def test_where_it_fails_the_old_file_stays_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.ics"
    path.write_bytes(b"old")

    def full(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, b"new")
    assert [(found.name, found.read_bytes()) for found in tmp_path.iterdir()] == [("a.ics", b"old")]


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"new")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    got = []
    reader = threading.Thread(target=lambda: got.append(path.read_bytes()))
    reader.start()
    write_whole(path, b"new")
    reader.join()
    assert got == [b"new"]
    assert stat.S_ISFIFO(path.stat().st_mode)
