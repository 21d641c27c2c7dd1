//! Who is who among the people of one episode.
//!
//! Full names are gathered from front matter, notes and speaker labels; longer and shorter forms of
//! one name ("Francesc Campoy", "Francesc Campoy Flores") are united where only one person fits.
//! Then single names, labels, slugs and handles are healed to the one person of the episode whom
//! they fit, else to the one regular of the show; where none or two fit, the name stays a person of
//! this episode alone. First names are never pooled over the corpus.

use crate::extract::lexicon::names;
use crate::extract::{Candidate, Mentions, Quote, Role, Rule};
use crate::vocabulary::{Place, Places};

use super::sound::Ear;
use super::summary::{ShowCount, is_full_name};

/// A person of an episode.
#[derive(Debug, Clone)]
pub struct Person {
    /// The fullest name.
    pub name: String,
    /// Whether the name says who it is: at least two words, or a page, or a slug of the site.
    pub known: bool,
    /// Every other form used for this person in the episode.
    pub forms: Vec<(String, &'static str)>,
    /// Addresses of the person's pages.
    pub urls: Vec<String>,
    /// The part, and the rule that gives it.
    pub role: Option<(Role, Rule)>,
    /// The candidates that are this person.
    pub candidates: Vec<u32>,
    /// Mentions: of candidates and turns.
    pub count: u32,
    /// In which parts of the document.
    pub places: Places,
    /// The first mention.
    pub quote: Quote,
    /// The rule that found the person.
    pub rule: Rule,
    /// How sure.
    pub confidence: f32,
    /// The site's own short name, that nothing spells out.
    slug: bool,
    /// Account names that stand beside the name.
    accounts: Vec<String>,
    turns: u32,
}

impl Person {
    /// Takes a candidate away, as a person of its own; who loses all mentions loses the part too.
    pub fn part(&mut self, index: u32, candidate: &Candidate) -> Self {
        self.candidates.retain(|other| *other != index);
        self.forms.retain(|(form, _)| *form != candidate.form);
        self.count = self.count.saturating_sub(candidate.count);
        Self {
            name: candidate.form.clone(),
            known: is_full_name(&candidate.form),
            forms: Vec::new(),
            urls: Vec::new(),
            role: if self.count == 0 {
                self.role.take()
            } else {
                None
            },
            candidates: vec![index],
            count: candidate.count,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule: candidate.rule,
            confidence: self.confidence,
            slug: false,
            accounts: Vec::new(),
            turns: 0,
        }
    }
}

/// A candidate that is a person's name.
pub struct NamedCandidate {
    /// Its index.
    pub index: u32,
    /// The probability that it is a person.
    pub probability: f32,
    /// Whether it is only spoken and known from nowhere else: the transcript may have misspelled it.
    pub by_ear: bool,
}

/// Resolves the people of an episode.
///
/// `unsure` are names that are no person by themselves, and may be one that the notes spell otherwise.
pub fn resolve(
    mentions: &Mentions,
    named: &[NamedCandidate],
    unsure: &[NamedCandidate],
    show: &ShowCount,
) -> Vec<Person> {
    let mut cast = Cast {
        people: Vec::new(),
        show,
    };
    cast.credits(mentions);
    let (full, single): (Vec<_>, Vec<_>) = named
        .iter()
        .partition(|named| is_full_name(&mentions.candidates[named.index as usize].form));
    for named in full {
        cast.candidate(mentions, named, true);
    }
    cast.speakers(mentions);
    for named in single {
        cast.candidate(mentions, named, false);
    }
    for named in unsure {
        let form = &mentions.candidates[named.index as usize].form;
        if is_full_name(form) && cast.heard(form).is_some() {
            cast.candidate(mentions, named, true);
        }
    }
    cast.roles(mentions);
    cast.people
}

struct Cast<'a> {
    people: Vec<Person>,
    show: &'a ShowCount,
}

/// How well a form fits a person's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// The same words.
    Same,
    /// A longer or shorter form of the full name.
    Variant,
    /// The given name, or a usual short form of it.
    Given,
    /// The surname.
    Surname,
    /// An account name made of the name, or one that stands beside it.
    Handle,
    /// The first letters of the name.
    Initials,
    /// Another spelling of what sounds the same.
    Sound,
}

