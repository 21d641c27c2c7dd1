//! Places in a text as people count them. This module stands alone: the build script compiles it too.

/// Line and column of a byte offset: both from 1, the column in characters. An offset within a
/// character stands for that character, one beyond the text for its end.
///
/// Costs a scan of the text before the offset.
///
/// ```
/// use showgraph::text::position::line_and_column;
///
/// assert_eq!(line_and_column("a\nžluť x", 0), (1, 1));
/// assert_eq!(line_and_column("a\nžluť x", "a\nžluť ".len()), (2, 6));
/// ```
pub fn line_and_column(text: &str, offset: usize) -> (u32, u32) {
    let before = &text[..floor_char_boundary(text, offset)];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[start..].chars().count() + 1;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(line), number(column))
}

/// Where the character begins that an offset stands in, or the end of the text: what
/// `str::floor_char_boundary` gives from Rust 1.91 on.
pub fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
