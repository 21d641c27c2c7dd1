//! Which language a text is in.

use whichlang::Lang;

use super::position::floor_char_boundary;

/// Letters that a text must have before an answer is worth anything.
const ENOUGH: usize = 80;
/// How much of a text is looked at, in bytes: more of it says nothing new.
pub const READ: usize = 1500;

/// The language of a plain text, without links and markup, as a BCP 47 tag ("de"); nothing where it
/// has fewer than 80 letters.
///
/// Its first [`READ`] bytes tell. One of 16 languages; a text in another is taken for the nearest of them. Any kana means Japanese:
/// by its kanji alone a text would be Chinese.
///
/// ```
/// use showgraph::text::language;
///
/// let german = "Heute sprechen wir mit einer Imkerin darüber, wie ihre Bienen durch den letzten Winter gekommen sind.";
/// assert_eq!(language::detect(german), Some("de"));
/// assert_eq!(language::detect("Folge 12"), None);
/// ```
pub fn detect(text: &str) -> Option<&'static str> {
    let text = &text[..floor_char_boundary(text, READ)];
    // A sign of Chinese or Japanese says as much as some letters do.
    let weight = |c: char| match c {
        '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' => 4,
        _ => usize::from(c.is_alphabetic()),
    };
    let mut letters = text.chars().scan(0, |letters, c| {
        *letters += weight(c);
        Some(*letters)
    });
    if !letters.any(|letters| letters >= ENOUGH) {
        return None;
    }
    if text.contains(|c| matches!(c, '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}')) {
        return Some("ja");
    }
    Some(match whichlang::detect_language(text) {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_of_texts() {
        let cases = [
            (
                "This week we walk along the harbour and ask the people who mend nets there how their work has changed.",
                Some("en"),
            ),
            (
                "Cette semaine nous marchons le long du port et demandons aux pêcheurs comment leur travail a changé.",
                Some("fr"),
            ),
            (
                "Esta semana caminamos por el puerto y preguntamos a los pescadores cómo ha cambiado su trabajo en estos años.",
                Some("es"),
            ),
            (
                "Nesta semana caminhamos pelo porto e perguntamos aos pescadores como o trabalho deles mudou nos últimos anos.",
                Some("pt"),
            ),
            // Kanji outnumber kana, and yet it is Japanese.
            (
                "今週は港町の漁師と料理人が登場。重力波観測の最新成果も紹介。",
                Some("ja"),
            ),
            ("Episode 12", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(detect(text), expected, "{text}");
        }
    }
}