impl Fit {
    const fn reason(self) -> &'static str {
        match self {
            Self::Same => "same name",
            Self::Variant => "longer and shorter form",
            Self::Given => "given name",
            Self::Surname => "surname",
            Self::Handle => "account name",
            Self::Initials => "initials",
            Self::Sound => "sound",
        }
    }
}

impl Cast<'_> {
    fn credits(&mut self, mentions: &Mentions) {
        for credit in mentions.credits.iter().filter(|credit| !credit.sponsor) {
            let name = credit
                .full_name
                .clone()
                .unwrap_or_else(|| credit.name.clone());
            let mut person = Person {
                known: true,
                forms: Vec::new(),
                urls: credit.urls.clone(),
                role: credit.role.map(|role| (role, Rule::Credit)),
                candidates: Vec::new(),
                count: 1,
                places: Places::of(Place::FrontMatter),
                quote: credit.quote.clone(),
                rule: Rule::Credit,
                confidence: 1.0,
                slug: credit.is_slug && credit.full_name.is_none(),
                accounts: Vec::new(),
                turns: 0,
                name,
            };
            if person.name != credit.name {
                person.forms.push((credit.name.clone(), "people page"));
            } else if person.slug
                && let Some(name) = self.spelled_out(&credit.name)
            {
                person.name = name;
                person.slug = false;
                person
                    .forms
                    .push((credit.name.clone(), Fit::Handle.reason()));
            }
            match self.fitting(&person.name).as_slice() {
                [(at, Fit::Same | Fit::Variant)] => {
                    let known = &mut self.people[*at];
                    known.role = known.role.or(person.role);
                    known.count += 1;
                }
                _ => self.people.push(person),
            }
        }
    }

    fn candidate(&mut self, mentions: &Mentions, named: &NamedCandidate, full: bool) {
        let candidate = &mentions.candidates[named.index as usize];
        let accounts: Vec<String> = mentions
            .accounts
            .iter()
            .filter(|account| account.person == named.index)
            .map(|account| account.name.clone())
            .collect();
        let mut fits = self.fitting(&candidate.form);
        if fits.is_empty() {
            fits = self.owners(&candidate.form, &accounts);
        }
        if fits.is_empty() && !full {
            fits = self.begun(&candidate.form);
        }
        if fits.is_empty() && named.by_ear {
            fits = self
                .heard(&candidate.form)
                .map(|at| (at, Fit::Sound))
                .into_iter()
                .collect();
        }
        let at = match fits.as_slice() {
            [(at, fit)] => {
                let (at, fit) = (*at, *fit);
                let show_name = self.regular(&candidate.form);
                let person = &mut self.people[at];
                let fuller = words(&candidate.form).count() > words(&person.name).count();
                if full && fuller && !matches!(fit, Fit::Same | Fit::Sound) {
                    let shorter = std::mem::replace(&mut person.name, candidate.form.clone());
                    person.forms.push((shorter, fit.reason()));
                } else if candidate.form != person.name {
                    person.forms.push((candidate.form.clone(), fit.reason()));
                    // "scott" of the site's own is who is called Scott in all of the show.
                    if person.slug
                        && !full
                        && let Some((name, _)) = show_name
                        && is_handle(&person.name, &words(&name).collect::<Vec<_>>())
                    {
                        let slug = std::mem::replace(&mut person.name, name);
                        person.forms.push((slug, Fit::Handle.reason()));
                        person.slug = false;
                    }
                }
                at
            }
            // Somebody in the show's own words: "Wes" where Wes Bos is in every episode.
            [] if !full => match self.regular(&candidate.form) {
                Some((name, fit)) => {
                    let at = self.add(&name, mentions, named);
                    self.people[at]
                        .forms
                        .push((candidate.form.clone(), fit.reason()));
                    self.people[at].known = true;
                    at
                }
                None => self.add(&candidate.form, mentions, named),
            },
            // Two fit, or none: this name stands for itself.
            _ => self.add(&candidate.form, mentions, named),
        };
        let person = &mut self.people[at];
        person.accounts.extend(accounts);
        person.candidates.push(named.index);
        person.count += candidate.count;
        person.places = person.places.union(candidate.places);
        person.rule = person.rule.min(candidate.rule);
        person.confidence = person.confidence.max(named.probability);
    }

    fn add(&mut self, name: &str, mentions: &Mentions, named: &NamedCandidate) -> usize {
        let candidate = &mentions.candidates[named.index as usize];
        self.people.push(Person {
            name: name.to_owned(),
            known: is_full_name(name),
            forms: Vec::new(),
            urls: Vec::new(),
            role: None,
            candidates: Vec::new(),
            count: 0,
            places: candidate.places,
            quote: candidate.quote.clone(),
            rule: candidate.rule,
            confidence: named.probability,
            slug: false,
            accounts: Vec::new(),
            turns: 0,
        });
        self.people.len() - 1
    }

    /// The people of whom one of some account names, or the name itself, is an account.
    fn owners(&self, form: &str, accounts: &[String]) -> Vec<(usize, Fit)> {
        let own = fold(form);
        let full = is_full_name(form);
        let owns = |person: &Person| {
            let known = |name: &String| person.accounts.contains(name);
            let called = |name: &String| {
                !is_full_name(&person.name) && *name == fold(&person.name)
                    || person.forms.iter().any(|(form, _)| *name == fold(form))
            };
            let beside = accounts.iter().any(|name| known(name) || called(name));
            // Two full names are two people, even where they share a page.
            !full && known(&own) || beside && !(full && is_full_name(&person.name))
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| owns(person))
            .map(|(at, _)| (at, Fit::Handle))
            .collect()
    }

    /// The people whose short name on the site begins with a given name: "Erin" is "erindavies".
    fn begun(&self, form: &str) -> Vec<(usize, Fit)> {
        let given = names::is_given(form) && form.chars().count() > 2;
        let begins = |person: &Person| {
            let slug = fold(&person.name);
            given && person.slug && slug.len() > form.len() + 1 && shortens(form, &slug, 3)
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| begins(person))
            .map(|(at, _)| (at, Fit::Handle))
            .collect()
    }

    /// The person of the notes whose name a spoken one must be by its sound.
    fn heard(&self, form: &str) -> Option<usize> {
        let written = |person: &&Person| {
            person.places.contains(Place::Notes) || person.places.contains(Place::FrontMatter)
        };
        let full = is_full_name(form);
        let called = |person: &Person| -> String {
            let end = match full {
                true => person.name.len(),
                false => person.name.find(' ').unwrap_or(person.name.len()),
            };
            person.name[..end].to_owned()
        };
        let names: Vec<String> = self.people.iter().filter(written).map(called).collect();
        let meant = Ear::new(names.iter().map(String::as_str)).meant(form)?;
        let mut people = self.people.iter().enumerate();
        let mut found = people
            .by_ref()
            .filter(|(_, person)| written(person) && called(person) == meant);
        let (at, _) = found.next()?;
        found.next().is_none().then_some(at)
    }

    /// The one full name among the people of the show that a site's short name is made of.
    fn spelled_out(&self, slug: &str) -> Option<String> {
        let mut names =
            self.show.people.keys().filter(|name| {
                is_full_name(name) && is_handle(slug, &words(name).collect::<Vec<_>>())
            });
        let name = names.next()?;
        names.next().is_none().then(|| name.clone())
    }

    /// The people whose initials a label is.
    fn initials(&self, label: &str) -> Vec<(usize, Fit)> {
        let spells = |person: &Person| {
            is_full_name(&person.name)
                && words(&person.name)
                    .filter_map(|word| word.chars().next())
                    .flat_map(char::to_uppercase)
                    .eq(label.chars())
        };
        let people = self.people.iter().enumerate();
        people
            .filter(|(_, person)| spells(person))
            .map(|(at, _)| (at, Fit::Initials))
            .collect()
    }

    fn speakers(&mut self, mentions: &Mentions) {
        for speaker in &mentions.speakers {
            if is_nobody(&speaker.label) || speaker.turns < 2 && !is_full_name(&speaker.label) {
                continue;
            }
            let name = spell_label(&speaker.label);
            let mut fits = self.fitting(&name);
            if fits.is_empty() && is_initials(&speaker.label) {
                fits = self.initials(&speaker.label);
                // Whose they are is not said: "CC" names nobody.
                if fits.len() != 1 {
                    continue;
                }
            }
            let at = match fits.as_slice() {
                [(at, fit)] => {
                    let (at, fit) = (*at, *fit);
                    if fit == Fit::Variant
                        && words(&name).count() > words(&self.people[at].name).count()
                    {
                        self.people[at].name.clone_from(&name);
                    }
                    at
                }
                fits => {
                    let regular = if fits.is_empty() {
                        self.regular(&name)
                    } else {
                        None
                    };
                    let full = regular.map_or_else(|| name.clone(), |(name, _)| name);
                    self.people.push(Person {
                        known: is_full_name(&full),
                        name: full,
                        forms: Vec::new(),
                        urls: Vec::new(),
                        role: None,
                        candidates: Vec::new(),
                        count: 0,
                        places: Places::of(Place::Transcript),
                        quote: speaker.quote.clone(),
                        rule: Rule::Speaker,
                        confidence: 0.9,
                        slug: false,
                        accounts: Vec::new(),
                        turns: 0,
                    });
                    self.people.len() - 1
                }
            };
            let person = &mut self.people[at];
            person.turns += speaker.turns;
            person.count += speaker.turns;
            person.places.insert(Place::Transcript);
            person.confidence = person.confidence.max(0.9);
            if person.name != speaker.label
                && !person.forms.iter().any(|(form, _)| *form == speaker.label)
            {
                person.forms.push((speaker.label.clone(), "speaker label"));
            }
        }
    }

    /// The people whom a form fits: all of the best fit.
    fn fitting(&self, form: &str) -> Vec<(usize, Fit)> {
        let mut fits: Vec<(usize, Fit)> = self
            .people
            .iter()
            .enumerate()
            .filter_map(|(at, person)| {
                let direct = fit(form, &person.name)
                    // "chris" may be any Chris: a full name of the notes does not spell it out.
                    .filter(|fit| !(person.slug && *fit == Fit::Given && is_full_name(form)));
                let other = person
                    .forms
                    .iter()
                    .filter_map(|(known, _)| fit(form, known).filter(|fit| *fit <= Fit::Variant))
                    .min();
                direct.into_iter().chain(other).min().map(|fit| (at, fit))
            })
            .collect();
        if let Some(best) = fits.iter().map(|(_, fit)| *fit).min() {
            fits.retain(|(_, fit)| *fit == best);
        }
        // Of two Marks the one who takes part is meant.
        let takes_part = |at: usize| self.people[at].role.is_some();
        if fits.len() > 1 && fits.iter().filter(|(at, _)| takes_part(*at)).count() == 1 {
            fits.retain(|(at, _)| takes_part(*at));
        }
        fits
    }

    /// The one person of the show whom a single name fits: named in several episodes, and far more
    /// often than anybody else whom it would fit.
    fn regular(&self, form: &str) -> Option<(String, Fit)> {
        let mut fits: Vec<(u32, &String, Fit)> = self
            .show
            .people
            .iter()
            .filter(|(name, count)| count.episodes >= 3 && is_full_name(name))
            .filter_map(|(name, count)| Some((count.episodes, name, fit(form, name)?)))
            .filter(|(.., fit)| matches!(fit, Fit::Given | Fit::Surname | Fit::Handle))
            .collect();
        fits.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        let (count, name, how) = *fits.first()?;
        // Another form of the same name is no rival.
        let rival = fits[1..]
            .iter()
            .find(|(_, other, _)| fit(name, other).is_none());
        let dominates = rival.is_none_or(|(other, ..)| other * 4 <= count);
        dominates.then(|| (name.clone(), how))
    }

    fn roles(&mut self, mentions: &Mentions) {
        let stated = self
            .people
            .iter()
            .any(|person| matches!(person.role, Some((Role::Host, Rule::Credit))));
        let stated_guest = self
            .people
            .iter()
            .any(|person| matches!(person.role, Some((Role::Guest, Rule::Credit))));
        for person in &mut self.people {
            if person.role.is_some() {
                continue;
            }
            let hints = person
                .candidates
                .iter()
                .flat_map(|index| mentions.candidates[*index as usize].roles.iter().copied());
            let mut hints: Vec<(Role, Rule)> = hints.collect();
            hints.sort_by_key(|(role, rule)| (*rule, *role));
            let count = self.show.people.get(&person.name);
            let usual_host = count.is_some_and(|count| {
                let often =
                    count.hosted * 4 >= self.show.episodes || count.hosted * 2 >= count.episodes;
                count.hosted >= 3 && often && count.hosted > 2 * count.guested
            });
            let role = hints.iter().find(|(role, rule)| match role {
                // "guest host NAME" is said of this episode; another host may be another show's.
                Role::Host => !stated || *rule == Rule::Apposition,
                // Somebody who often hosts may still be a guest where others are said to host.
                Role::Guest => stated || !usual_host && !stated_guest,
            });
            person.role = role.copied();
            if person.role.is_none() && usual_host && !stated {
                person.role = Some((Role::Host, Rule::Cue));
            }
        }
        self.makers();
        self.speaker_roles(stated);
    }

    /// Whose accounts are listed makes the show, but where the notes tell of some of them, who stands in
    /// the list alone ("Ann: [X](…)", the producer) is not heard.
    fn makers(&mut self) {
        let told = |person: &Person| matches!(person.role, Some((Role::Host, _))) && person.count > 1;
        if !self.people.iter().any(told) {
            return;
        }
        for person in &mut self.people {
            if person.role == Some((Role::Host, Rule::Handle)) && person.count <= 1 {
                person.role = None;
            }
        }
    }

    /// Who speaks and is no host is a guest, once the hosts are known.
    fn speaker_roles(&mut self, stated: bool) {
        let total: u32 = self.people.iter().map(|person| person.turns).sum();
        if total < 8 {
            return;
        }
        let show = self.show;
        for person in &mut self.people {
            if person.role.is_some() || person.turns * 25 < total {
                continue;
            }
            let regular = show.people.get(&person.name).is_some_and(|count| {
                show.episodes >= 4 && count.spoke * 5 >= show.episodes && count.spoke >= 3
            });
            person.role = if regular && !stated {
                Some((Role::Host, Rule::Speaker))
            } else if stated || show.episodes >= 4 {
                Some((Role::Guest, Rule::Speaker))
            } else {
                None
            };
        }
    }
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| c.is_whitespace() || c == '.' || c == '(' || c == ')' || c == '"')
        .filter(|word| !word.is_empty() && !is_title(word))
}

