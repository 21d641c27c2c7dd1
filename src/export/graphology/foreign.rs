//! Graphs in the form of other programs, put into that of `graph.json`, so that they are read, and looked at, by the
//! same reader.
//!
//! - Node-link JSON, as networkx writes it (`node_link_data`), of a graph that came from here: by `graph.json`, whose
//!   attributes are nested, or by GraphML, whose are not. Its edges are called `edges` or `links`.
//! - `kg.json` of podcast_scraper, versions 1.0 to 2.0: one episode with its show, people, organizations and topics. What it says was found by
//!   a model or taken from metadata, without a quotation: its edges are inferred. Hosts and guests are those whose role
//!   in this episode says so; what is said of the show as a whole (`HOSTS`, `GUESTS_ON`) is left aside.

use serde_json::{Map, Value, json};

/// The base of IRIs where a graph has none.
const BASE_IRI: &str = "https://showgraph.example/";

/// How sure an edge is of a file that does not say it.
const CONFIDENCE: f64 = 0.5;

/// A text in the form of `graph.json`; none where it is in none of the forms that are known here, and what is wrong
/// with one that is.
pub(super) fn converted(text: &str) -> Option<Result<String, String>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let nodes = value.get("nodes")?.as_array()?;
    let graph = match value.get("schema_version").is_some() && value.get("episode_id").is_some() {
        true => of_podcast_scraper(&value, nodes),
        false => {
            let edges = value.get("edges").or_else(|| value.get("links"));
            let edges = edges.and_then(Value::as_array)?;
            nodes
                .iter()
                .all(|node| node.get("id").is_some())
                .then_some(())?;
            of_node_link(nodes, edges)
        }
    };
    Some(graph.map(|graph| graph.to_string()))
}

fn of_node_link(nodes: &[Value], edges: &[Value]) -> Result<Value, String> {
    let nodes = nodes.iter().map(|node| {
        let attributes = attributes(node, &["id", "key"]);
        Ok(json!({"key": id(&node["id"])?, "attributes": attributes}))
    });
    let nodes: Vec<Value> = nodes.collect::<Result<_, String>>()?;
    let edges = edges.iter().enumerate().map(|(at, edge)| {
        let attributes = attributes(edge, &["source", "target", "key", "id"]);
        // Of edges that networkx keeps apart by numbers the graph's own ids are an attribute.
        let own = [attributes.get("edge_id"), edge.get("id"), edge.get("key")];
        let own = own.into_iter().flatten().find_map(Value::as_str);
        let key = own.map_or_else(|| format!("e{at}"), str::to_owned);
        Ok(json!({
            "key": key,
            "source": id(&edge["source"])?,
            "target": id(&edge["target"])?,
            "attributes": attributes,
        }))
    });
    let edges: Vec<Value> = edges.collect::<Result<_, String>>()?;
    Ok(json!({"attributes": {"base_iri": base_iri(&nodes)}, "nodes": nodes, "edges": edges}))
}

/// The attributes of a node or an edge: nested, or all that is none of its names.
fn attributes(of: &Value, names: &[&str]) -> Map<String, Value> {
    if let Some(nested) = of.get("attributes").and_then(Value::as_object) {
        return nested.clone();
    }
    let mut flat = of.as_object().cloned().unwrap_or_default();
    flat.retain(|name, value| !names.contains(&name.as_str()) && !value.is_null());
    // An edge's own ends took the place of the file that it stands in.
    flat
}

fn id(value: &Value) -> Result<String, String> {
    match value {
        Value::String(id) => Ok(id.clone()),
        Value::Number(id) => Ok(id.to_string()),
        other => Err(format!("{other} is no id of a node")),
    }
}

/// What the IRIs of the entities begin with.
fn base_iri(nodes: &[Value]) -> String {
    let base = nodes.iter().find_map(|node| {
        let (kind, slug) = node["key"].as_str()?.split_once(':')?;
        let iri = node["attributes"]["iri"].as_str()?;
        iri.strip_suffix(&format!("{kind}/{slug}"))
    });
    base.unwrap_or(BASE_IRI).to_owned()
}

