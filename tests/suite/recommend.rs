//! What to hear next: the score, its terms, and what they may not depend on.

use std::collections::BTreeSet;

use serde_json::json;
use showgraph::analyze::recommend::{
    RecommendOptions, Recommendations, Recommender, SHOWN, SHOWN_WORDS, Time, Weights,
};
use showgraph::export::parse_graph;
use showgraph::graph::{EntityId, KnowledgeGraph};
use showgraph::vocabulary::Kind;

/// Episodes as (slug, date, "relation thing, relation thing"); a thing is a `kind:slug`.
fn graph(episodes: &[(&str, &str, &str)]) -> KnowledgeGraph {
    let mut things = BTreeSet::new();
    let mut nodes = vec![json!({"key": "show:s", "attributes": {"kind": "show", "label": "S"}})];
    let mut edges = Vec::new();
    let mut tie = |from: &str, relation: &str, to: &str| {
        edges.push(
            json!({"key": format!("{from}.{relation}.{to}.{}", edges.len()),
            "source": from, "target": to, "attributes": {"relation": relation, "weight": 1.0, "confidence": 1.0, "basis": "stated"}}),
        );
    };
    for (number, (slug, date, ties)) in episodes.iter().enumerate() {
        let id = format!("episode:{slug}");
        let mut attributes = json!({"kind": "episode", "label": slug.to_uppercase(),
            "source": format!("{slug}.md"), "number": number + 1});
        if !date.is_empty() {
            attributes["date"] = json!(date);
        }
        nodes.push(json!({"key": id, "attributes": attributes}));
        tie(&id, "part_of_show", "show:s");
        for (relation, thing) in ties.split(", ").filter_map(|tie| tie.split_once(' ')) {
            things.insert(thing.to_owned());
            // "sponsored_by organization:x at url:y" gives the sponsor a page.
            match thing.split_once(" at ") {
                Some((sponsor, page)) => {
                    things.remove(thing);
                    things.extend([sponsor.to_owned(), page.to_owned()]);
                    tie(&id, relation, sponsor);
                    tie(sponsor, "has_page", page);
                }
                None => tie(&id, relation, thing),
            }
        }
    }
    for thing in things {
        let (kind, slug) = thing.split_once(':').unwrap();
        let mut attributes = json!({"kind": kind, "label": slug});
        if kind == "url" {
            attributes["url"] = json!(format!("https://{slug}"));
        }
        nodes.push(json!({"key": thing, "attributes": attributes}));
    }
    let saved =
        json!({"attributes": {"base_iri": "https://a.example/"}, "nodes": nodes, "edges": edges});
    parse_graph(saved.to_string().into_bytes(), "graph.json").expect("sound")
}

fn ask(graph: &KnowledgeGraph, slug: &str, options: &RecommendOptions) -> Recommendations {
    Recommender::new(graph)
        .episode(&EntityId::new(Kind::Episode, slug), options)
        .expect("a known episode")
}

/// The slugs of what is recommended.
fn order(answer: &Recommendations) -> Vec<String> {
    let episodes = answer.recommendations.iter();
    episodes
        .map(|found| found.episode.slug().to_owned())
        .collect()
}

/// The same graph without a node.
fn without(graph: &KnowledgeGraph, id: &EntityId) -> KnowledgeGraph {
    let (base, mut nodes, mut edges) = graph.clone().into_parts();
    nodes.retain(|node| node.id != *id);
    edges.retain(|(from, to, _)| from != id && to != id);
    KnowledgeGraph::from_parts(base, nodes, edges).expect("sound")
}

const EPISODES: &[(&str, &str, &str)] = &[
    (
        "ask",
        "2020-01-01",
        "about concept:bees, mentions concept:wax, mentions product:radio, has_guest person:ada",
    ),
    ("rare", "2020-01-01", "mentions concept:wax"),
    ("common", "2020-01-01", "mentions product:radio"),
    ("topic", "2020-01-01", "about concept:bees"),
    (
        "guest",
        "2020-01-01",
        "has_guest person:ada, mentions product:radio",
    ),
    ("other", "2020-01-01", "mentions product:radio"),
    ("none", "2020-01-01", "mentions concept:rope"),
];

