//! What makes a score, and what is no ground for one.

use showgraph::analyze::recommend::{RecommendOptions, Recommender, SHOWN, SHOWN_WORDS, Weights};
use showgraph::graph::KnowledgeGraph;
use showgraph::vocabulary::Relation;

use super::{EPISODES, TEXTS, ask, graph, order, with_texts};

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
fn a_sentence_that_the_show_repeats_is_no_ground() {
    const SENTENCE: &str = "Honey comes with a discount for all who listen";
    for (name, quote, times, found) in [
        ("in eight episodes", SENTENCE, 8, 0),
        ("in seven", SENTENCE, 7, 7),
        ("the name with its label", "the honey page", 8, 7),
        ("the name alone", "honey", 8, 7),
    ] {
        let slugs: Vec<String> = (0..30).map(|at| format!("e{at:02}")).collect();
        let ties = |at: usize| if at < 8 { "mentions concept:honey" } else { "" };
        let episodes: Vec<(&str, &str, &str)> = slugs
            .iter()
            .enumerate()
            .map(|(at, slug)| (slug.as_str(), "", ties(at)))
            .collect();
        let (base, nodes, mut edges) = graph(&episodes).into_parts();
        for (from, _, edge) in &mut edges {
            let at = slugs.iter().position(|slug| *slug == from.slug());
            if edge.relation == Relation::Mentions && at.is_some_and(|at| at < times) {
                edge.evidence.quote = quote.into();
            }
        }
        let graph = KnowledgeGraph::from_parts(base, nodes, edges).expect("sound");
        let answer = ask(&graph, "e00", &RecommendOptions::default());
        assert_eq!(answer.recommendations.len(), found, "{name}");
    }
}
