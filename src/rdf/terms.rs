//! The RDF vocabulary that we write: every class and property once, with its IRI, and the name it
//! has in our JSON-LD context.
//!
//! The terms of schema.org go without a prefix in JSON-LD, all others with theirs. Domains and
//! ranges are those of schema.org 29; where none fits, the term is our own (`sg:`).

/// <https://schema.org/>
pub const SCHEMA: &str = "https://schema.org/";
/// Our own terms. They do not depend on the base IRI.
pub const SG: &str = "https://showgraph.example/ns#";
/// <https://www.w3.org/2004/02/skos/core>
pub const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

macro_rules! terms {
    (@base schema) => { "https://schema.org/" };
    (@base sg) => { "https://showgraph.example/ns#" };
    (@base skos) => { "http://www.w3.org/2004/02/skos/core#" };
    (@key schema $local:literal) => { $local };
    (@key $prefix:ident $local:literal) => { concat!(stringify!($prefix), ":", $local) };
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $prefix:ident $local:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $($(#[$vmeta])* $variant,)+ }

        impl $name {
            /// Every one, in the order in which they are written.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The whole IRI.
            pub const fn iri(self) -> &'static str {
                match self { $(Self::$variant => concat!(terms!(@base $prefix), $local),)+ }
            }

            /// The name in our JSON-LD context.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => terms!(@key $prefix $local),)+ }
            }
        }
    };
}

terms! {
    /// A class.
    Class {
        /// A show.
        PodcastSeries = schema "PodcastSeries",
        /// An episode.
        PodcastEpisode = schema "PodcastEpisode",
        /// A person.
        Person = schema "Person",
        /// An organization.
        Organization = schema "Organization",
        /// A product.
        Product = schema "Product",
        /// A concept is both this …
        DefinedTerm = schema "DefinedTerm",
        /// … and this.
        Concept = skos "Concept",
        /// An event.
        Event = schema "Event",
        /// A place.
        Place = schema "Place",
        /// A book, film, song or other work.
        CreativeWork = schema "CreativeWork",
        /// A page.
        WebPage = schema "WebPage",
        /// An edge with its evidence.
        Link = sg "Link",
    }
}

terms! {
    /// A property.
    Property {
        /// The node's id. Thing -> Text
        Identifier = schema "identifier",
        /// The label. Thing -> Text
        Name = schema "name",
        /// An alias. Thing -> Text
        AlternateName = schema "alternateName",
        /// The label of a concept.
        PrefLabel = skos "prefLabel",
        /// An alias of a concept.
        AltLabel = skos "altLabel",
        /// Thing -> Text
        Description = schema "description",
        /// The same thing elsewhere. Thing -> URL
        SameAs = schema "sameAs",
        /// The address of a page, and of that of a show. Thing -> URL
        Url = schema "url",
        /// The address of a show's feed. PodcastSeries -> DataFeed or URL
        WebFeed = schema "webFeed",
        /// Who makes a show, as its feed writes it. CreativeWork -> Text
        CreditText = schema "creditText",
        /// A category of a show. CreativeWork -> Text or URL
        Genre = schema "genre",
        /// CreativeWork -> Language or Text
        InLanguage = schema "inLanguage",
        /// The sort of page.
        Category = sg "category",
        /// Episode -> CreativeWorkSeries
        PartOfSeries = schema "partOfSeries",
        /// Episode -> Integer
        EpisodeNumber = schema "episodeNumber",
        /// The number of an episode's season.
        Season = sg "season",
        /// The name of an episode's season.
        SeasonName = sg "seasonName",
        /// What identifies a show or an episode in feeds.
        Guid = sg "guid",
        /// The name of a place that a feed gives for a show or an episode.
        Location = sg "location",
        /// CreativeWork -> Date or DateTime
        DatePublished = schema "datePublished",
        /// Episode -> Duration
        Duration = schema "duration",
        /// Episode -> Person: hosts and guests
        Actor = schema "actor",
        /// The hosts.
        Host = sg "host",
        /// The guests.
        Guest = sg "guest",
        /// CreativeWork -> Thing
        About = schema "about",
        /// CreativeWork -> Thing
        Mentions = schema "mentions",
        /// What an episode links to. CreativeWork -> CreativeWork
        Citation = schema "citation",
        /// An episode that it links to.
        RefersTo = sg "refersTo",
        /// CreativeWork -> Organization
        Sponsor = schema "sponsor",
        /// A sponsor, organization or product.
        SponsoredBy = sg "sponsoredBy",
        /// A page about it. Thing -> CreativeWork
        SubjectOf = schema "subjectOf",
        /// Person -> Organization
        Affiliation = schema "affiliation",
        /// Organization -> Organization
        ParentOrganization = schema "parentOrganization",
        /// Event -> Event
        SuperEvent = schema "superEvent",
        /// Place -> Place
        ContainedInPlace = schema "containedInPlace",
        /// CreativeWork -> CreativeWork
        IsPartOf = schema "isPartOf",
        /// Concept -> Concept
        Broader = skos "broader",
        /// Entity -> entity, from the lexicon.
        PartOf = sg "partOf",
        /// Entities that share episodes (one-mode graphs).
        SharesEpisodes = sg "sharesEpisodes",
        /// In how many episodes.
        Episodes = sg "episodes",
        /// How often in all.
        MentionCount = sg "mentionCount",
        /// The day of the first episode that has it.
        First = sg "first",
        /// The day of the last one.
        Last = sg "last",
        /// The key of its topic.
        Topic = sg "topic",
        /// Of a link: the node that it leaves.
        From = sg "from",
        /// Of a link: the node that it enters.
        To = sg "to",
        /// Of a link: the relation's name.
        Relation = sg "relation",
        /// Salience of a node; strength of a link.
        Weight = sg "weight",
        /// Of a link: 0 to 1.
        Confidence = sg "confidence",
        /// Of a link: how many mentions stand behind it.
        Count = sg "count",
        /// Of a link: front_matter, notes, transcript.
        Where = sg "where",
        /// Path of the file, of an episode and of a link's first mention.
        Source = sg "source",
        /// Of a link: the line of the first mention.
        Line = sg "line",
        /// Of a link: the column of the first mention.
        Column = sg "column",
        /// Of a link: what stands there.
        Quote = sg "quote",
        /// Of a link: seconds from the episode's start.
        Seconds = sg "seconds",
        /// Of a link: the rule that made it.
        Rule = sg "rule",
        /// Of a link: stated, inferred, lexicon.
        Basis = sg "basis",
        /// Of a link to a page: the address as written.
        Href = sg "href",
        /// Of a link to a page: the text as written.
        Text = sg "text",
        /// Of an affiliation: the role.
        Role = sg "role",
    }
}
