//! Who hosts, who is the guest, who else is named: one small episode for each way of saying so.

use std::fs;

use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::{Kind, Relation};
use showgraph::{Options, Pipeline};

/// Builds a graph of one file.
pub fn graph(text: &str) -> KnowledgeGraph {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("episode.md"), text).unwrap();
    let options = Options::default();
    let outcome = Pipeline::open(&[folder.path().to_owned()], &options)
        .and_then(|pipeline| pipeline.build())
        .unwrap();
    outcome.graph
}

/// The people of a graph, sorted: "host NAME (ALIAS, …)".
fn people(graph: &KnowledgeGraph) -> Vec<String> {
    let mut people: Vec<String> = graph
        .nodes()
        .filter(|node| node.kind == Kind::Person)
        .map(|node| {
            let edges = graph.edges_to(&node.id).into_iter();
            let role = edges
                .map(|edge| match edge.edge.relation {
                    Relation::HostedBy => "host",
                    Relation::HasGuest => "guest",
                    _ => "named",
                })
                .min_by_key(|role| *role == "named")
                .unwrap_or("named");
            match node.aliases.is_empty() {
                true => format!("{role} {}", node.label),
                false => format!("{role} {} ({})", node.label, node.aliases.join(", ")),
            }
        })
        .collect();
    people.sort();
    people
}

#[test]
fn who_takes_part() {
    /// What it shows, the file, the people.
    type Case = (&'static str, &'static str, &'static [&'static str]);
    let cases: &[Case] = &[
        (
            "an account in brackets is the short name that the site uses",
            "---\ntitle: Open compilers\nhosts: [lampyard, jessquill]\nguests: [henryfinch]\n---\nHenry \
             Finch (@left_bench), maintainer of a compiler, joins the show with Jess (@jessquill).\n",
            &[
                "guest Henry Finch (henryfinch)",
                "host jessquill (Jess)",
                "host lampyard",
            ],
        ),
        (
            "a short name that begins with the given name",
            "---\ntitle: Agile from the trenches\nhosts: [chrisharbor]\nguests: [erindovetail]\n---\nIn this \
             session Erin and Chris reminisce, talking about how they met.\n",
            &["guest erindovetail (Erin)", "host chrisharbor (Chris)"],
        ),
        (
            "a title with the guest, an address with a name in it",
            "---\ntitle: Queues with Tyler McMullen\nhosts: [Mara Finch]\n---\nEarlier shows:\n\n- Episode 12: \
             Lamps with Nell Hartwick [podcast](https://show.example/12-lamps-with-nell-hartwick/)\n",
            &[
                "guest Tyler McMullen",
                "host Mara Finch",
                "named Nell Hartwick",
            ],
        ),
        (
            "a guest host is a host of this episode",
            "---\ntitle: Lamps\nhosts: [Mara Finch]\n---\nMara is joined by guest host Nell Hartwick, and they talk \
             about lamps.\n",
            &["host Mara Finch (Mara)", "host Nell Hartwick"],
        ),
        (
            "a role is no part of a name, a place is nobody",
            "---\ntitle: Lamps\nhosts: [Mara Finch]\n---\nWe welcome fellow Engineers Nell Hartwick and Tyler \
             McMullen from South Africa.\n",
            &[
                "guest Nell Hartwick",
                "guest Tyler McMullen",
                "host Mara Finch",
            ],
        ),
        (
            "a producer stands in the list of accounts alone",
            "---\ntitle: Small servers\n---\nMara and Ann answer your questions about small servers.\n\n\
             ### Hit us up on socials\n\n\
             Mara: [X](https://twitter.com/maraf) [Instagram](https://www.instagram.com/maraf)\n\n\
             Ann: [X](https://twitter.com/annq) [Instagram](https://www.instagram.com/annq)\n\n\
             Paul: [X](https://twitter.com/paulw) [Instagram](https://www.instagram.com/paulw)\n",
            &["host Ann", "host Mara", "named Paul"],
        ),
        (
            "who edits and who writes the music makes the show, and is not in it",
            "---\ntitle: Small servers\nhosts: [Mara Finch]\n---\nAbout small servers.\n\n## Credits\n\n\
             Audio editing: Paul Winter\n\nIntro theme: [Ann Quill](https://twitter.com/annquill)\n",
            &["host Mara Finch", "named Ann Quill", "named Paul Winter"],
        ),
        (
            "tags in small letters hold names too",
            "---\ntitle: Small servers\nhosts: [Mara Finch]\ntags: [small servers, linus torvalds, plex]\n---\n\
             About small servers.\n",
            &["host Mara Finch", "named Linus Torvalds"],
        ),
    ];
    for (what, text, expected) in cases {
        assert_eq!(people(&graph(text)), *expected, "{what}");
    }
}

