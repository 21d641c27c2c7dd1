//! `showgraph lexicon suggest PATH...` and `showgraph lexicon find NAME`: what could be added to a
//! lexicon, and what is in it.

use std::fmt::Write as _;

use showgraph::Pipeline;
use showgraph::error::Result;
use showgraph::knowledge::lexicon::{Case, Entry, Lexicon};
use showgraph::resolve::Suggestion;
use showgraph::text::similarity::ranked;
use toml::Value;

use super::args::{Find, LexiconCommand, Suggest};
use super::progress::Bar;
use super::report::{Report, say};
use super::status::Status;
use super::stdout::print_text;

/// How many names are offered where none fits.
const OFFERED: usize = 3;

pub fn run(command: &LexiconCommand, report: &Report) -> Result<Status> {
    match command {
        LexiconCommand::Suggest(args) => suggested(args, report),
        LexiconCommand::Find(args) => find(args),
    }
}

fn suggested(args: &Suggest, report: &Report) -> Result<Status> {
    let extracted = Pipeline::open(&args.paths, &args.notes.options())?
        .with_progress(Bar::new(report.shows_progress()))
        .extract()?;
    let found = extracted.suggest()?;
    let mut out = String::from(
        "# Names that look like entities and are in no lexicon, most valuable first.\n\
         # Keep what is right, correct the rest, and give the file with --lexicon.\n",
    );
    for suggestion in found.iter().take(args.number) {
        entry(&mut out, suggestion);
    }
    print_text(&out)?;
    report.warnings(extracted.warnings());
    Ok(Status::of(extracted.warnings()))
}

fn entry(out: &mut String, suggestion: &Suggestion) {
    let Suggestion {
        kind,
        name,
        forms,
        episodes,
        mentions,
        confidence,
        source,
        quote,
        ..
    } = suggestion;
    let plural = |count: u32| if count == 1 { "" } else { "s" };
    // A name that is capitalised everywhere says nothing of the word that it is made of.
    let case = match name.chars().all(|letter| !letter.is_uppercase()) {
        true => "",
        false => "case = \"capital\"\n",
    };
    let forms: Vec<String> = forms
        .iter()
        .map(|form| Value::from(form.as_str()).to_string())
        .collect();
    let aliases = match forms.is_empty() {
        true => String::new(),
        false => format!("aliases = [{}]\n", forms.join(", ")),
    };
    let _ = write!(
        out,
        "\n# {episodes} episode{}, {mentions} mention{}, {:.0} % sure\n# {source}:{}:{}: {}\n\
         [[entity]]\nkind = \"{kind}\"\nname = {}\n{aliases}{case}",
        plural(*episodes),
        plural(*mentions),
        confidence * 100.0,
        quote.line,
        quote.column,
        quote.text.replace(|c: char| c.is_control(), " "),
        Value::from(name.as_str()),
    );
}

fn find(args: &Find) -> Result<Status> {
    let mut lexicon = (**Lexicon::embedded()).clone();
    for path in &args.lexicons {
        let text = showgraph::untrusted::read_text(path, showgraph::untrusted::LEXICON)?;
        let user = Lexicon::from_toml(&path.display().to_string(), &text)?;
        lexicon = lexicon.extended(&user);
    }
    let found = lexicon.find(&args.name);
    let mut out = String::new();
    for id in &found {
        if !out.is_empty() {
            out.push('\n');
        }
        describe(&mut out, &lexicon.entry(*id));
    }
    print_text(&out)?;
    if found.is_empty() {
        let near = nearest(&lexicon, &args.name);
        let hint = match near.is_empty() {
            true => String::new(),
            false => format!("; did you mean {}?", near.join(" or ")),
        };
        say(format_args!("the lexicon has no \"{}\"{hint}", args.name));
        return Ok(Status::Incomplete);
    }
    Ok(Status::Done)
}

/// An entry as it would stand in a file of one's own.
fn describe(out: &mut String, entry: &Entry) {
    let text = |text: &str| Value::from(text).to_string();
    let list = |items: Vec<&str>| {
        let items: Vec<String> = items.into_iter().map(text).collect();
        format!("[{}]", items.join(", "))
    };
    let _ = writeln!(out, "[[entity]] # {}", entry.field);
    let mut line = |name: &str, value: String| {
        let _ = writeln!(out, "{name} = {value}");
    };
    line("kind", text(entry.kind.as_str()));
    line("name", text(entry.name));
    let aliases: Vec<&str> = entry.aliases().collect();
    if !aliases.is_empty() {
        line("aliases", list(aliases));
    }
    match entry.case {
        Case::Any => {}
        Case::Capital => line("case", text("capital")),
        Case::Exact => line("case", text("exact")),
    }
    if entry.ambiguous {
        line("ambiguous", "true".into());
    }
    let context: Vec<&str> = entry.context().collect();
    if !context.is_empty() {
        line("context", list(context));
    }
    for (name, value) in [
        ("part_of", entry.part_of),
        ("wikidata", entry.wikidata),
        ("url", entry.url),
    ] {
        if let Some(value) = value {
            line(name, text(value));
        }
    }
}

/// The names most like one that is not there.
fn nearest(lexicon: &Lexicon, name: &str) -> Vec<String> {
    let entries = lexicon.entries();
    let forms = entries.flat_map(|(_, entry)| entry.forms().map(move |form| (form, entry.name)));
    let names = ranked(name, forms, OFFERED).into_iter();
    names.map(|name| format!("\"{name}\"")).collect()
}
