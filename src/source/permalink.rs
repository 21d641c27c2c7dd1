//! Patterns for the addresses of pages, and the names that generators make of titles for them.
//!
//! Tokens are Hugo's (<https://gohugo.io/configuration/permalinks/>) and Jekyll's
//! (<https://jekyllrb.com/docs/permalinks/>).

use jiff::civil::{Date, Weekday};

/// What makes the pages of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Generator {
    /// Jekyll: collections, posts, its own tokens.
    Jekyll,
    /// Hugo, or one that makes addresses as it does.
    #[default]
    Hugo,
}

/// How the addresses of a section's pages are made.
#[derive(Debug)]
pub(crate) struct Permalink {
    /// The section that it is for: `post` for Hugo, `_posts` for Jekyll.
    pub section: String,
    /// A path with tokens.
    pub pattern: String,
}

impl Permalink {
    /// A pattern, or the name that Jekyll has for one.
    pub(super) fn new(section: &str, pattern: &str) -> Self {
        Self {
            section: section.trim_matches('/').to_owned(),
            pattern: named_pattern(pattern).to_owned(),
        }
    }
}

fn named_pattern(pattern: &str) -> &str {
    match pattern {
        "date" => "/:categories/:year/:month/:day/:title",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title",
        "weekdate" => "/:categories/:year/W:week/:short_day/:title",
        "none" => "/:categories/:title",
        pattern => pattern,
    }
}

/// What the tokens of a pattern stand for.
#[derive(Debug)]
pub(super) struct Tokens<'a> {
    pub generator: Generator,
    /// The first folder of the page, with Jekyll its collection.
    pub section: &'a str,
    /// The folders of the page; a page bundle's own is none.
    pub folders: &'a [&'a str],
    /// The name of its file, or of its bundle.
    pub stem: &'a str,
    /// That without the date at its beginning.
    pub undated: &'a str,
    pub slug: Option<&'a str>,
    pub title: Option<&'a str>,
    pub categories: &'a [String],
    pub date: Option<Date>,
    /// The time of day as written: `hh:mm:ss`.
    pub time: &'a str,
}

impl Tokens<'_> {
    /// A pattern with its tokens filled in; those that nothing is known of give nothing.
    pub(super) fn fill(&self, pattern: &str) -> String {
        let mut out = String::with_capacity(pattern.len() + 32);
        let mut rest = named_pattern(pattern);
        while let Some(at) = rest.find(':') {
            out.push_str(&rest[..at]);
            rest = &rest[at + 1..];
            let of_jekyll = self.generator == Generator::Jekyll;
            let of_name = |c: char| match of_jekyll {
                true => c.is_ascii_lowercase() || c == '_',
                false => c.is_ascii_alphanumeric() || c == '_',
            };
            let len = rest.find(|c| !of_name(c)).unwrap_or(rest.len());
            let token = &rest[..len];
            rest = &rest[len..];
            let mut which = "";
            if let Some((inside, after)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
                (which, rest) = (inside, after);
            }
            let day = self.date.and_then(|date| of_day(token, date, of_jekyll));
            match day {
                Some(day) => out.push_str(&day),
                None if of_jekyll => out.push_str(&self.of_jekyll(token)),
                None => out.push_str(&self.of_hugo(token, which)),
            }
        }
        out.push_str(rest);
        out
    }

    fn of_hugo(&self, token: &str, which: &str) -> String {
        let titled = || hugo_name(self.title.unwrap_or(self.undated));
        match token {
            "section" => hugo_name(self.section),
            "sections" => {
                let folders: Vec<String> = self.folders.iter().copied().map(hugo_name).collect();
                some_of(&folders, which).join("/")
            }
            "title" => titled(),
            "slug" => self.slug.map_or_else(titled, hugo_name),
            "filename" | "contentbasename" => hugo_name(self.stem),
            "slugorfilename" | "slugorcontentbasename" => hugo_name(self.slug.unwrap_or(self.stem)),
            _ => String::new(),
        }
    }

    fn of_jekyll(&self, token: &str) -> String {
        let name = self.slug.unwrap_or(self.undated);
        match token {
            "collection" => self.section.trim_start_matches('_').to_owned(),
            "title" => jekyll_name(name, JekyllSlug::Pretty),
            "slug" => jekyll_name(name, JekyllSlug::Plain),
            "name" => jekyll_name(self.stem, JekyllSlug::Plain),
            "path" => {
                let below = self
                    .folders
                    .iter()
                    .skip_while(|folder| **folder != self.section);
                let below = below.skip(1).chain([&self.stem]);
                below.copied().collect::<Vec<_>>().join("/")
            }
            "categories" => self.categories.join("/"),
            "slugified_categories" => {
                let slugs = self.categories.iter();
                let slugs = slugs.map(|name| jekyll_name(name, JekyllSlug::Plain));
                slugs.collect::<Vec<_>>().join("/")
            }
            "hour" => self.time.get(..2).unwrap_or("00").to_owned(),
            "minute" => self.time.get(3..5).unwrap_or("00").to_owned(),
            "second" => self.time.get(6..8).unwrap_or("00").to_owned(),
            // Endings are not compared.
            _ => String::new(),
        }
    }
}