/// Whether two words differ in letter case at most.
fn equal(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        one.eq_ignore_ascii_case(other)
    } else {
        one.to_lowercase() == other.to_lowercase()
    }
}

fn is_title(word: &str) -> bool {
    [
        "dr",
        "mr",
        "mrs",
        "ms",
        "mx",
        "prof",
        "sir",
        "professor",
        "doctor",
    ]
    .iter()
    .any(|title| title.eq_ignore_ascii_case(word))
}

/// How a form fits a full name, if it does.
fn fit(form: &str, name: &str) -> Option<Fit> {
    let form_words: Vec<&str> = words(form).collect();
    let name_words: Vec<&str> = words(name).collect();
    let (Some(form_first), Some(name_first)) = (form_words.first(), name_words.first()) else {
        return None;
    };
    if form_words.len() == name_words.len()
        && form_words.iter().zip(&name_words).all(|(a, b)| equal(a, b))
    {
        return Some(Fit::Same);
    }
    if form_words.len() > 1 && name_words.len() > 1 {
        return is_variant(&form_words, &name_words).then_some(Fit::Variant);
    }
    // One of them is a single word.
    let (single, full) = if form_words.len() == 1 {
        (form_first, &name_words)
    } else {
        (name_first, &form_words)
    };
    if full.len() < 2 {
        return names::same_given(single, full[0]).then_some(Fit::Given);
    }
    if names::same_given(single, full[0]) || shortens(single, full[0], 4) {
        return Some(Fit::Given);
    }
    if full[1..].iter().any(|word| equal(word, single)) && single.chars().count() > 2 {
        return Some(Fit::Surname);
    }
    is_handle(single, full).then_some(Fit::Handle)
}

