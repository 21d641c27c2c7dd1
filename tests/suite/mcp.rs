//! `showgraph mcp`, as a client sees it that writes lines of JSON itself. The official clients ask it in `tests/mcp`.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::project::repository;

/// Sends lines and closes standard input.
fn send(arguments: &[&str], folder: &Path, lines: &[String]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_showgraph"))
        .arg("mcp")
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    for line in lines {
        writeln!(input, "{line}").unwrap();
    }
    drop(input);
    child.wait_with_output().unwrap()
}

/// Asks in the older protocol; the answers by the number of the question, from 1.
fn ask(arguments: &[&str], folder: &Path, questions: &[Value]) -> BTreeMap<u64, Value> {
    let mut lines = vec![
        json!({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": "2025-06-18",
            "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}),
        json!({"jsonrpc": "2.0", "method": "notifications/initialized"}),
    ];
    for (number, question) in questions.iter().enumerate() {
        let mut request = question.clone();
        request["jsonrpc"] = json!("2.0");
        request["id"] = json!(number + 1);
        lines.push(request);
    }
    let lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    let output = send(arguments, folder, &lines);
    let messages = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{messages}");
    assert_eq!(messages, "");
    let answers = String::from_utf8(output.stdout).unwrap();
    answers
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter_map(|answer| Some((answer["id"].as_u64()?, answer)))
        .collect()
}

fn call(tool: &str, arguments: Value) -> Value {
    json!({"method": "tools/call", "params": {"name": tool, "arguments": arguments}})
}

#[test]
fn a_question_is_answered_with_ids_for_the_next() {
    let answers = ask(
        &["--graph", "output/graph.json"],
        repository(),
        &[
            call("resolve_name", json!({"name": "k8s"})),
            call(
                "quote_evidence",
                json!({"node": "product:kubernetes", "limit": 1}),
            ),
            call("find_paths", json!({"from": "Kubernetes", "to": "k8s"})),
        ],
    );
    let found = &answers[&1]["result"]["structuredContent"];
    assert_eq!(found["matches"][0]["id"], "product:kubernetes");
    let quoted = &answers[&2]["result"]["structuredContent"];
    assert_eq!(
        quoted["evidence"][0]["source"],
        "platform-hour/content/post/episode-36-kubernetes-1-3/index.md"
    );
    assert_eq!(quoted["evidence"].as_array().unwrap().len(), 1);
    assert_eq!(quoted["next_offset"], 1);
    let failed = &answers[&3]["result"];
    assert_eq!(failed["isError"], true);
    assert!(
        failed["content"][0]["text"]
            .as_str()
            .unwrap()
            .contains("one node")
    );
}

#[test]
fn notes_are_read_in_one_step_and_the_site_s_own_queries_are_there() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("showgraph.toml"), "").unwrap();
    fs::create_dir(folder.path().join("queries")).unwrap();
    fs::write(
        folder.path().join("queries/titles.rq"),
        "#+ summary: titles\nPREFIX schema: <https://schema.org/>\n\
         SELECT ?title WHERE { ?episode a schema:PodcastEpisode ; schema:name ?title } ORDER BY ?title\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("001.md"),
        "---\ntitle: Bees\nnumber: 1\n---\nKubernetes for bees.\n",
    )
    .unwrap();
    let questions = [call("run_query", json!({"query": "titles"}))];
    let answers = ask(&["--quiet", "001.md"], folder.path(), &questions);
    let rows = &answers[&1]["result"]["structuredContent"]["rows"];
    assert_eq!(rows, &json!([[{"value": "Bees"}]]));
}

#[test]
fn what_is_no_message_is_refused_and_the_next_one_answered() {
    let good = json!({"jsonrpc": "2.0", "id": 7, "method": "initialize", "params": {
        "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}});
    let list = json!({"jsonrpc": "2.0", "id": 8, "method": "tools/list"});
    let ready = json!({"jsonrpc": "2.0", "method": "notifications/initialized"});
    let lines = [
        good.to_string(),
        ready.to_string(),
        "{\"a\": [".into(),
        "\u{1b}[2J".into(),
        String::new(),
        list.to_string(),
    ];
    let output = send(&["--graph", "output/graph.json"], repository(), &lines);
    assert_eq!(output.status.code(), Some(0));
    let last = String::from_utf8(output.stdout).unwrap();
    let last: Value = serde_json::from_str(last.lines().last().unwrap()).unwrap();
    assert_eq!(last["id"], 8);
    assert!(last["result"]["tools"].as_array().unwrap().len() >= 10);
}

#[test]
fn a_client_that_leaves_ends_it_and_a_graph_that_is_not_there_is_an_error() {
    let output = send(&["--graph", "output/graph.json"], repository(), &[]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(0), 0));
    let output = send(&["--graph", "nothing.json"], repository(), &[]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("nothing.json"), "{message}");
}
