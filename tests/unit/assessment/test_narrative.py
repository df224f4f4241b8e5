"""The analyst's words: comments out, nothing lost silently, nothing printed by mistake."""

from pathlib import Path

import pytest

from verity.assessment.narrative import narrative
from verity.model.errors import SettingsError


def write(folder: Path, name: str, content: bytes) -> None:
    (folder / "narrative").mkdir(exist_ok=True)
    (folder / "narrative" / name).write_bytes(content)


def test_words_are_read_without_comments(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "\ufeff<!-- one\nmore -->\r\nText.<!-- two --> More.\r\n\r\nEnd.\r\n".encode())
    write(tmp_path, "a.md", b"First.")
    write(tmp_path, "empty.md", b"<!-- nothing -->\n\n")
    write(tmp_path, "notes.txt", b"not Markdown")
    read = narrative(tmp_path, sections={"a", "b"})
    assert dict(read) == {"a": "First.", "b": "Text. More.\n\nEnd."}
    assert list(read) == ["a", "b"]


def test_no_folder_is_no_narrative(tmp_path: Path) -> None:
    assert narrative(tmp_path) == {}


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    write(tmp_path, "demografy.md", b"Words.")
    write(tmp_path, "open.md", b"Words.\n<!-- not closed\nsecret")
    write(tmp_path, "latin.md", b"caf\xe9")
    with pytest.raises(SettingsError) as raised:
        narrative(tmp_path, sections={"demography", "open"})
    told = str(raised.value)
    assert "3 problems" in told
    assert "did you mean demography.md?" in told
    assert "never closed" in told
    assert "UTF-8" in told
    assert "secret" not in told


def test_a_stub_under_an_unknown_name_is_harmless(tmp_path: Path) -> None:
    write(tmp_path, "old-chapter.md", b"<!-- nothing yet -->")
    assert narrative(tmp_path, sections={"demography"}) == {}
