//! What a document states outright: the episode's facts, credits, links and speakers. Nothing here has
//! to be classified.

use rustc_hash::FxHashMap;

use super::features::context::LinkTarget;
use super::mention::{
    CreditMention, EpisodeFacts, ExtractedEpisode, LinkMention, LocationMention, Quote, Role,
    SITE_LINK, ShowMention, Speaker,
};
use super::quote::Quoter;
use super::tokenized::TokenizedDocument;
use crate::knowledge::Knowledge;
use crate::knowledge::addresses::PageType;
use crate::knowledge::cues::Section;
use crate::source::{BlockKind, CreditRole, Document, LinkKind, Span, is_people_folder};
use crate::text::fold::fold_letters;
use crate::vocabulary::{DocumentParts, UrlCategory};

/// The links of a document, by their index there.
#[derive(Default)]
pub(super) struct Links {
    /// Their places among the mentions' links; images have none.
    pub places: Vec<Option<u32>>,
    /// What they show.
    pub targets: Vec<Option<LinkTarget>>,
}

/// Whether an address without host may be that of a page.
fn is_of_site(href: &str) -> bool {
    let before = href.split(['/', '?', '#']).next().unwrap_or_default();
    !href.starts_with(['#', '?']) && !before.contains(':') && !href.contains('\n')
}

/// What a link to a page of the site's own people shows: somebody, called like the page or not.
fn portrait(href: &str) -> Option<LinkTarget> {
    let path = href.split(['?', '#']).next()?;
    let (folders, page) = path.trim_end_matches('/').rsplit_once('/')?;
    let mut folders = folders.split('/').map(str::to_lowercase);
    folders.any(|name| is_people_folder(&name)).then(|| {
        let name = page.rsplit_once('.').map_or(page, |(name, _)| name);
        LinkTarget {
            page: PageType::Profile,
            subject: Some(fold_letters([name].into_iter())),
            domain: None,
            platform: true,
            software: false,
        }
    })
}

/// Reads what a document states.
pub(super) struct MetadataReader<'a, 'd> {
    pub document: &'d Document,
    pub knowledge: &'a Knowledge,
    pub tokenized: &'a TokenizedDocument<'d>,
    pub quoter: &'a mut Quoter<'d>,
}

impl MetadataReader<'_, '_> {
    /// Adds all of it to the mentions.
    pub(super) fn read(mut self, out: &mut ExtractedEpisode) -> Links {
        out.episode = self.episode();
        out.credits = self.credits();
        out.speakers = self.speakers();
        self.links(&mut out.links)
    }

    fn episode(&mut self) -> EpisodeFacts {
        let front = &self.document.front;
        let title = self
            .document
            .blocks
            .iter()
            .position(|block| block.kind == BlockKind::Title);
        let quote = title.map_or_else(Quote::default, |block| {
            self.quoter.quote(block, self.document.blocks[block].span)
        });
        let url = front
            .url
            .as_deref()
            .and_then(|url| self.knowledge.addresses.read(url));
        EpisodeFacts {
            key: self.document.key.clone(),
            files: self
                .document
                .text
                .files()
                .iter()
                .map(|file| file.path.clone())
                .collect(),
            name: self.document.name.clone(),
            show: front
                .show
                .clone()
                .or_else(|| self.document.show.clone())
                .unwrap_or_default(),
            title: front
                .title
                .clone()
                .unwrap_or_else(|| self.document.source().to_owned()),
            number: front.number,
            season: front.season,
            season_name: front.season_name.clone(),
            date: front.date.clone(),
            duration: front.duration,
            language: front
                .language
                .clone()
                .or_else(|| self.tokenized.detected.map(str::to_owned)),
            guid: front.guid.clone(),
            locations: self.locations(),
            references: self.references(),
            description: front.description.clone(),
            slug: front.slug.clone(),
            url: url.map(|address| address.canonical),
            host: self.document.host.clone(),
            paths: self.document.paths.clone(),
            quote,
        }
    }

    fn locations(&self) -> Vec<LocationMention> {
        let locations = self.document.front.locations.iter();
        locations
            .map(|location| LocationMention {
                name: self.document.text.slice(location.name).to_owned(),
                geo: location.geo.clone(),
                osm: location.osm.clone(),
                quote: self.quoter.value(location.name),
            })
            .collect()
    }

