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
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[start..].chars().count() + 1;
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    (number(line), number(column))
}
