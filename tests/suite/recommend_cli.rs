//! `showgraph recommend` as scripts and producers see it.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use showgraph::analyze::recommend::{RecommendOptions, Recommendations, Recommender};
use showgraph::error::Error;
use showgraph::export::{Exporter, Json, read_graph, read_grounds};
use showgraph::graph::KnowledgeGraph;

use crate::project::{said, showgraph};

/// The graph of the sample episodes; made once.
static SAMPLE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    showgraph()
        .args(["export", "tests/corpus", "--format", "json", "-o"])
        .arg(folder.path())
        .assert()
        .success();
    folder
});

fn ask(graph: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = showgraph();
    said(
        command
            .arg("recommend")
            .args(arguments)
            .arg("--graph")
            .arg(graph),
    )
}

fn sample(arguments: &[&str]) -> (i32, String, String) {
    ask(&SAMPLE.path().join("graph.json"), arguments)
}

/// Every episode's answers by the graph that `read` makes of a file.
fn answers(
    path: &Path,
    read: impl Fn(&Path) -> Result<KnowledgeGraph, Error>,
) -> Vec<Recommendations> {
    let graph = read(path).expect("a graph");
    Recommender::new(&graph).all(&RecommendOptions::default())
}

#[test]
fn what_is_read_of_a_graph_is_all_that_is_needed() {
    let saved = SAMPLE.path().join("graph.json");
    let all = answers(&saved, read_graph);
    assert_eq!(answers(&saved, read_grounds), all);

    // The same graph in another layout is read as a whole.
    let value: Value = serde_json::from_slice(&fs::read(&saved).unwrap()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let pretty = folder.path().join("graph.json");
    fs::write(&pretty, serde_json::to_string_pretty(&value).unwrap()).unwrap();
    assert_eq!(answers(&pretty, read_grounds), all);
    let written = |path: &Path| {
        let graph = read_graph(path).expect("a graph");
        Json::new().write(&graph, Vec::new()).expect("written")
    };
    assert_eq!(written(&pretty), written(&saved));
}

#[test]
fn without_words_things_answer() {
    let folder = tempfile::tempdir().unwrap();
    showgraph()
        .args([
            "export",
            "tests/corpus",
            "--format",
            "json",
            "--no-terms",
            "-o",
        ])
        .arg(folder.path())
        .assert()
        .success();
    let graph = folder.path().join("graph.json");
    assert!(!fs::read_to_string(&graph).unwrap().contains("\"terms\":"));
    let (status, stdout, _) = ask(&graph, &[BUNDLE, "--format", "json"]);
    assert_eq!(status, 0);
    let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    let found = answers[0]["recommendations"].as_array().unwrap();
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|one| one.get("words").is_none()),
        "{stdout}"
    );
}

const BUNDLE: &str = "episode-36-kubernetes-1-3/index.md";

#[test]
fn json_has_the_promised_shape() {
    let (status, stdout, _) = sample(&["--all", "--format", "json", "-n", "3"]);
    assert_eq!(status, 0);
    let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!(answers.len(), 18, "one for each episode");
    let mut recommendations = 0;
    for answer in &answers {
        assert!(answer["episode"].as_str().unwrap().starts_with("episode:"));
        assert!(answer["source"].as_str().unwrap().contains('.'));
        let found = answer["recommendations"].as_array().unwrap();
        assert!(found.len() <= 3);
        for recommendation in found {
            recommendations += 1;
            assert_ne!(recommendation["episode"], answer["episode"]);
            assert!(recommendation["score"].as_f64().unwrap() > 0.0);
            assert!(recommendation["label"].is_string() && recommendation["source"].is_string());
            let because = recommendation["because"].as_array().unwrap();
            let words = recommendation["words"]
                .as_array()
                .map_or(&[][..], Vec::as_slice);
            assert!(because.len() <= 5 && words.len() <= 3);
            assert!(!because.is_empty() || !words.is_empty(), "{recommendation}");
            let shares = because
                .iter()
                .chain(words)
                .map(|b| b["share"].as_f64().unwrap());
            let shares = shares.sum::<f64>() + recommendation["nearness"].as_f64().unwrap_or(0.0);
            assert!(shares > 0.0 && shares <= 1.0, "{recommendation}");
            for because in because {
                let kind = because["kind"].as_str().unwrap();
                assert!(
                    because["id"].as_str().unwrap().starts_with(kind),
                    "{because}"
                );
                assert!(because["label"].is_string());
            }
        }
    }
    assert!(recommendations > 10, "{recommendations}");
}