#[test]
fn rare_things_strong_ties_and_several_grounds_count_more() {
    let graph = graph(EPISODES);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    // In 4 of 7 episodes, the radio is a hub: it says nothing, and "common" and "other" do not come.
    assert_eq!(order(&answer), ["guest", "topic", "rare"]);
}

#[test]
fn a_sponsor_its_pages_and_its_site_are_no_ground() {
    let ad = "sponsored_by organization:soap at url:soap.example/a, links_to url:soap.example/a, links_to url:soap.example/b";
    let cases = [
        ("the sponsor", "mentions organization:soap", 0),
        ("its page", "links_to url:soap.example/a", 0),
        ("another page of its site", "links_to url:soap.example/b", 0),
        ("something else", "links_to url:bees.example", 1),
    ];
    for (name, ties, expected) in cases {
        let asked = format!("{ad}, links_to url:bees.example");
        let graph = graph(&[("ask", "", &asked), ("one", "", ties), ("two", "", "")]);
        let answer = ask(&graph, "ask", &RecommendOptions::default());
        assert_eq!(answer.recommendations.len(), expected, "{name}");
    }
}

/// Texts of episodes: "term count/episodes, …" by slug.
const TEXTS: &[(&str, &str)] = &[
    ("ask", "honey 3/2,queen 2/2,harbor 5/2,bees 4/2"),
    ("topic", "honey 2/2,bees 1/2"),
    ("rare", "queen 1/2,honey 1/2"),
    ("none", "harbor 6/2,rope 3/1"),
    ("other", "bees 2/2"),
];

/// The same graph with the words of texts.
fn with_texts(graph: KnowledgeGraph, texts: &[(&str, &str)]) -> KnowledgeGraph {
    let (base, mut nodes, edges) = graph.into_parts();
    for node in &mut nodes {
        let text = texts.iter().find(|(slug, _)| *slug == node.id.slug());
        if let (Some((_, text)), Some(detail)) = (text, node.detail.episode_mut()) {
            detail.terms = Some(text.parse().expect("sound"));
        }
    }
    KnowledgeGraph::from_parts(base, nodes, edges).expect("sound")
}

#[test]
fn without_a_ground_a_score_falls_by_that_share() {
    let graph = with_texts(graph(EPISODES), TEXTS);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    let mut grounds = 0;
    for found in &answer.recommendations {
        for reason in &found.because {
            let options = RecommendOptions {
                exclude: [reason.id.clone()].into(),
                ..RecommendOptions::default()
            };
            let again = ask(&graph, "ask", &options);
            let mut left = again.recommendations.iter();
            let left = left.find(|left| left.episode == found.episode);
            // Being near in time alone is no recommendation.
            let left = left.map_or(found.nearness * found.score, |left| left.score);
            let fallen = (found.score - left) / found.score;
            assert!(
                (fallen - reason.share).abs() < 1e-3,
                "{}: {fallen} is not {}",
                found.label,
                reason.share
            );
            grounds += 1;
        }
    }
    assert_eq!(grounds, 3);
}

#[test]
fn shares_are_of_all_that_is_shared() {
    let many: Vec<String> = (0..40)
        .map(|at| format!("mentions concept:c{at}"))
        .collect();
    let many = many.join(", ");
    let words: Vec<String> = (0..40).map(|at| format!("w{at} 1/2")).collect();
    let words = words.join(",");
    let mut episodes = vec![("ask", "", many.as_str()), ("twin", "", many.as_str())];
    episodes.extend([("x", "", ""), ("y", "", ""), ("z", "", "")]);
    let graph = with_texts(graph(&episodes), &[("ask", &words), ("twin", &words)]);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    let twin = &answer.recommendations[0];
    assert_eq!((twin.because.len(), twin.words.len()), (SHOWN, SHOWN_WORDS));
    assert!(twin.because.is_sorted_by(|a, b| a.share >= b.share));
    // Things and words count alike here, and each of them is a fortieth.
    for share in twin
        .because
        .iter()
        .map(|reason| reason.share)
        .chain(twin.words.iter().map(|word| word.share))
    {
        assert!((share - 0.5 / 40.0).abs() < 1e-3, "{share}");
    }
}

