//! What comes into a list, in which order, and what options make of it.

use showgraph::analyze::recommend::{RecommendOptions, Recommender, Time};
use showgraph::graph::EntityId;
use showgraph::vocabulary::Kind;

use super::{EPISODES, ask, graph, order};

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
