//! The protocol: tools and resources over a [`Session`], on standard input and output.
//!
//! Clients of both eras are served: those that begin with `initialize`, and those that send what they are with each
//! request. What a tool cannot do is an answer that the assistant reads (`isError`), never an error of the protocol.

use std::borrow::Cow;
use std::io;
use std::sync::Arc;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use rmcp::handler::server::router::tool::ToolRouter;
use rmcp::handler::server::wrapper::Parameters;
use rmcp::model::{
    ErrorData, Implementation, ListResourceTemplatesResult, ListResourcesResult,
    PaginatedRequestParams, ReadResourceRequestParams, ReadResourceResponse, ReadResourceResult,
    Resource, ResourceContents, ResourceTemplate, ServerCapabilities, ServerConfig,
};
use rmcp::service::{RequestContext, RoleServer, ServerInitializeError};
use rmcp::{Json, ServerHandler, ServiceExt, tool, tool_handler, tool_router};

use super::answers;
use super::arguments;
use super::page::clipped;
use super::session::Session;
use crate::error::Error;
use crate::graph::{EntityId, Node};
use crate::vocabulary::Kind;

/// The most questions that are answered at a time.
const AT_A_TIME: usize = 4;

/// How many resources a page of their list has.
const RESOURCES: usize = 100;

/// What the addresses of resources begin with.
const EPISODES: &str = "showgraph://episode/";

/// What an assistant is told before it asks.
const INSTRUCTIONS: &str = "A knowledge graph of podcast show notes: shows, episodes, people, organizations, \
    products, concepts, events, places, works and web pages, with the sentence of the notes behind each statement. \
    Find nodes by resolve_name; every answer names nodes by ids that the other tools take, and names work as well. \
    Quote quote_evidence, with file and line, for what you claim. Lists go on at next_offset; an empty answer says why.";

/// Answers the questions of one client on standard input, until it ends.
///
/// # Errors
///
/// A client that does not speak the protocol; standard input or output that fails.
pub fn serve(session: Session) -> Result<(), Error> {
    let failed = |error: io::Error| Error::io("standard input", "serve", error);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .max_blocking_threads(AT_A_TIME + 2)
        .enable_all()
        .build()
        .map_err(failed)?;
    let server = Server {
        session: Arc::new(session),
        tool_router: Server::tool_router(),
    };
    let ended = runtime.block_on(async {
        match server
            .serve((tokio::io::stdin(), tokio::io::stdout()))
            .await
        {
            Ok(running) => running.waiting().await.map(drop).map_err(io::Error::other),
            // Whoever looks whether the command is there, and goes.
            Err(ServerInitializeError::ConnectionClosed(_)) => Ok(()),
            Err(error) => Err(io::Error::other(error)),
        }
    });
    // A read of standard input cannot be taken back: it is not waited for.
    runtime.shutdown_background();
    ended.map_err(failed)
}

#[derive(Debug, Clone)]
struct Server {
    session: Arc<Session>,
    tool_router: ToolRouter<Self>,
}

impl Server {
    /// Answers with data, or with what to do instead, on a thread of its own, so that other questions are taken meanwhile.
    async fn answer<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Session) -> Result<T, String> + Send + 'static,
    ) -> Result<Json<T>, String> {
        let session = Arc::clone(&self.session);
        match tokio::task::spawn_blocking(move || ask(&session)).await {
            Ok(answer) => answer.map(Json),
            Err(error) => Err(format!("the question could not be answered: {error}")),
        }
    }
}

#[tool_router]
impl Server {
    /// Find nodes by a name, an alias, words of a name, a number or an address
    #[tool(annotations(title = "Find a node", read_only_hint = true, open_world_hint = false))]
    async fn resolve_name(
        &self,
        Parameters(asked): Parameters<arguments::ResolveName>,
    ) -> Result<Json<answers::NamesFound>, String> {
        self.answer(move |session| session.resolve_name(&asked))
            .await
    }

    /// Say what a node is: names, addresses, when it was first and last named, and how many edges lead where
    #[tool(annotations(
        title = "Describe a node",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn describe_node(
        &self,
        Parameters(asked): Parameters<arguments::DescribeNode>,
    ) -> Result<Json<answers::NodeDescribed>, String> {
        self.answer(move |session| session.describe_node(&asked))
            .await
    }

    /// List what a node is connected with: the guests, topics and links of an episode, the episodes of a person or thing
    #[tool(annotations(
        title = "List neighbours",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn list_neighbours(
        &self,
        Parameters(asked): Parameters<arguments::ListNeighbours>,
    ) -> Result<Json<answers::Neighbours>, String> {
        self.answer(move |session| session.list_neighbours(&asked))
            .await
    }

    /// Quote what the notes say of a node, or of a node and another one, with file, line and time
    #[tool(annotations(
        title = "Quote evidence",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn quote_evidence(
        &self,
        Parameters(asked): Parameters<arguments::QuoteEvidence>,
    ) -> Result<Json<answers::EvidenceQuoted>, String> {
        self.answer(move |session| session.quote_evidence(&asked))
            .await
    }

    /// Say how two nodes are connected: the shortest paths that say most, each step with its sentence
    #[tool(annotations(title = "Find paths", read_only_hint = true, open_world_hint = false))]
    async fn find_paths(
        &self,
        Parameters(asked): Parameters<arguments::FindPaths>,
    ) -> Result<Json<answers::PathsFound>, String> {
        self.answer(move |session| session.find_paths(&asked)).await
    }