#[test]
fn words_are_a_ground_and_those_of_a_thing_count_for_it() {
    let graph = with_texts(graph(EPISODES), TEXTS);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    let found = |slug: &str| {
        let mut all = answer.recommendations.iter();
        all.find(|found| found.episode.slug() == slug).expect(slug)
    };
    // "none" shares no thing, but a word; of "topic" the word "bees" is in the thing's name.
    assert!(found("none").because.is_empty());
    assert_eq!(&*found("none").words[0].word, "harbor");
    let words: Vec<&str> = found("topic")
        .words
        .iter()
        .map(|shared| &*shared.word)
        .collect();
    assert_eq!(words, ["honey"]);
    let without = RecommendOptions {
        words: false,
        ..RecommendOptions::default()
    };
    assert_eq!(
        order(&ask(&graph, "ask", &without)),
        ["guest", "topic", "rare"]
    );
}

#[test]
fn hosts_sponsors_platforms_and_the_show_are_no_ground() {
    for (name, ties, word) in [
        ("a host", "hosted_by person:mara-finch", "mara"),
        ("a sponsor elsewhere", "mentions organization:soap", "soap"),
        ("the show", "mentions concept:s", ""),
        ("a platform", "mentions organization:spotify", "spotify"),
        ("what sort of show it is", "about concept:tech-podcast", ""),
    ] {
        let text = if word.is_empty() {
            String::new()
        } else {
            format!("{word} 3/2")
        };
        let graph = graph(&[
            ("ask", "", ties),
            ("one", "", ties),
            (
                "two",
                "",
                "sponsored_by organization:soap, hosted_by person:mara-finch",
            ),
            ("three", "", "hosted_by person:mara-finch"),
            ("four", "", ""),
            ("five", "", ""),
        ]);
        let graph = with_texts(graph, &[("ask", &text), ("one", &text)]);
        let answer = ask(&graph, "ask", &RecommendOptions::default());
        assert_eq!(order(&answer), [] as [&str; 0], "{name}");
    }
}

#[test]
fn the_best_five_do_not_rest_on_one_thing() {
    let mut episodes = vec![("ask", "", "about concept:bees, mentions concept:wax")];
    let bees = ["b1", "b2", "b3", "b4"];
    episodes.extend(bees.map(|slug| (slug, "", "about concept:bees")));
    episodes.extend(["w1", "w2", "w3"].map(|slug| (slug, "", "mentions concept:wax")));
    episodes.extend(["e", "f", "g", "h", "i", "j"].map(|slug| (slug, "", "")));
    let graph = graph(&episodes);
    let first = |options: &RecommendOptions| order(&ask(&graph, "ask", options))[..5].to_vec();
    let varied = first(&RecommendOptions::default());
    assert_eq!(
        varied,
        ["b1", "b2", "w1", "w2", "b3"],
        "what is passed over follows when nothing else is there"
    );
    let same = RecommendOptions {
        same: true,
        ..RecommendOptions::default()
    };
    assert_eq!(first(&same), ["b1", "b2", "b3", "b4", "w1"]);
}

#[test]
fn what_an_episode_is_about_is_among_the_reasons() {
    let grounds = "has_guest person:a, has_guest person:b, has_guest person:c, has_guest person:d, has_guest person:e";
    let asked = format!("{grounds}, about concept:bees");
    let mut episodes = vec![("ask", "", asked.as_str())];
    episodes.extend(["a", "b", "c", "d", "f", "g"].map(|slug| (slug, "", grounds)));
    episodes.extend(["about"].map(|slug| (slug, "", "mentions concept:bees")));
    let others: Vec<String> = (0..12).map(|at| format!("x{at}")).collect();
    episodes.extend(others.iter().map(|slug| (slug.as_str(), "", "")));
    let graph = graph(&episodes);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    assert_eq!(order(&answer)[4], "about");
    assert_eq!(order(&answer).len(), 7, "nothing is lost");
}