#[test]
fn who_speaks() {
    let notes = "---\ntitle: Lamps\nhosts:\n  - name: Mara Finch\n  - name: Bryan Lisle\nlinks:\n  - name: April \
                 Wensel\n    url: https://twitter.com/aprilwensel\n---\n\n## Transcript\n\n";
    let turns = "[00:00:08] ANNOUNCER: Welcome to the show, one lamp at a time.\n\n\
                 [00:00:41] MF: Hello, everybody. We have been here before.\n\n\
                 [00:01:00] BL: One person that comes to mind is April Wenzel, who writes about it.\n\n\
                 [00:01:16] MF: There you go. Are you still maintaining that?\n\n\
                 [00:01:26] BL: Every six months or so.\n\n\
                 [00:01:30] QX: I was never introduced.\n\n\
                 [00:01:40] QX: Nor was I ever named.\n";
    let graph = graph(&format!("{notes}{turns}"));
    assert_eq!(
        people(&graph),
        [
            "host Bryan Lisle (BL)",
            "host Mara Finch (MF)",
            "named April Wensel (April Wenzel)",
        ]
    );
}

/// Who hosts often is taken for the host where nobody else is, but not for a line of credits that
/// stands below every episode.
#[test]
fn credits_of_the_show_are_no_part_in_an_episode() {
    let folder = tempfile::tempdir().unwrap();
    let hosts = ["Ann Quill", "Ann Quill", "Ann Quill", "Bo Tern", "Bo Tern"];
    let guests = [
        "Henry Finch",
        "Nell Hartwick",
        "Tyler McMullen",
        "Danielle Osei",
        "Felix Baranov",
    ];
    for (at, (host, guest)) in hosts.iter().zip(guests).enumerate() {
        let text = format!(
            "---\ntitle: Lamp {at}\n---\n{host} talks with [{guest}](https://lamps.example/{at}) about lamps.\n\n\
             ## Credits\n\nHosting infrastructure: [Ann Quill](https://twitter.com/annquill)\n"
        );
        fs::write(folder.path().join(format!("{at}.md")), text).unwrap();
    }
    let options = Options::default();
    let built = Pipeline::open(&[folder.path().to_owned()], &options)
        .and_then(|pipeline| pipeline.build())
        .unwrap();
    let mut hosted: Vec<String> = built
        .graph
        .edges()
        .filter(|edge| edge.edge.relation == Relation::HostedBy)
        .map(|edge| format!("{} by {}", edge.from.label, edge.to.label))
        .collect();
    hosted.sort();
    let expected: Vec<String> = hosts
        .iter()
        .enumerate()
        .map(|(at, host)| format!("Lamp {at} by {host}"))
        .collect();
    assert_eq!(hosted, expected);
}

/// Two headings of a series have their last words in common, and neither names anybody.
#[test]
fn headings_of_a_series_are_nobodys_names() {
    let graph = graph(
        "---\ntitle: Wochenschau 3\n---\n## Zahl der Woche\n\n- [Die Lampe](https://lampe.example/neu)\n\n\
         ## KI der Woche\n\n- [Der Ofen](https://ofen.example/alt)\n\n## AI der Woche\n\nWir lesen und reden weiter.\n",
    );
    assert_eq!(people(&graph), [""; 0]);
}

/// A link ends a name: the capital of the word before it belongs to the sentence.
#[test]
fn a_linked_name_is_not_part_of_the_words_around_it() {
    let graph = graph(
        "---\ntitle: Lamps\n---\nA [Nell Hartwick](/people/nell/) page is here, and it is short.\n",
    );
    assert_eq!(people(&graph), ["named Nell Hartwick"]);
}