/// "Francesc Campoy" and "Francesc Campoy Flores", "J. Doe" and "Jane Doe", "Mike Roe" and
/// "Michael Roe": the first names agree, and one surname is part of the other.
fn is_variant(one: &[&str], other: &[&str]) -> bool {
    let initial = |a: &str, b: &str| {
        a.chars().count() == 1 && b.to_lowercase().starts_with(&a.to_lowercase())
    };
    let same_surname = equal(one[one.len() - 1], other[other.len() - 1]);
    let given = names::same_given(one[0], other[0])
        || initial(one[0], other[0])
        || initial(other[0], one[0])
        || same_surname && (shortens(one[0], other[0], 3) || shortens(other[0], one[0], 3));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let surnames = short[1..].iter().all(|word| {
        long[1..]
            .iter()
            .any(|theirs| equal(theirs, word) || initial(word, theirs) || initial(theirs, word))
    });
    given && surnames
}

/// "Kenn" for "Kenneth": so many letters at least, and the rest left out.
fn shortens(short: &str, long: &str, least: usize) -> bool {
    short.len() >= least
        && long
            .get(..short.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(short))
}

/// "carterrmorgan", "cmorgan", "carter-morgan", "@carter_morgan" for Carter Morgan.
fn is_handle(handle: &str, name: &[&str]) -> bool {
    let handle = fold(handle);
    let (first, last) = (fold(name[0]), fold(name[name.len() - 1]));
    let cut = |short: &str, long: &str| !short.is_empty() && long.starts_with(short);
    let initial: String = first.chars().take(1).collect();
    handle.len() > 4
        && (handle == format!("{first}{last}")
            || handle == format!("{initial}{last}")
            || handle == format!("{last}{first}")
            || handle.starts_with(&first) && handle.ends_with(&last)
            // "jaredb", "gilesgas"
            || first.len() > 3
                && handle
                    .strip_prefix(&first)
                    .is_some_and(|rest| cut(rest, &last)))
}

