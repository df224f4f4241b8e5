"""A part of a page that only shows again what stands elsewhere is not read twice."""

from verity.lint.formats.web import pieces_of_page


def test_a_part_that_repeats_is_left_out_and_what_follows_is_read():
    page = "<body><main data-repeats><h1>Rows of one place</h1><p>Again.</p></main><p>After.</p></body>"
    assert [piece.words for piece in pieces_of_page(page) if piece.words] == ["After."]
