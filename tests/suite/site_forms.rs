//! What newcomers' sites look like: fields, files, addresses and texts as generators and people write
//! them, each with what is right. A case says what the graph holds, and behind "no " what it does not.

use std::collections::BTreeSet;

use showgraph::graph::{Detail, KnowledgeGraph, Node};
use showgraph::vocabulary::Kind;
use showgraph::{Options, Pipeline};

use crate::project::folder;

/// What it is, its files, and what is right.
type Case<'c> = (&'c str, &'c [(&'c str, &'c str)], &'c [&'c str]);

/// The facts of a graph: `person Jana Weber`, `a.md has_guest Jana Weber`, `a.md refers_to b.md`,
/// `a.md date 2024-03-10`, `a.md number 7`, `a.md title Clay`, `2 episodes`.
fn facts(graph: &KnowledgeGraph) -> BTreeSet<String> {
    let detail = |node: &Node| match &node.detail {
        Detail::Episode(detail) => Some(detail.clone()),
        _ => None,
    };
    let source = |node: &Node| {
        let detail = detail(node);
        detail.map_or_else(|| node.label.clone(), |detail| detail.source)
    };
    let mut facts = BTreeSet::new();
    for kind in [Kind::Episode, Kind::Person, Kind::Show, Kind::Url] {
        let count = graph.nodes_of(kind).count();
        facts.insert(format!("{count} {kind}s"));
    }
    for node in graph.nodes() {
        facts.insert(format!("{} {}", node.kind, node.label));
        if let Some(detail) = detail(node) {
            let place = &detail.source;
            facts.insert(format!("{place} title {}", node.label));
            facts.extend(
                detail
                    .date
                    .as_ref()
                    .map(|date| format!("{place} date {date}")),
            );
            facts.extend(
                detail
                    .number
                    .map(|number| format!("{place} number {number}")),
            );
        }
    }
    for view in graph.edges() {
        let (from, to) = (source(view.from), source(view.to));
        facts.insert(format!("{from} {} {to}", view.edge.relation));
        let seconds = view.edge.evidence.seconds;
        facts.extend(seconds.map(|seconds| format!("{from} at {seconds} {to}")));
    }
    facts
}

fn check(cases: &[Case<'_>]) {
    let mut wrong = Vec::new();
    for (what, files, expected) in cases {
        let folder = folder(files);
        let pipeline = Pipeline::open(&[folder.path().to_owned()], &Options::default()).unwrap();
        let facts = facts(&pipeline.build().unwrap().graph);
        for fact in *expected {
            let right = match fact.strip_prefix("no ") {
                Some(absent) => !facts.contains(absent),
                None => facts.contains(*fact),
            };
            if !right {
                wrong.push(format!("{what}: {fact}, but {facts:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A page with these fields.
fn with(fields: &str) -> String {
    format!("---\ntitle: Clay\n{fields}\n---\nWe talk about clay.\n")
}

#[test]
fn people_stand_in_fields_of_many_names() {
    let fields = [
        ("presented_by: Jana Weber", "hosted_by"),
        ("hostedBy: [Jana Weber]", "hosted_by"),
        ("moderation: Jana Weber", "hosted_by"),
        ("host1: Jana Weber\nhost2: Otto Lind", "hosted_by"),
        ("gäste: [Jana Weber]", "has_guest"),
        ("invités: [Jana Weber]", "has_guest"),
        ("special_guests: [Jana Weber]", "has_guest"),
        ("guest_1: Jana Weber", "has_guest"),
        ("podcast: {guests: [Jana Weber], number: 4}", "has_guest"),
        (
            "people: {hosts: [Otto Lind], guests: [Jana Weber]}",
            "has_guest",
        ),
        ("guests: {Jana Weber: https://jw.example}", "has_guest"),
        ("guests: [{vorname: Jana, nachname: Weber}]", "has_guest"),
        (
            "guests: [{first: Jana, last: Weber, title: Potter}]",
            "has_guest",
        ),
        ("guests: [{name: '**Jana Weber**'}]", "has_guest"),
        ("guests: JANA WEBER", "has_guest"),
        ("guests: \"Jana Weber\" and \"Otto Lind\"", "has_guest"),
        ("guests: [\"Otto Lind\", \"Jana Weber]", "has_guest"),
        ("guests: Jana Weber: potter", "has_guest"),
    ];
    for (field, role) in fields {
        let text = with(field);
        let expected = format!("a.md {role} Jana Weber");
        check(&[(field, &[("a.md", &text)], &[&expected])]);
    }
}

#[test]
fn fields_without_fences_are_fields() {
    check(&[
        (
            "Pelican",
            &[(
                "a.md",
                "Title: Clay: a story\nDate: 2024-03-10 10:20\nGuests: Jana Weber\n\nWe talk.\n",
            )],
            &[
                "a.md title Clay: a story",
                "a.md date 2024-03-10T10:20:00",
                "a.md has_guest Jana Weber",
            ],
        ),
        (
            "Hexo",
            &[(
                "a.md",
                "title: Clay\ndate: 2024-03-10\nguests:\n- Jana Weber\n---\nWe talk.\n",
            )],
            &[
                "a.md title Clay",
                "a.md date 2024-03-10",
                "a.md has_guest Jana Weber",
            ],
        ),
        (
            "a dialogue is none",
            &[("a.md", "Anna: Hello.\nOtto: Hello.\n\nWe talk.\n")],
            &["a.md title A"],
        ),
        (
            "one line is none",
            &[("a.md", "Title: who knows\n\nWe talk.\n")],
            &["a.md title A"],
        ),
    ]);
}

#[test]
fn pages_and_data_name_people() {
    let episode = with("number: 1\nguests: [jw]");
    let pages = [
        (
            "content/authors/jw/_index.md",
            "---\ntitle: Jana Weber\n---\n",
        ),
        ("content/gäste/jw.md", "---\ntitle: Jana Weber\n---\n"),
        (
            "content/people/jw.md",
            "---\nfirst_name: Jana\nlast_name: Weber\n---\n",
        ),
        (
            "content/people/jw.md",
            "---\nlayout: person\n---\n# Jana Weber\n",
        ),
        ("content/people/jw.md", "# Jana Weber\n\nPots.\n"),
        ("src/content/hosts/jw.yaml", "name: Jana Weber\n"),
        ("blog/authors.yml", "jw:\n  name: Jana Weber\n"),
        (
            "data/speakers.yml",
            "- key: jw\n  firstName: Jana\n  lastName: Weber\n",
        ),
    ];
    for (page, text) in pages {
        let files = [("content/ep/1.md", &*episode), (page, text)];
        let expected = [
            "content/ep/1.md has_guest Jana Weber",
            "1 episodes",
            "1 persons",
        ];
        check(&[(page, &files, &expected)]);
    }
    for slug in [
        "jana-weber",
        "/people/jw.md",
        "people/jw",
        "'[[Jana Weber]]'",
    ] {
        let episode = with(&format!("number: 1\nguests: [{slug}]"));
        let page = ("content/people/jw.md", "---\ntitle: Jana Weber\n---\n");
        let files = [("content/ep/1.md", &*episode), page];
        check(&[(slug, &files, &["person Jana Weber", "1 persons"])]);
    }
}

#[test]
fn translations_are_no_second_episodes() {
    let (one, other) = (
        with("episode: 1\ndate: 2024-03-10"),
        with("episode: 1\ndate: 2024-03-10"),
    );
    let second = with("episode: 2\ndate: 2024-04-10");
    let keyed = with("episode: 1\ntranslationKey: clay");
    check(&[
        (
            "folders of languages",
            &[
                ("content/en/ep/clay.md", &one),
                ("content/de/ep/clay.md", &other),
            ],
            &["1 episodes"],
        ),
        (
            "the first language has no folder",
            &[
                ("_posts/2024-03-10-clay.md", &one),
                ("de/_posts/2024-03-10-clay.md", &other),
            ],
            &["1 episodes", "_posts/2024-03-10-clay.md title Clay"],
        ),
        (
            "Docusaurus",
            &[
                ("blog/clay.md", &one),
                ("i18n/fr/docusaurus-plugin-content-blog/clay.md", &other),
            ],
            &["1 episodes"],
        ),
        (
            "a key in common",
            &[("ep/clay.en.md", &keyed), ("ep/ton.de.md", &keyed)],
            &["1 episodes", "ep/clay.en.md title Clay"],
        ),
        (
            "two shows in folders of languages are two",
            &[("en/1.md", &one), ("de/1.md", &second)],
            &["2 episodes"],
        ),
    ]);
}

#[test]
fn lists_with_times_are_chapters() {
    let bodies = [
        "\\[0:00\\] Welcome\n\\[03:05\\] Kubernetes\n",
        "- Welcome (0:00)\n- Kubernetes (03:05)\n",
        "| When | What |\n|---|---|\n| 0:00 | Welcome |\n| 03:05 | Kubernetes |\n",
        "<table><tr><td>03:05</td><td>Kubernetes</td></tr><tr><td></td><td>Clay</td></tr></table>\n",
        "## 00:00 Welcome\n\n## 03:05 Kubernetes\n\nText.\n",
    ];
    for body in bodies {
        let text = format!("---\ntitle: Clay\n---\n{body}");
        check(&[(body, &[("a.md", &text)], &["a.md at 185 Kubernetes"])]);
    }
}

#[test]
fn links_lead_to_own_episodes_on_every_site() {
    let clay = with("number: 1\ndate: 2024-03-10");
    let ash = |link: &str| format!("---\ntitle: Ash\nnumber: 2\n---\nSee [that]({link}).\n");
    type Case<'a> = (&'a str, [(&'a str, &'a str); 2], &'a str, &'a str);
    let cases: [Case<'_>; 5] = [
        (
            "{{ site.baseurl }}/2024/03/10/clay.html",
            [
                ("_config.yml", "url: https://k.example\nbaseurl: /talk\n"),
                ("_posts/2024-03-10-clay.md", &clay),
            ],
            "_posts/2024-03-17-ash.md",
            "_posts/2024-03-10-clay.md",
        ),
        (
            "/2024/03/10/clay/",
            [
                ("_config.yml", "permalink: :year/:month/:day/:title/\n"),
                ("source/_posts/clay.md", &clay),
            ],
            "source/_posts/ash.md",
            "source/_posts/clay.md",
        ),
        (
            "{filename}/clay.md",
            [("pelicanconf.py", ""), ("content/clay.md", &clay)],
            "content/ash.md",
            "content/clay.md",
        ),
        (
            "/blog/2024/03/10/clay",
            [
                ("docusaurus.config.js", ""),
                ("blog/2024-03-10-clay.md", &clay),
            ],
            "blog/2024-03-17-ash.md",
            "blog/2024-03-10-clay.md",
        ),
        (
            "/ep/clay/",
            [
                ("hugo.toml", "baseURL = 'https://k.example/'\n"),
                ("content/ep/clay.md", &clay),
            ],
            "content/ep/ash.md",
            "content/ep/clay.md",
        ),
    ];
    for (link, [config, target], from, to) in cases {
        let text = ash(link);
        let expected = format!("{from} refers_to {to}");
        check(&[(
            link,
            &[config, target, (from, &text)],
            &[&expected, "2 episodes"],
        )]);
    }
    let field = "---\ntitle: Ash\nnumber: 2\nlinks: [{title: Clay, url: /ep/clay/}]\n---\nSee.\n";
    check(&[(
        "a field",
        &[("content/ep/clay.md", &clay), ("content/ep/ash.md", field)],
        &["content/ep/ash.md refers_to content/ep/clay.md"],
    )]);
}

#[test]
fn a_link_to_a_page_about_somebody_names_a_person() {
    for link in [
        "[[people/otto|Otto Lindqvist]]",
        "[Otto Lindqvist](people/otto.md)",
    ] {
        let text = format!("---\ntitle: Clay\n---\nA {link} page.\n");
        check(&[(
            link,
            &[("a.md", &text)],
            &["a.md mentions Otto Lindqvist", "person Otto Lindqvist"],
        )]);
    }
}

#[test]
fn addresses_of_the_front_matter_name_nothing() {
    let text = with(
        "links:\n  - https://k.example/a\n  - {title: 'https://k.example/b', url: 'https://k.example/b'}",
    );
    check(&[(
        "a title",
        &[("a.md", &text)],
        &["2 urls", "no concept HTTP", "no concept HTTPS"],
    )]);
}
