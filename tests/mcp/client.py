"""Asks `showgraph mcp` by the official Python client, in both eras of the protocol.

    client.py SHOWGRAPH GRAPH HOSTILE-GRAPH
"""

import asyncio
import json
import sys

from jsonschema import validate
from mcp import Client, StdioServerParameters
from mcp.shared.exceptions import MCPError

# What no answer may reach: clients of the inspector's kind drop a line of 10 MiB.
LARGEST = 1 << 20

# Each tool, with arguments that it can answer in the sample graph, and a list of the answer that is not empty.
QUESTIONS = [
    ("resolve_name", {"name": "kubernetes"}, "matches"),
    ("resolve_name", {"name": "Danielle Osie"}, "similar"),
    ("describe_node", {"node": "Kubernetes"}, "relations"),
    ("list_neighbours", {"node": "Kubernetes", "relations": ["about"], "direction": "in"}, "neighbours"),
    ("quote_evidence", {"node": "Kubernetes in the Attic", "other": "Kubernetes"}, "evidence"),
    ("find_paths", {"from": "Danielle Osei", "to": "GGUF"}, "paths"),
    ("list_queries", {}, "queries"),
    ("run_query", {"query": "episodes-about", "parameters": {"product": "Kubernetes"}}, "rows"),
    ("run_query", {"query": "bridges", "parameters": {"least": 2}}, "rows"),
    ("run_query", {"query": "topic-map", "limit": 100}, "rows"),
    ("recommend", {"after": ["Kubernetes in the Attic"]}, "recommendations"),
    ("recommend", {"about": ["Kubernetes"], "before": "2020"}, "recommendations"),
    ("list_topics", {}, "topics"),
    ("episode_card", {"episode": "Kubernetes in the Attic"}, None),
]

# Questions that have no answer, which says why.
EMPTY = [
    ("resolve_name", {"name": "zzyzx qqqq"}),
    ("list_neighbours", {"node": "Kubernetes", "relations": ["sponsored_by"]}),
    ("list_neighbours", {"node": "Kubernetes", "offset": 10_000}),
    ("quote_evidence", {"node": "Kubernetes", "other": "Danielle Osei"}),
    ("run_query", {"query": "guests-on", "parameters": {"topic": "GGUF"}, "offset": 10_000}),
]

LONG = "k" * 1_000_000
# Arguments that are wrong: each is an answer that the assistant can read, and the next question is answered.
HOSTILE = [
    ("resolve_name", {}),
    ("resolve_name", {"name": 5}),
    ("resolve_name", {"name": LONG}),
    ("resolve_name", {"name": "x", "kinds": ["ghost"]}),
    ("resolve_name", {"name": "x", "surprise": True}),
    ("describe_node", {"node": "no such thing"}),
    ("describe_node", {"node": ["a"]}),
    ("list_neighbours", {"node": "Kubernetes", "limit": -1}),
    ("list_neighbours", {"node": "Kubernetes", "limit": 1e300}),
    ("list_neighbours", {"node": "Kubernetes", "direction": "sideways"}),
    ("find_paths", {"from": "Kubernetes", "to": "Kubernetes"}),
    ("find_paths", {"from": "Kubernetes"}),
    ("run_query", {"query": "../../etc/passwd"}),
    ("run_query", {"query": "episodes-about", "parameters": {"product": '"} DROP ALL #'}}),
    ("run_query", {"query": "episodes-about", "parameters": {"prodct": "Kubernetes"}}),
    ("run_query", {"query": "episodes-about", "parameters": {"product": {"a": 1}}}),
    ("run_query", {"query": "episodes-about", "parameters": {"product": LONG}}),
    ("recommend", {}),
    ("recommend", {"after": ["Kubernetes in the Attic"], "about": ["Kubernetes"]}),
    ("recommend", {"after": ["Kubernetes in the Attic"], "before": "soon"}),
    ("recommend", {"after": ["Kubernetes in the Attic"] * 1000}),
    ("list_topics", {"topic": "no such topic"}),
    ("episode_card", {"episode": "Kubernetes"}),
    ("episode_card", {"episode": "\u0000\u202e\U0001f4a5"}),
]


def size(result) -> int:
    return len(result.model_dump_json())


