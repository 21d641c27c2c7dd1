//! Notes in other languages than English: whose words they are read with, and what does not hold in them.

use showgraph::graph::{KnowledgeGraph, Node};
use showgraph::vocabulary::{Kind, Relation};

use crate::people::graph;

fn neighbours(graph: &KnowledgeGraph, relation: Relation) -> Vec<&str> {
    let episode = graph.nodes_of(Kind::Episode).next().unwrap();
    let mut labels: Vec<&str> = graph
        .neighbours(&episode.id, relation)
        .into_iter()
        .map(|node: &Node| node.label.as_str())
        .collect();
    labels.sort_unstable();
    labels
}

#[test]
fn who_takes_part_is_said_in_five_languages() {
    /// The language, the notes, hosts and guests.
    type Case = (
        &'static str,
        &'static str,
        &'static [&'static str],
        &'static [&'static str],
    );
    let cases: &[Case] = &[
        (
            "German",
            "---\ntitle: Vom Honig\n---\nDiesmal geht es um Bienen im Winter und darum, was sie im Frühling zuerst brauchen.\n\n\
             Moderation: Katharina Vogelsang\n\nZu Gast ist Sabine Lindenau, die seit dreißig Jahren imkert.\n",
            &["Katharina Vogelsang"],
            &["Sabine Lindenau"],
        ),
        (
            "French",
            "---\ntitle: Le phare\n---\nUne émission sur les gardiens de phare et sur la mer en hiver, quand plus personne ne vient.\n\n\
             Présenté par Camille Dubreuil.\n\nNotre invité est avec nous : entretien avec Antoine Lefèvre, ancien gardien.\n",
            &["Camille Dubreuil"],
            &["Antoine Lefèvre"],
        ),
        (
            "Spanish",
            "---\ntitle: La sal\n---\nUn programa sobre las salinas de la costa y sobre la gente que todavía vive de ellas cada verano.\n\n\
             Presentado por Carmen Robledo. Hablamos con Manuel Arteaga, que trabaja allí desde niño.\n",
            &["Carmen Robledo"],
            &["Manuel Arteaga"],
        ),
        (
            "Portuguese",
            "---\ntitle: O moinho\n---\nUm episódio sobre os moinhos do rio e sobre as pessoas que ainda fazem farinha como antigamente.\n\n\
             Apresentação: Beatriz Figueira\n\nConvidado: Joaquim Teixeira, que nasceu na casa do moleiro.\n",
            &["Beatriz Figueira"],
            &["Joaquim Teixeira"],
        ),
    ];
    for (language, notes, hosts, guests) in cases {
        let graph = graph(notes);
        assert_eq!(&neighbours(&graph, Relation::HostedBy), hosts, "{language}");
        assert_eq!(
            &neighbours(&graph, Relation::HasGuest),
            guests,
            "{language}"
        );
    }
}

/// Languages without lists of their own share the words that say who takes part, and nothing else is guessed in them.
#[test]
fn further_languages_share_a_list_of_roles() {
    for (language, notes, hosts, guests) in [
        (
            "Italian",
            "---\ntitle: Il mulino\n---\nUna puntata sui mulini del fiume e sulla gente che ci lavora ancora oggi, tra farina e acqua.\n\n\
             Conduce: Paola Conti\n\nOspite: Marco Bellini, che ci è nato.\n",
            "Paola Conti",
            "Marco Bellini",
        ),
        (
            "Dutch",
            "---\ntitle: De molen\n---\nEen aflevering over de molens langs de rivier en over de mensen die er nog altijd meel malen.\n\n\
             Presentatie: Jan de Vries\n\nGast: Femke Bakker, Universiteit Leiden.\n",
            "Jan de Vries",
            "Femke Bakker",
        ),
        (
            "Polish",
            "---\ntitle: Młyn\n---\nOdcinek o młynach nad rzeką i o ludziach, którzy wciąż mielą w nich mąkę jak dawniej.\n\n\
             Prowadzi: Piotr Zieliński\n\nGościem odcinka jest Anna Kowalska, która się tam urodziła.\n",
            "Piotr Zieliński",
            "Anna Kowalska",
        ),
    ] {
        let graph = graph(notes);
        assert_eq!(
            neighbours(&graph, Relation::HostedBy),
            [hosts],
            "{language}"
        );
        assert_eq!(
            neighbours(&graph, Relation::HasGuest),
            [guests],
            "{language}"
        );
        assert_eq!(graph.nodes_of(Kind::Concept).count(), 0, "{language}");
    }
}

#[test]
fn the_language_is_an_attribute() {
    let german = "---\ntitle: Honey\n---\nDiesmal geht es um Bienen im Winter und darum, was sie im Frühling als Erstes brauchen, wenn noch kaum etwas blüht.\n";
    let stated = german.replace("title: Honey", "title: Honey\nlanguage: de-AT");
    for (notes, expected) in [
        (german, Some("de")),
        (&stated, Some("de-AT")),
        ("Hm.\n", None),
    ] {
        let graph = graph(notes);
        let episode = graph.nodes_of(Kind::Episode).next().unwrap();
        let facts = episode.detail.episode().unwrap();
        let language = facts.language.as_deref();
        assert_eq!(language, expected, "{notes}");
    }
}

#[test]
fn plain_words_of_another_language_name_no_product() {
    let notes = "---\ntitle: Die Uhr\n---\nImmer wieder kommt die Zeit zu kurz. Warum das so ist, und was der Roman damit zu tun hat, erzählen wir \
                 in dieser Folge ganz ohne Formeln.\n";
    let graph = graph(notes);
    let products: Vec<&str> = graph
        .nodes_of(Kind::Product)
        .map(|node| node.label.as_str())
        .collect();
    assert_eq!(products, Vec::<&str>::new());
}

#[test]
fn small_words_of_another_language_name_nothing_together() {
    let notes = "---\ntitle: O moinho\n---\nFalamos sobre os moinhos do rio, as pessoas que moem a farinha e os barcos que ainda passam \
                 por aqui todos os dias.\n";
    let graph = graph(notes);
    let products = graph.nodes_of(Kind::Product).map(|node| &*node.label);
    assert_eq!(products.collect::<Vec<_>>(), Vec::<&str>::new());
}

#[test]
fn decomposed_text_is_read_as_composed() {
    let composed = "---\ntitle: La sal\n---\nUn programa sobre las salinas de la costa y sobre la gente que vive de ellas.\n\n\
                    Presentado por Inés Robledo. Entrevista a Martín Ibáñez, que trabaja allí desde niño.\n";
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd(composed).collect();
    assert_ne!(composed, decomposed);
    let [one, other] = [composed, decomposed.as_str()].map(graph);
    for relation in [Relation::HostedBy, Relation::HasGuest] {
        assert_eq!(neighbours(&one, relation), neighbours(&other, relation));
        assert!(!neighbours(&one, relation).is_empty());
    }
}