#[test]
fn an_episode_has_many_names_and_any_number_of_threads_says_the_same() {
    let (status, by_path, _) = sample(&[BUNDLE]);
    assert_eq!(status, 0);
    let (_, by_title, _) = sample(&["episode-36-kubernetes-1-3/index.md", "--threads", "1"]);
    assert_eq!(by_path, by_title);
    let one = sample(&["--all", "--threads", "1"]);
    let four = sample(&["--all", "--threads", "4"]);
    assert_eq!(one, four);
}

#[test]
fn formats_for_sites() {
    let (_, html, _) = sample(&[BUNDLE, "--format", "html-fragment", "-n", "2"]);
    assert!(
        html.starts_with("<section class=\"related-episodes\" data-episode=\"episode:"),
        "{html}"
    );
    assert_eq!(html.matches("<li><a href=\"https://").count(), 2, "{html}");

    let (_, hugo, _) = sample(&[BUNDLE, "--format", "hugo", "-n", "2"]);
    let fields: toml::Table = hugo.parse().expect("TOML");
    assert_eq!(fields["related"].as_array().unwrap().len(), 2, "{hugo}");

    let (_, jekyll, _) = sample(&[BUNDLE, "--format", "jekyll", "-n", "2"]);
    let fields: Value = serde_saphyr::from_str(&jekyll).expect("YAML");
    assert_eq!(fields["related"].as_array().unwrap().len(), 2, "{jekyll}");
}

#[test]
fn misuse_ends_with_status_2_and_says_what_is_wrong() {
    let cases: &[(&str, &[&str], &str)] = &[
        ("nothing asked", &[], "EPISODE"),
        ("two questions", &["36", "--all"], "--all"),
        (
            "an unknown episode",
            &["episode-36-kubernetes"],
            "did you mean",
        ),
        (
            "an unknown entity",
            &["--for", "Kubernetse"],
            "did you mean \"Kubernetes\"",
        ),
        (
            "an unknown exception",
            &["--all", "--exclude", "Kubernetse"],
            "Kubernetes",
        ),
        (
            "no recommendation",
            &["--all", "-n", "0"],
            "a number from 1",
        ),
        (
            "a kind that is not shared",
            &["--all", "--kinds", "show"],
            "show",
        ),
        (
            "a wrong factor",
            &["--all", "--kinds", "person=-1"],
            "\"-1\" is no factor",
        ),
        (
            "a question and entities",
            &["36", "--for", "Kubernetes"],
            "--for",
        ),
        (
            "an unknown heard one",
            &["--heard", "36,no-such"],
            "no-such",
        ),
        ("a wrong balance", &["--all", "--diverse=2"], "from 0 to 1"),
        ("a wrong date", &["--all", "--before=soon"], "soon"),
        (
            "no date to be before",
            &["--for", "Kubernetes", "--before"],
            "--before=2020",
        ),
    ];
    for (name, arguments, expected) in cases {
        let (status, stdout, stderr) = sample(arguments);
        assert_eq!(status, 2, "{name}: {stderr}");
        assert_eq!(stdout, "", "{name}: standard output is for data");
        assert!(stderr.contains(expected), "{name}: {stderr}");
    }
    let (status, _, stderr) = ask(Path::new("no/graph.json"), &["--all"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("no/graph.json"), "{stderr}");
}

#[test]
fn entities_have_episodes() {
    let (status, stdout, _) = sample(&["--for", "Kubernetes", "Cloud Run", "--format", "json"]);
    assert_eq!(status, 0);
    let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!(answers[0]["for"].as_array().unwrap().len(), 2);
    assert!(!answers[0]["recommendations"].as_array().unwrap().is_empty());
}

#[test]
fn a_draft_is_read_by_the_same_pipeline() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("next-week.md");
    fs::write(
        &draft,
        "---\ntitle: Kubernetes at the edge\ndraft: true\n---\n\nWe talk about Kubernetes and Cloud Run.\n",
    )
    .unwrap();
    let draft = draft.to_str().unwrap();
    let (status, stdout, stderr) = sample(&[draft, "--format", "json", "--before"]);
    assert_eq!(status, 0, "{stderr}");
    let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert_eq!(answers[0]["episode"], Value::Null);
    assert_eq!(answers[0]["source"], draft);
    let because = answers[0]["recommendations"][0]["because"].to_string();
    assert!(
        because.contains("Kubernetes") || because.contains("Cloud Run"),
        "{because}"
    );
}