async def check(showgraph: str, graph: str, mode: str, version: str) -> None:
    server = StdioServerParameters(command=showgraph, args=["mcp", "--graph", graph])
    async with Client(server, mode=mode) as client:
        assert client.protocol_version == version, client.protocol_version
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools) == {name for name, *_ in QUESTIONS}, sorted(tools)
        for tool in tools.values():
            assert tool.annotations.read_only_hint, tool.name
            assert tool.output_schema and tool.output_schema["type"] == "object", tool.name

        for name, arguments, filled in QUESTIONS:
            result = await client.call_tool(name, arguments)
            assert not result.is_error, (name, result.content)
            answer = result.structured_content
            validate(answer, tools[name].output_schema)
            assert json.loads(result.content[0].text) == answer, name
            assert filled is None or answer[filled], (name, answer)
            assert answer.get("note") is None, (name, answer)
            assert size(result) < LARGEST, (name, size(result))
            again = await client.call_tool(name, arguments)
            assert again.structured_content == answer, name

        for name, arguments in EMPTY:
            result = await client.call_tool(name, arguments)
            assert not result.is_error and result.structured_content["note"], (name, result)

        for name, arguments in HOSTILE:
            result = await client.call_tool(name, arguments)
            text = result.content[0].text
            assert result.is_error and text and len(text) < 8_000, (name, text[:200])
        try:
            await client.call_tool("delete_node", {"node": "Kubernetes"})
            raise AssertionError("a tool that is not there was called")
        except MCPError as error:
            assert error.code == -32602, error

        # The ids of one answer are what the next question takes.
        found = (await client.call_tool("resolve_name", {"name": "kubernetes"})).structured_content
        seen, offset = [], 0
        while offset is not None:
            page = await client.call_tool(
                "list_neighbours", {"node": found["matches"][0]["id"], "limit": 2, "offset": offset}
            )
            seen += [one["node"]["id"] for one in page.structured_content["neighbours"]]
            offset = page.structured_content.get("next_offset")
        assert len(seen) == page.structured_content["total"] > 2
        for one in seen:
            described = await client.call_tool("describe_node", {"node": one})
            assert described.structured_content["node"]["id"] == one

        resources = (await client.list_resources()).resources
        read = await client.read_resource(resources[0].uri)
        card = json.loads(read.contents[0].text)
        assert card["episode"]["id"] == resources[0].name
        template = (await client.list_resource_templates()).resource_templates[0]
        assert template.uri_template == "showgraph://episode/{slug}"
        for uri in ["showgraph://episode/nothing", "showgraph://episode/%ff", "file:///etc/passwd"]:
            try:
                await client.read_resource(uri)
                raise AssertionError(f"{uri} was read")
            except MCPError as error:
                assert "no episode" in str(error), error

        # Many questions at a time, each with its own answer.
        names = [one for one in seen for _ in range(20)]
        answers = await asyncio.gather(*(client.call_tool("describe_node", {"node": name}) for name in names))
        assert [answer.structured_content["node"]["id"] for answer in answers] == names
    print(f"mcp (Python), protocol {version}: {len(QUESTIONS) + len(EMPTY) + len(HOSTILE)} questions")


async def hostile_graph(showgraph: str, graph: str) -> None:
    """What a stranger wrote into a graph comes out as data, and small."""
    server = StdioServerParameters(command=showgraph, args=["mcp", "--graph", graph])
    async with Client(server, mode="auto") as client:
        for resource in (await client.list_resources()).resources:
            result = await client.read_resource(resource.uri)
            assert size(result) < LARGEST
        result = await client.call_tool("resolve_name", {"name": "a", "limit": 100})
        answer = result.structured_content
        for node in answer["matches"] + answer["similar"]:
            described = await client.call_tool("describe_node", {"node": node["id"]})
            assert not described.is_error and size(described) < LARGEST, described
    print("mcp (Python): a hostile graph")


async def main() -> None:
    showgraph, graph, hostile = sys.argv[1:]
    await check(showgraph, graph, "auto", "2026-07-28")
    await check(showgraph, graph, "legacy", "2025-11-25")
    await hostile_graph(showgraph, hostile)


asyncio.run(main())
