//! Entity linking: the candidates of one episode in, its entities out.
//!
//! `classified` decides what each candidate is, with what the whole corpus says of it; `people`,
//! `things` and `sponsors` turn what was classified into entities of an `EpisodeLinker`; `variants`
//! unites longer and shorter names of one thing; `spoken` knows which names only a transcript has.
//! `settled` and `spellings` hold the whole corpus to one kind and one spelling of a thing. What all of
//! them look up lies in `context` and `candidate_keys`. The [`Resolver`] calls them in that order.

mod candidate_keys;
mod classified;
mod context;
mod editions;
mod episode;
mod people;
mod resolver;
mod settled;
mod spellings;
mod spoken;
mod sponsors;
mod things;
mod variants;

pub use resolver::Resolver;
