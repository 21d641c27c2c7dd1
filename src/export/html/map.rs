//! What the page's map shows when it is opened, and where it stands: computed here, so that the map is there at once.

use crate::analyze::layout::{Layout, MapShape};
use crate::graph::{KnowledgeGraph, Node};
use crate::vocabulary::Kind;

/// The map draws no more at once (`LIMIT` in src/export/viewer/src/visible.ts).
const MOST: usize = 2_000;

/// The map of a large screen, in pixels.
const WIDTH: f64 = 1_200.0;
const HEIGHT: f64 = 800.0;

/// How much of it nodes may cover.
const COVERED: f64 = 0.08;

/// A node is a disc, its room a square; between two of them lies a little space.
const MARGIN: f64 = 3.0;

/// The places of what is shown first: the weightiest nodes without pages, and without the show where it is one only.
pub(super) fn layout(graph: &KnowledgeGraph) -> Layout {
    let shows = graph.nodes_of(Kind::Show).count();
    let first = |node: &&Node| match node.kind {
        Kind::Url => false,
        Kind::Show => shows > 1,
        _ => true,
    };
    let mut nodes: Vec<&Node> = graph.nodes().filter(first).collect();
    if nodes.is_empty() {
        nodes = graph.nodes().collect();
    }
    nodes.sort_by(|a, b| {
        let by_weight = b.weight.total_cmp(&a.weight);
        by_weight.then_with(|| b.episodes.cmp(&a.episodes))
    });
    nodes.truncate(MOST);
    let most = largest(&nodes);
    let shape = MapShape {
        aspect: WIDTH / HEIGHT,
        room: std::f64::consts::FRAC_PI_4 / COVERED,
    };
    Layout::of(graph, &nodes, shape, |node| {
        let side = 2.0 * radius(node, nodes.len(), most) + MARGIN;
        (side, side)
    })
}

/// How much larger than the least the heaviest node may be, so that all leave most of the map free (`radii` in
/// src/export/viewer/src/layout.ts).
fn largest(nodes: &[&Node]) -> f64 {
    let area = |most: f64| -> f64 {
        let radii = nodes.iter().map(|node| radius(node, nodes.len(), most));
        radii
            .map(|radius| std::f64::consts::PI * radius * radius)
            .sum()
    };
    let sizes = (6..=17).rev().map(f64::from);
    sizes
        .into_iter()
        .find(|most| area(*most) <= COVERED * WIDTH * HEIGHT)
        .unwrap_or(5.0)
}

fn radius(node: &Node, count: usize, most: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "at most MOST")]
    let count = count.max(1) as f64;
    let least = (COVERED * WIDTH * HEIGHT / (12.0 * count))
        .sqrt()
        .clamp(1.6, 3.5);
    match node.kind {
        Kind::Show => least + 0.4 * most,
        Kind::Episode => least + 1.0,
        _ => {
            // Its weight to the power of three quarters, by functions that are the same everywhere.
            let root = node.weight.clamp(0.0, 1.0).sqrt();
            least + most * root * root.sqrt()
        }
    }
}