    /// List the saved queries with their parameters: returning guests, trends, episodes about a product and others
    #[tool(annotations(title = "List queries", read_only_hint = true, open_world_hint = false))]
    async fn list_queries(
        &self,
        Parameters(arguments::ListQueries {}): Parameters<arguments::ListQueries>,
    ) -> Result<Json<answers::QueryList>, String> {
        self.answer(|session| Ok(session.list_queries())).await
    }

    /// Run a saved query
    #[tool(annotations(title = "Run a query", read_only_hint = true, open_world_hint = false))]
    async fn run_query(
        &self,
        Parameters(asked): Parameters<arguments::RunQuery>,
    ) -> Result<Json<answers::QueryAnswered>, String> {
        self.answer(move |session| session.run_query(&asked)).await
    }

    /// Recommend episodes after those that were heard, or about some people and things, with reasons
    #[tool(annotations(
        title = "Recommend episodes",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn recommend(
        &self,
        Parameters(asked): Parameters<arguments::Recommend>,
    ) -> Result<Json<answers::Recommended>, String> {
        self.answer(move |session| session.recommend(&asked)).await
    }

    /// List the topics of all episodes, or the members and episodes of one topic
    #[tool(annotations(title = "List topics", read_only_hint = true, open_world_hint = false))]
    async fn list_topics(
        &self,
        Parameters(asked): Parameters<arguments::ListTopics>,
    ) -> Result<Json<answers::TopicList>, String> {
        self.answer(move |session| session.list_topics(&asked))
            .await
    }

    /// Show an episode at a glance: date, hosts, guests, what it is about, what it names and links to
    #[tool(annotations(
        title = "Show an episode",
        read_only_hint = true,
        open_world_hint = false
    ))]
    async fn episode_card(
        &self,
        Parameters(asked): Parameters<arguments::EpisodeCard>,
    ) -> Result<Json<answers::Card>, String> {
        self.answer(move |session| session.episode_card(&asked))
            .await
    }
}

#[tool_handler(router = self.tool_router)]
impl ServerHandler for Server {
    fn get_info(&self) -> ServerConfig {
        let capabilities = ServerCapabilities::builder()
            .enable_tools()
            .enable_resources()
            .build();
        let implementation = Implementation::new("showgraph", env!("CARGO_PKG_VERSION"))
            .with_title("showgraph")
            .with_description("A knowledge graph of podcast show notes");
        ServerConfig::new(capabilities)
            .with_server_info(implementation)
            .with_instructions(INSTRUCTIONS)
    }

    async fn list_resources(
        &self,
        request: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourcesResult, ErrorData> {
        let cursor = request.and_then(|request| request.cursor);
        let from = match cursor.as_deref().map(str::parse) {
            None => 0,
            Some(Ok(from)) => from,
            Some(Err(_)) => {
                return Err(ErrorData::invalid_params(
                    "this cursor was never given",
                    None,
                ));
            }
        };
        let mut episodes = self.session.graph.nodes_of(Kind::Episode).skip(from);
        let page: Vec<Resource> = episodes.by_ref().take(RESOURCES).map(resource).collect();
        let mut result = ListResourcesResult::with_all_items(page);
        result.next_cursor = episodes.next().map(|_| (from + RESOURCES).to_string());
        Ok(result)
    }

    async fn list_resource_templates(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListResourceTemplatesResult, ErrorData> {
        let template = ResourceTemplate::new(format!("{EPISODES}{{slug}}"), "episode")
            .with_title("An episode")
            .with_description("An episode at a glance; its slug is its id without \"episode:\"")
            .with_mime_type("application/json");
        Ok(ListResourceTemplatesResult::with_all_items(vec![template]))
    }

    async fn read_resource(
        &self,
        request: ReadResourceRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<ReadResourceResponse, ErrorData> {
        let slug = request.uri.strip_prefix(EPISODES);
        let slug = slug.and_then(|slug| percent_decode_str(slug).decode_utf8().ok());
        let node = slug.and_then(|slug: Cow<'_, str>| {
            self.session
                .graph
                .node(&EntityId::new(Kind::Episode, &slug))
        });
        let Some(node) = node.filter(|node| node.kind == Kind::Episode) else {
            let message = format!("no episode has the address {}", clipped(&request.uri));
            return Err(ErrorData::resource_not_found(message, None));
        };
        let json = serde_json::to_string(&self.session.card(node))
            .map_err(|error| ErrorData::internal_error(error.to_string(), None))?;
        let contents = ResourceContents::text(json, request.uri).with_mime_type("application/json");
        Ok(ReadResourceResult::new(vec![contents]).into())
    }
}

fn resource(node: &Node) -> Resource {
    let slug = utf8_percent_encode(node.id.slug(), NON_ALPHANUMERIC).to_string();
    // What stands in slugs need not be encoded, and is easier to read.
    let slug = slug
        .replace("%2D", "-")
        .replace("%5F", "_")
        .replace("%2E", ".");
    let resource = Resource::new(format!("{EPISODES}{slug}"), node.id.to_string())
        .with_title(clipped(&node.label))
        .with_mime_type("application/json");
    match node.description.as_deref() {
        Some(description) => resource.with_description(clipped(description)),
        None => resource,
    }
}
