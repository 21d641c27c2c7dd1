//! The languages whose small and common words are known. Detecting one is the task of
//! [`text::language`](crate::text::language); a token only carries it.

/// What a text is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Language {
    /// English, and whatever is too short to tell.
    #[default]
    English,
    /// German.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Any other: nothing is known of its words.
    Other,
}

impl Language {
    /// The language of a BCP 47 tag, by its first part: `pt-BR` is Portuguese.
    ///
    /// ```
    /// use showgraph::text::token::Language;
    ///
    /// assert_eq!(Language::of_tag("pt-BR"), Language::Portuguese);
    /// assert_eq!(Language::of_tag("ja"), Language::Other);
    /// ```
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "en" => Self::English,
            "de" => Self::German,
            "fr" => Self::French,
            "es" => Self::Spanish,
            "pt" => Self::Portuguese,
            _ => Self::Other,
        }
    }
}