#[test]
fn what_was_heard_is_left_out_and_the_last_counts_most() {
    let graph = graph(&[
        ("first", "", "about concept:bees"),
        ("second", "", "about concept:wax"),
        ("bees", "", "about concept:bees"),
        ("wax", "", "about concept:wax"),
        ("e", "", ""),
        ("f", "", ""),
    ]);
    let recommender = Recommender::new(&graph);
    let heard = |slugs: [&str; 2]| {
        let ids = slugs.map(|slug| EntityId::new(Kind::Episode, slug));
        order(&recommender.heard(&ids, &RecommendOptions::default()))
    };
    assert_eq!(heard(["first", "second"]), ["wax", "bees"]);
    assert_eq!(heard(["second", "first"]), ["bees", "wax"]);
    assert_eq!(
        heard(["none", "first"]),
        ["bees"],
        "what is unknown is left aside"
    );
}

#[test]
fn a_list_follows_an_entity_and_takes_few_of_a_show() {
    let graph = graph(&[
        ("ask", "", "about concept:bees, mentions concept:wax"),
        ("old", "2019-01-01", "about concept:bees"),
        ("new", "2021-01-01", "mentions concept:bees"),
        ("wax", "2020-01-01", "mentions concept:wax"),
        ("e", "", ""),
        ("f", "", ""),
        ("g", "", ""),
        ("h", "", ""),
    ]);
    let follow = RecommendOptions {
        follow: ["concept:bees".into()].into(),
        ..RecommendOptions::default()
    };
    assert_eq!(order(&ask(&graph, "ask", &follow)), ["old", "new"]);
    let latest = Recommender::new(&graph).for_entities(&["concept:bees".into()], &follow);
    assert_eq!(order(&latest), ["new", "old", "ask"], "the latest first");
    let few = RecommendOptions {
        show_limit: Some(1),
        ..RecommendOptions::default()
    };
    assert_eq!(order(&ask(&graph, "ask", &few)), ["old"]);
}

#[test]
fn equals_are_ordered_by_date_then_id() {
    let graph = graph(&[
        ("ask", "", "mentions concept:wax"),
        ("c", "2020-05-01", "mentions concept:wax"),
        ("b", "", "mentions concept:wax"),
        ("a", "2020-05-01", "mentions concept:wax"),
        ("d", "2021-05-01", "mentions concept:wax"),
        ("e", "", ""),
        ("f", "", ""),
        ("g", "", ""),
        ("h", "", ""),
        ("i", "", ""),
        ("j", "", ""),
        ("k", "", ""),
        ("l", "", ""),
    ]);
    let answer = ask(&graph, "ask", &RecommendOptions::default());
    assert_eq!(order(&answer), ["d", "a", "c", "b"]);
    for limit in 1..4 {
        let few = ask(
            &graph,
            "ask",
            &RecommendOptions {
                limit,
                ..RecommendOptions::default()
            },
        );
        assert_eq!(
            order(&few),
            order(&answer)[..limit],
            "the first {limit} are the same"
        );
    }
}

#[test]
fn options_narrow_and_shift_the_answer() {
    let graph = graph(&[
        ("old", "2019-01-01", "mentions concept:wax"),
        (
            "ask",
            "2020-01-01",
            "mentions concept:wax, has_guest person:ada",
        ),
        ("new", "2021-01-01", "has_guest person:ada"),
        ("undated", "", "mentions concept:wax"),
        ("e", "", ""),
        ("f", "", ""),
        ("g", "", ""),
        ("h", "", ""),
    ]);
    let exclude = |id: &str| RecommendOptions {
        exclude: [EntityId::from(id)].into(),
        ..RecommendOptions::default()
    };
    let time = |time| RecommendOptions {
        time,
        ..RecommendOptions::default()
    };
    let kinds = |kind, factor| RecommendOptions {
        kinds: [(kind, factor)].into(),
        ..RecommendOptions::default()
    };
    let cases: &[(&str, RecommendOptions, &[&str])] = &[
        (
            "all",
            RecommendOptions::default(),
            &["new", "old", "undated"],
        ),
        (
            "one",
            RecommendOptions {
                limit: 1,
                ..RecommendOptions::default()
            },
            &["new"],
        ),
        ("only earlier ones", time(Time::Earlier), &["old"]),
        ("before a date", time(Time::Before("2021".into())), &["old"]),
        (
            "not this episode",
            exclude("episode:new"),
            &["old", "undated"],
        ),
        ("not for this reason", exclude("concept:wax"), &["new"]),
        ("nothing of this show", exclude("show:s"), &[]),
        ("no people", kinds(Kind::Person, 0.0), &["old", "undated"]),
        (
            "concepts first",
            kinds(Kind::Concept, 1000.0),
            &["old", "undated", "new"],
        ),
    ];
    for (name, options, expected) in cases {
        assert_eq!(order(&ask(&graph, "ask", options)), *expected, "{name}");
    }
}

