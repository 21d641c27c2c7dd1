//! Texts compared by their letters and digits alone.

/// Letters and digits alone, in lower case.
pub fn fold_letters<'t>(words: impl Iterator<Item = &'t str>) -> String {
    let mut folded = String::with_capacity(24);
    for word in words {
        if word.is_ascii() {
            let letters = word.bytes().filter(u8::is_ascii_alphanumeric);
            folded.extend(letters.map(|byte| char::from(byte.to_ascii_lowercase())));
        } else {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            folded.extend(letters.flat_map(char::to_lowercase));
        }
    }
    folded
}