fn of_podcast_scraper(file: &Value, nodes: &[Value]) -> Result<Value, String> {
    let episode_id = file["episode_id"].as_str().unwrap_or_default();
    let mut ids: Map<String, Value> = Map::new();
    let mut made: Vec<Value> = Vec::new();
    let mut episode = None;
    for node in nodes {
        let own = id(&node["id"])?;
        let properties = &node["properties"];
        let kind = kind_of(node).ok_or_else(|| {
            format!(
                "the node \"{own}\" is a {}; expected Podcast, Episode, Person, Organization, Topic or Entity",
                node["type"]
            )
        })?;
        let key = format!("{kind}:{}", slug(&own));
        let named = ["title", "name", "label"]
            .iter()
            .find_map(|name| properties[*name].as_str());
        let mut attributes = json!({
            "kind": kind,
            "label": named.unwrap_or(&own),
            "description": properties["description"].as_str(),
        });
        if let Some(aliases) = properties["aliases"].as_array() {
            attributes["aliases"] = Value::String(Value::from(aliases.clone()).to_string());
        }
        match kind {
            "episode" => {
                let transcript = file["extraction"]["transcript_ref"].as_str();
                attributes["source"] = json!(transcript.unwrap_or(episode_id));
                attributes["date"] = json!(properties["publish_date"].as_str());
                let seconds = properties["duration_ms"]
                    .as_u64()
                    .map(|duration| duration / 1000);
                attributes["duration"] = json!(seconds);
                attributes["guid"] = json!(episode_id);
                episode = Some(key.clone());
            }
            "show" => {
                attributes["feed"] = json!(properties["rss_url"].as_str());
                attributes["author"] = json!(properties["publisher"].as_str());
            }
            _ => {
                attributes["episodes"] = json!(1);
                attributes["mentions"] = json!(1);
            }
        }
        ids.insert(own, json!(key));
        made.push(json!({"key": key, "attributes": attributes}));
    }
    let mut edges: Vec<Value> = Vec::new();
    let mut add = |from: &Value, relation: &str, to: &Value, confidence: &Value| {
        edges.push(json!({
            "key": format!("e{}", edges.len()), "source": from, "target": to,
            "attributes": {"relation": relation, "weight": 1.0, "count": 1, "basis": "inferred", "rule": "kg.json",
                "confidence": confidence.as_f64().unwrap_or(CONFIDENCE)},
        }));
    };
    if let Some(episode) = episode.map(Value::String) {
        for (node, made) in nodes.iter().zip(&made) {
            let relation = match node["properties"]["role"].as_str() {
                Some("host") => "hosted_by",
                Some("guest") => "has_guest",
                _ => continue,
            };
            add(&episode, relation, &made["key"], &node["confidence"]);
        }
    }
    let known = |end: &Value| {
        let id = end.as_str().and_then(|end| ids.get(end));
        id.ok_or_else(|| format!("an edge ends at the unknown node {end}"))
    };
    for edge in file["edges"].as_array().into_iter().flatten() {
        let (from, to) = (known(&edge["from"])?, known(&edge["to"])?);
        match edge["type"].as_str() {
            // Said of the thing: it is mentioned by the episode.
            Some("MENTIONS") => add(to, "mentions", from, &edge["properties"]["confidence"]),
            Some("HAS_EPISODE") => add(to, "part_of_show", from, &json!(1.0)),
            _ => {}
        }
    }
    Ok(json!({"attributes": {"base_iri": BASE_IRI}, "nodes": made, "edges": edges}))
}

fn kind_of(node: &Value) -> Option<&'static str> {
    let properties = &node["properties"];
    Some(match node["type"].as_str()? {
        "Podcast" => "show",
        "Episode" => "episode",
        "Person" => "person",
        "Organization" => "organization",
        "Topic" => "concept",
        // Before version 2.0.
        "Entity" => match properties["kind"]
            .as_str()
            .or(properties["entity_kind"].as_str())?
        {
            "org" | "organization" => "organization",
            "person" => "person",
            _ => return None,
        },
        _ => return None,
    })
}

/// The part of an id after the colon, with what ids may hold.
fn slug(id: &str) -> String {
    let slug = id.split_once(':').map_or(id, |(_, slug)| slug);
    let plain = |c: char| {
        if c.is_alphanumeric() || "-_.".contains(c) {
            c
        } else {
            '-'
        }
    };
    slug.chars().map(plain).collect()
}