/// The part of a date that a token means.
fn of_day(token: &str, date: Date, of_jekyll: bool) -> Option<String> {
    let strftime = match token {
        "year" | "2006" => "%Y",
        "short_year" | "06" => "%y",
        "month" | "01" => "%m",
        "i_month" | "1" => "%-m",
        "short_month" | "Jan" => "%b",
        "monthname" | "long_month" | "January" => "%B",
        "day" | "02" => "%d",
        "i_day" | "2" => "%-d",
        "y_day" | "002" => "%j",
        "w_year" => "%G",
        "week" => "%V",
        "w_day" => "%u",
        "weekday" if !of_jekyll => {
            let days = date.weekday().since(Weekday::Sunday);
            return Some(days.to_string());
        }
        "weekdayname" | "long_day" | "Monday" => "%A",
        "short_day" | "Mon" => "%a",
        "yearday" => "%-j",
        _ => return None,
    };
    Some(date.strftime(strftime).to_string())
}

/// The sections that an index of Hugo means: `[last]`, `[1]`, `[1:]`.
fn some_of<'s>(sections: &'s [String], which: &str) -> &'s [String] {
    let count = sections.len();
    let place = |text: &str| match text {
        "first" => Some(0),
        "last" => count.checked_sub(1),
        text => text.parse().ok(),
    };
    let range = match which.split_once(':') {
        None if which.is_empty() => 0..count,
        None => match place(which) {
            Some(at) => at..at + 1,
            None => 0..0,
        },
        Some((from, to)) => {
            let from = if from.is_empty() {
                Some(0)
            } else {
                place(from)
            };
            let to = if to.is_empty() {
                Some(count)
            } else {
                place(to)
            };
            from.unwrap_or(count)..to.unwrap_or(0)
        }
    };
    sections.get(range).unwrap_or_default()
}

/// A name as Hugo writes it in addresses: lower case, without signs, a `-` for white space
/// (`Sanitize` in <https://github.com/gohugoio/hugo/blob/master/common/paths/path.go>).
pub(super) fn hugo_name(text: &str) -> String {
    let mut name = sanitized(text, false);
    // Parts of a path are none within a name, and `+` is a space in addresses.
    if name.contains(['/', '\\', '+']) {
        name = sanitized(&name.replace(['/', '\\'], "-").replace('+', " "), true);
    }
    // Behind this sign a fragment would begin.
    name.to_lowercase().replace('#', "%23")
}

/// A text without signs; `inside` says that it goes on a path, so that white space before it counts.
fn sanitized(text: &str, inside: bool) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut gap, mut hyphen) = (false, false);
    for c in text.chars() {
        if c.is_alphanumeric() || matches!(c, '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@')
        {
            hyphen = c == '-';
            if std::mem::take(&mut gap) && !hyphen {
                out.push('-');
            }
            out.push(c);
        } else if c.is_whitespace() && (inside || !out.is_empty()) && !hyphen {
            gap = true;
        }
    }
    out
}

/// The two ways in which Jekyll makes names.
#[derive(Clone, Copy, PartialEq, Eq)]
enum JekyllSlug {
    /// Letters and digits.
    Plain,
    /// Some signs, too.
    Pretty,
}

/// A name as Jekyll writes it in addresses: a `-` for whatever else stands in it
/// (`slugify` in <https://github.com/jekyll/jekyll/blob/master/lib/jekyll/utils.rb>).
fn jekyll_name(text: &str, slug: JekyllSlug) -> String {
    let kept =
        |c: char| c.is_alphanumeric() || slug == JekyllSlug::Pretty && "._~!$&'()+,;=@".contains(c);
    let words = text.split(|c| !kept(c)).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        let jekyll = [
            ("pretty", "/big ones/2024/03/09/worms_more/"),
            ("ordinal", "/big ones/2024/069/worms_more"),
            ("weekdate", "/big ones/2024/W10/Sat/worms_more"),
            (
                "/:short_year/:i_month/:hour/:title:output_ext",
                "/24/3/20/worms_more",
            ),
            (
                "/:collection/:slugified_categories/:path",
                "/posts/big-ones/2024-03-09-worms_more",
            ),
        ];
        let hugo = [
            ("/:year/:slug/", "/2024/c-worms-more/"),
            (
                "/:sections[last]/:contentbasename",
                "/deep/2024-03-09-worms_more",
            ),
            ("/:sections[1:]/:yearday", "/deep/69"),
            ("/:weekday/:weekdayname/:2006-:01", "/6/Saturday/2024-03"),
        ];
        let of = |generator, section, folders| Tokens {
            generator,
            section,
            folders,
            stem: "2024-03-09-worms_more",
            undated: "worms_more",
            slug: None,
            title: Some("C++, worms & more!"),
            categories: &[],
            date: Some(Date::constant(2024, 3, 9)),
            time: "20:15:00",
        };
        let categories = ["big ones".to_owned()];
        for (pattern, expected) in jekyll {
            let tokens = Tokens {
                categories: &categories,
                ..of(Generator::Jekyll, "_posts", &["_posts"])
            };
            assert_eq!(tokens.fill(pattern), expected, "{pattern}");
        }
        for (pattern, expected) in hugo {
            let tokens = of(Generator::Hugo, "show", &["show", "deep"]);
            assert_eq!(tokens.fill(pattern), expected, "{pattern}");
        }
    }

    #[test]
    fn names_in_addresses() {
        let cases = [
            ("The Corals' Own  Night", "the-corals-own-night"),
            ("Signs & wonders: 50% more!", "signs-wonders-50-more"),
            ("Ebbe größer – als Flut", "ebbe-größer-als-flut"),
            ("C# and F#", "c%23-and-f%23"),
            (" - a -b", "-a-b"),
            ("A + B", "a--b"),
            ("C++ now", "c-now"),
            ("I/O day", "i-o-day"),
            ("+plus", "-plus"),
            ("dash -- dash", "dash--dash"),
        ];
        for (title, expected) in cases {
            assert_eq!(hugo_name(title), expected, "{title}");
        }
    }
}