#[test]
fn a_diverse_list_does_not_say_the_same_twice() {
    let graph = graph(&[
        (
            "ask",
            "",
            "about concept:bees, about concept:wax, mentions concept:rope",
        ),
        ("bees-1", "", "about concept:bees, about concept:wax"),
        ("bees-2", "", "about concept:bees, about concept:wax"),
        ("rope", "", "mentions concept:rope"),
        ("e", "", ""),
        ("f", "", ""),
        ("g", "", ""),
        ("h", "", ""),
    ]);
    let diverse = |balance| RecommendOptions {
        limit: 2,
        diverse: balance,
        ..RecommendOptions::default()
    };
    assert_eq!(
        order(&ask(&graph, "ask", &diverse(None))),
        ["bees-1", "bees-2"]
    );
    assert_eq!(
        order(&ask(&graph, "ask", &diverse(Some(1.0)))),
        ["bees-1", "bees-2"]
    );
    assert_eq!(
        order(&ask(&graph, "ask", &diverse(Some(0.4)))),
        ["bees-1", "rope"]
    );
}

#[test]
fn all_answers_are_those_of_each() {
    let graph = graph(EPISODES);
    let recommender = Recommender::new(&graph);
    let all = recommender.all(&RecommendOptions::default());
    let each: Vec<_> = graph
        .nodes_of(Kind::Episode)
        .map(|node| {
            recommender
                .episode(&node.id, &RecommendOptions::default())
                .unwrap()
        })
        .collect();
    assert_eq!(all, each);
    assert_eq!(
        recommender.episode(&"episode:no".into(), &RecommendOptions::default()),
        None
    );
}

#[test]
fn entities_are_asked_for_however_common_they_are() {
    let graph = graph(EPISODES);
    let recommender = Recommender::new(&graph);
    let ids = [
        "product:radio".into(),
        "person:ada".into(),
        "person:nobody".into(),
    ];
    let answer = recommender.for_entities(&ids, &RecommendOptions::default());
    assert_eq!(answer.entities, 2);
    assert_eq!(order(&answer)[..2], ["ask", "guest"]);
    assert_eq!(answer.recommendations.len(), 4);
}

#[test]
fn a_draft_is_answered_as_if_it_were_in_the_graph() {
    let all = graph(EPISODES);
    let published = without(&all, &"episode:ask".into());
    let draft = graph(&EPISODES[..1]);
    let answer = Recommender::new(&published)
        .draft(&published, &draft, &RecommendOptions::default())
        .expect("an episode");
    let order = order(&answer);
    for slug in ["guest", "topic", "rare"] {
        assert!(
            order.iter().any(|found| found == slug),
            "{slug} in {order:?}"
        );
    }
    assert!(
        Recommender::new(&all)
            .draft(
                &all,
                &KnowledgeGraph::default(),
                &RecommendOptions::default()
            )
            .is_none()
    );
}