    fn references(&self) -> Vec<ShowMention> {
        let references = self.document.front.references.iter();
        references
            .map(|reference| ShowMention {
                show: reference.show.clone(),
                quote: Quote {
                    seconds: reference.seconds,
                    ..self.quoter.value(reference.span)
                },
            })
            .collect()
    }

    fn credits(&self) -> Vec<CreditMention> {
        let credits = self.document.front.credits.iter();
        credits
            .map(|credit| CreditMention {
                name: credit.name.clone(),
                full_name: credit.full_name.clone(),
                is_slug: credit.is_slug,
                role: match credit.role {
                    CreditRole::Host => Some(Role::Host),
                    CreditRole::Guest => Some(Role::Guest),
                    CreditRole::Other | CreditRole::Sponsor => None,
                },
                sponsor: credit.role == CreditRole::Sponsor,
                urls: credit.urls.clone(),
                quote: self.quoter.value(credit.span),
            })
            .collect()
    }

    fn links(&mut self, out: &mut Vec<LinkMention>) -> Links {
        let mut links = Links::default();
        for link in &self.document.links {
            let address = self.knowledge.addresses.read(&link.href);
            let block = link.block as usize;
            let (mut place, mut target) = (None, None);
            if address.is_none() && link.kind != LinkKind::Image && is_of_site(&link.href) {
                out.push(LinkMention {
                    href: link.href.clone(),
                    text: String::new(),
                    url: [SITE_LINK, &link.href].concat(),
                    category: UrlCategory::Other,
                    shape: PageType::Page,
                    quote: self.quoter.quote(block, link.text),
                    places: DocumentParts::of(self.document.blocks[block].place),
                    sponsor: false,
                    block: self.tokenized.blocks[block].fingerprint,
                });
                target = portrait(&link.href);
            }
            if let Some(address) = address.filter(|_| link.kind != LinkKind::Image) {
                target = Some(LinkTarget {
                    page: address.shape,
                    subject: address
                        .subject
                        .as_deref()
                        .map(|name| fold_letters([name].into_iter())),
                    domain: address
                        .domain
                        .as_deref()
                        .map(|name| fold_letters([name].into_iter())),
                    platform: matches!(
                        address.category,
                        UrlCategory::Wiki
                            | UrlCategory::Video
                            | UrlCategory::Social
                            | UrlCategory::Code
                            | UrlCategory::Package
                            | UrlCategory::Store
                            | UrlCategory::Podcast
                    ),
                    software: address.software,
                });
                // Where to write to somebody is no page.
                if address.category == UrlCategory::Mail {
                    links.places.push(None);
                    links.targets.push(target);
                    continue;
                }
                place = Some(out.len() as u32);
                let host = &self.document.blocks[block];
                out.push(LinkMention {
                    href: link.href.clone(),
                    text: self.document.visible(host, link.text).into_owned(),
                    url: address.canonical,
                    category: address.category,
                    shape: address.shape,
                    quote: self.quoter.quote(block, link.text),
                    places: DocumentParts::of(host.place),
                    sponsor: self.tokenized.blocks[block].section == Section::Sponsor,
                    block: self.tokenized.blocks[block].fingerprint,
                });
            }
            links.places.push(place);
            links.targets.push(target);
        }
        links
    }

    fn speakers(&mut self) -> Vec<Speaker> {
        let mut speakers: Vec<Speaker> = Vec::new();
        let mut by_label: FxHashMap<&str, usize> = FxHashMap::default();
        let mut last: Option<Span> = None;
        for (index, block) in self.document.blocks.iter().enumerate() {
            let Some(label) = block.speaker else { continue };
            // Continuation paragraphs share the label's span with the turn that they continue.
            if last == Some(label) {
                continue;
            }
            last = Some(label);
            let name = self.document.text.slice(label).trim();
            let at = *by_label.entry(name).or_insert_with(|| {
                speakers.push(Speaker {
                    label: name.to_owned(),
                    turns: 0,
                    quote: Quote::default(),
                });
                speakers.len() - 1
            });
            speakers[at].turns += 1;
            if speakers[at].turns == 1 {
                speakers[at].quote = self.quoter.turn(index, label);
            }
        }
        speakers
    }
}
