//! The names of months in the languages that dates are written in.

/// In English, German, French, Spanish, Portuguese, Italian, Dutch and Swedish. Abbreviations are what
/// a name begins with, of three letters at least.
const MONTHS: [&[&str]; 12] = [
    &[
        "january", "januar", "jänner", "janvier", "enero", "janeiro", "gennaio", "januari",
    ],
    &[
        "february",
        "februar",
        "février",
        "fevrier",
        "febrero",
        "fevereiro",
        "febbraio",
        "februari",
    ],
    &[
        "march", "märz", "maerz", "mars", "marzo", "março", "marco", "maart", "mrz",
    ],
    &["april", "avril", "abril", "aprile"],
    &["may", "mai", "mayo", "maio", "maggio", "mei", "maj"],
    &["june", "juni", "juin", "junio", "junho", "giugno"],
    &["july", "juli", "juillet", "julio", "julho", "luglio"],
    &["august", "août", "aout", "agosto", "augustus", "augusti"],
    &[
        "september",
        "septembre",
        "septiembre",
        "setembro",
        "settembre",
    ],
    &[
        "october", "oktober", "octobre", "octubre", "outubro", "ottobre",
    ],
    &["november", "novembre", "noviembre", "novembro"],
    &[
        "december",
        "dezember",
        "décembre",
        "decembre",
        "diciembre",
        "dezembro",
        "dicembre",
    ],
];

/// In Danish, Norwegian, Catalan, Polish, Czech, Russian, Ukrainian, Turkish, Finnish and Hungarian, as dates
/// write them; no abbreviations, which would be those of other months elsewhere.
const MORE_MONTHS: [&str; 12] = [
    "gener stycznia styczeń ledna leden января січня ocak tammikuuta január",
    "febrer lutego luty února únor февраля лютого şubat helmikuuta február",
    "marts març marca marzec března březen марта березня mart maaliskuuta március",
    "kwietnia kwiecień dubna duben апреля квітня nisan huhtikuuta április",
    "maig maja května květen мая травня mayıs toukokuuta május",
    "juny czerwca czerwiec června červen июня червня haziran kesäkuuta június",
    "juliol lipca lipiec července červenec июля липня temmuz heinäkuuta július",
    "agost sierpnia sierpień srpna srpen августа серпня ağustos elokuuta augusztus",
    "setembre września wrzesień září сентября вересня eylül syyskuuta szeptember",
    "października październik října říjen октября жовтня ekim lokakuuta október",
    "listopada listopad listopadu ноября листопада kasım marraskuuta",
    "desember desembre grudnia grudzień prosince prosinec декабря грудня aralık joulukuuta",
];

/// The month, from 1, that a word names in any letter case.
pub(super) fn month(word: &str) -> Option<i16> {
    let word = word.trim_end_matches('.').to_lowercase();
    if word.chars().count() < 3 {
        return None;
    }
    // A whole name is surer than the beginning of one: "mars" and "mar".
    let find = |fits: fn(&str, &str) -> bool| {
        let months = MONTHS
            .iter()
            .position(|names| names.iter().any(|name| fits(name, &word)));
        months.map(|at| at as i16 + 1)
    };
    let further = || {
        let mut months = MORE_MONTHS.iter();
        let at = months.position(|names| names.split(' ').any(|name| name == word))?;
        Some(at as i16 + 1)
    };
    find(|name, word| name == word)
        .or_else(further)
        .or_else(|| find(|name, word| name.starts_with(word)))
}