/// Letters and digits, in lower case.
fn fold(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// "KH": two or three capitals.
fn is_initials(label: &str) -> bool {
    matches!(label.len(), 2 | 3) && label.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Labels that say how somebody takes part, and not who.
fn is_nobody(label: &str) -> bool {
    const WORDS: [&str; 16] = [
        "speaker",
        "unknown",
        "announcer",
        "narrator",
        "host",
        "hosts",
        "guest",
        "guests",
        "interviewer",
        "interviewee",
        "audience",
        "moderator",
        "voiceover",
        "everyone",
        "all",
        "both",
    ];
    label.chars().any(|c| c.is_ascii_digit())
        || label
            .split(' ')
            .all(|word| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word)))
}

/// "MARK" is written so because all labels are; a name is not.
fn spell_label(label: &str) -> String {
    let shout = label.chars().any(char::is_uppercase) && !label.chars().any(char::is_lowercase);
    if !shout {
        return label.to_owned();
    }
    label
        .split(' ')
        .map(|word| {
            let mut chars = word.chars();
            chars.next().map_or_else(String::new, |first| {
                first.to_string() + &chars.as_str().to_lowercase()
            })
        })
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_fit_names() {
        let cases = [
            ("Carter", "Carter Morgan", Some(Fit::Given)),
            ("CARTER", "Carter Morgan", Some(Fit::Given)),
            ("Morgan", "Carter Morgan", Some(Fit::Surname)),
            (
                "Francesc Campoy",
                "Francesc Campoy Flores",
                Some(Fit::Variant),
            ),
            ("Mike Hoye", "Michael Hoye", Some(Fit::Variant)),
            ("Bob", "Robert Roe", Some(Fit::Given)),
            ("Dr. Jane Doe", "Jane Doe", Some(Fit::Same)),
            ("J. Doe", "Jane Doe", Some(Fit::Variant)),
            ("carter-morgan", "Carter Morgan", Some(Fit::Handle)),
            ("Kenn Knowles", "Kenneth Knowles", Some(Fit::Variant)),
            ("Kenn", "Kenneth Knowles", Some(Fit::Given)),
            ("jaredb", "Jared Bhatti", Some(Fit::Handle)),
            ("gilesgas", "Giles Gaskell", Some(Fit::Handle)),
            ("markets", "Mark Mandel", None),
            ("Emi", "Emiliano (Emi) Martínez", Some(Fit::Surname)),
            ("Mark Mandel", "Mark Mirchandani", None),
            ("Mark", "Francesc Campoy Flores", None),
            ("Jane Roe", "Jane Doe", None),
        ];
        for (form, name, expected) in cases {
            assert_eq!(fit(form, name), expected, "{form} / {name}");
        }
    }

    #[test]
    fn labels_that_name_nobody() {
        for label in ["Speaker 1", "ANNOUNCER", "Unknown Speaker", "Guest"] {
            assert!(is_nobody(label), "{label}");
        }
        for label in ["KH", "Mark", "Host Doe"] {
            assert!(!is_nobody(label), "{label}");
        }
        assert!(is_initials("KH") && !is_initials("Kh") && !is_initials("MARK"));
    }

    #[test]
    fn labels_are_spelled_as_names() {
        assert_eq!(spell_label("MARK MANDEL"), "Mark Mandel");
        assert_eq!(spell_label("Mark"), "Mark");
    }
}