#[test]
fn a_part_of_the_graph_answers_for_all_of_it() {
    let dates = |arguments: &[&str]| -> Vec<String> {
        let (status, stdout, stderr) = sample(&[&[BUNDLE, "-n", "50"], arguments].concat());
        assert_eq!(status, 0, "{arguments:?}: {stderr}");
        let lines = stdout.lines().filter(|line| line.contains("episode:"));
        lines
            .skip(1)
            .filter_map(|line| line.split_whitespace().nth(2).map(str::to_owned))
            .collect()
    };
    let all = dates(&[]);
    let late = dates(&["--since", "2020"]);
    assert!(!late.is_empty() && late.len() < all.len(), "{late:?}");
    // The episode itself is of 2016: it is asked about and not recommended.
    assert!(late.iter().all(|date| date.as_str() >= "2020"), "{late:?}");
    let early = dates(&["--until", "2019"]);
    assert_eq!(early.len() + late.len(), all.len());

    let (_, first, _) = sample(&["--for", "Kubernetes", "--top", "1", "--format", "json"]);
    let answers: Vec<Value> = serde_json::from_str(&first).unwrap();
    for recommendation in answers[0]["recommendations"].as_array().unwrap() {
        assert_eq!(recommendation["because"].as_array().unwrap().len(), 1);
    }
    let (status, _, stderr) = sample(&[BUNDLE, "--since", "2999"]);
    assert_eq!(status, 2);
    assert!(stderr.contains("nothing is left"), "{stderr}");
}

#[test]
fn what_has_no_answer_says_why_with_status_1() {
    let folder = tempfile::tempdir().unwrap();
    let draft = folder.path().join("nothing.md");
    fs::write(&draft, "---\ntitle: Hm\n---\n\nhm, hm.\n").unwrap();
    let (status, stdout, stderr) = sample(&[draft.to_str().unwrap(), "--format", "json"]);
    assert_eq!(status, 1, "{stderr}");
    let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
    assert!(answers[0]["recommendations"].as_array().unwrap().is_empty());
    assert!(
        stderr.contains("names no entity or page that is in the graph"),
        "{stderr}"
    );

    let graph = folder.path().join("graph.json");
    fs::write(
        &graph,
        r#"{"attributes": {"base_iri": "https://a.example/"}, "edges": [], "nodes": [
            {"key": "episode:a", "attributes": {"kind": "episode", "label": "A", "source": "a.md"}}]}"#,
    )
    .unwrap();
    let (status, _, stderr) = ask(&graph, &["a"]);
    assert_eq!(status, 1, "{stderr}");
    assert!(
        stderr.contains("\"A\" (episode:a) names no entity"),
        "{stderr}"
    );
}

#[test]
fn what_was_heard_what_is_followed_and_how_many_of_a_show() {
    let episodes = |arguments: &[&str]| -> Vec<String> {
        let (status, stdout, stderr) =
            sample(&[arguments, &["--format", "json", "-n", "50"]].concat());
        assert_eq!(status, 0, "{arguments:?}: {stderr}");
        let answers: Vec<Value> = serde_json::from_str(&stdout).unwrap();
        let found = answers[0]["recommendations"].as_array().unwrap();
        found
            .iter()
            .map(|one| one["source"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = episodes(&[BUNDLE]);
    let left = episodes(&[BUNDLE, "--heard", &all[0]]);
    assert_eq!(left.len() + 1, all.len());
    assert!(!left.contains(&all[0]));
    let both = [BUNDLE, &all[0]].join(",");
    let heard = episodes(&["--heard", &both]);
    assert!(
        !heard.is_empty() && heard.iter().all(|one| !both.contains(one)),
        "{heard:?}"
    );
    let followed = episodes(&[BUNDLE, "--follow", "Kubernetes"]);
    assert!(
        !followed.is_empty() && followed.len() < all.len(),
        "{followed:?}"
    );
    assert!(!episodes(&["--follow", "Kubernetes"]).is_empty());
    let few = episodes(&[BUNDLE, "--show-limit", "1"]);
    assert!(few.len() < all.len(), "{few:?}");
}