#[test]
fn an_episode_outside_of_the_part_that_answers_is_answered() {
    let all = graph(EPISODES);
    let part = without(&all, &"episode:ask".into());
    let recommender = Recommender::new(&part);
    let ask = |graph: &KnowledgeGraph, slug: &str| {
        let id = EntityId::new(Kind::Episode, slug);
        recommender.episode_of(graph, &id, &RecommendOptions::default())
    };
    let answer = ask(&all, "ask").expect("the larger graph has it");
    // The radio is a hub there.
    assert_eq!(answer.entities, 3);
    let found = order(&answer);
    for slug in ["guest", "topic", "rare"] {
        assert!(
            found.iter().any(|other| other == slug),
            "{slug} in {found:?}"
        );
    }
    // What the part has is answered as by the part alone, and what neither has is not answered.
    let rare: EntityId = "episode:rare".into();
    assert_eq!(
        ask(&all, "rare"),
        recommender.episode(&rare, &RecommendOptions::default())
    );
    assert_eq!(ask(&all, "no"), None);
}

#[test]
fn a_draft_calls_things_by_other_names() {
    let node = |label: &str, aliases: &str| json!({"key": "product:x", "attributes": {"kind": "product", "label": label, "aliases": aliases}});
    let one = |node: serde_json::Value| {
        let saved = json!({"attributes": {"base_iri": "https://a.example/"},
            "nodes": [node, {"key": "episode:e", "attributes": {"kind": "episode", "label": "E", "source": "e.md"}}],
            "edges": [{"key": "1", "source": "episode:e", "target": "product:x", "attributes": {"relation": "about", "weight": 1.0, "confidence": 1.0, "basis": "stated"}}]});
        parse_graph(saved.to_string().into_bytes(), "graph.json").expect("sound")
    };
    let graph = one(node("Kubernetes", r#"["K8s"]"#));
    let cases = [
        ("the same", node("Kubernetes", "[]"), true),
        ("other case", node("kubernetes", "[]"), true),
        ("its alias", node("k8s", "[]"), true),
        (
            "an alias of the draft",
            node("Kube", r#"["Kubernetes"]"#),
            true,
        ),
        ("something else", node("Nomad", "[]"), false),
    ];
    for (name, node, found) in cases {
        let draft = one(node);
        let answer = Recommender::new(&graph)
            .draft(&graph, &draft, &RecommendOptions::default())
            .unwrap();
        assert_eq!(!answer.recommendations.is_empty(), found, "{name}");
    }
}

#[test]
fn a_table_of_weights_is_checked() {
    assert!(
        Weights::parse("hub = 1", "w.toml")
            .unwrap_err()
            .to_string()
            .contains("w.toml")
    );
    let graph = graph(EPISODES);
    let first = |weights: Weights| {
        let recommender = Recommender::with_weights(&graph, weights);
        let answer = recommender.episode(&"episode:ask".into(), &RecommendOptions::default());
        answer.unwrap().recommendations[0].clone()
    };
    let mut timeless = Weights::default();
    timeless.parts.nearness = 0.0;
    assert!(first(Weights::default()).nearness > 0.0);
    assert_eq!(first(timeless).nearness, 0.0);
}

#[test]
fn a_short_answer_is_the_beginning_of_the_long_one() {
    // Enough episodes that a short answer looks at a few of them only.
    let names: Vec<(String, String)> = (0..200)
        .map(|at| {
            let mut ties = vec![format!("mentions concept:pair-{}", at / 2)];
            if at % 3 == 0 {
                ties.push("about concept:common".into());
            }
            if at % 50 == 0 {
                ties.push("mentions concept:rare".into());
            }
            (format!("e{at:03}"), ties.join(", "))
        })
        .collect();
    let episodes: Vec<(&str, &str, &str)> = names
        .iter()
        .map(|(slug, ties)| (slug.as_str(), "", ties.as_str()))
        .collect();
    let graph = graph(&episodes);
    let recommender = Recommender::new(&graph);
    for slug in ["e000", "e001", "e150", "e199"] {
        let id = EntityId::new(Kind::Episode, slug);
        let ask = |limit| {
            let options = RecommendOptions {
                limit,
                ..RecommendOptions::default()
            };
            recommender.episode(&id, &options).unwrap().recommendations
        };
        let all = ask(1000);
        for limit in [1, 2, 5, 20] {
            assert_eq!(
                ask(limit)[..],
                all[..limit.min(all.len())],
                "{slug}, {limit}"
            );
        }
    }
}
