// What showgraph writes into the page for a small graph with everything in it. A Rust test keeps it
// (src/export/html/tests.rs), `tsc` compares it with the types.

import type { Payload } from "./data";

export const page: Payload = {
  "title": "Bees Weekly",
  "notes": "../notes/{source}#L{line}",
  "audio": "https://bees.example/{number}.mp3#t={seconds}",
  "start": "concept:bees",
  "colours": {
    "concept": "#2f96cc",
    "episode": "#0072b2",
    "event": "#c9689f",
    "organization": "#8a6d00",
    "person": "#d55e00",
    "place": "#6a8f00",
    "product": "#008f68",
    "show": "#a04c8c",
    "url": "#808080",
    "work": "#7a6fd0"
  },
  "relations": [
    "part_of_show",
    "hosted_by",
    "has_guest",
    "about",
    "mentions",
    "sponsored_by",
    "links_to",
    "refers_to",
    "has_page",
    "affiliated_with",
    "part_of",
    "shares_episodes"
  ],
  "bases": [
    "stated",
    "inferred",
    "lexicon"
  ],
  "rules": [
    "lexicon",
    "link",
    "apposition",
    "show"
  ],
  "nodes": [
    {
      "id": "concept:bees",
      "kind": "concept",
      "label": "bees",
      "aliases": [
        "honey bees"
      ],
      "same_as": [
        "https://bees.example/"
      ],
      "description": "Insects.",
      "episodes": 2,
      "mentions": 3,
      "weight": 1.0,
      "topic": "bees",
      "at": [
        -28.3,
        38.1
      ]
    },
    {
      "id": "episode:hives",
      "kind": "episode",
      "label": "Hives",
      "weight": 0.5,
      "topic": "bees",
      "at": [
        -76.1,
        55.0
      ],
      "source": "hives.md",
      "number": 1,
      "date": "2024-05-06",
      "duration": 61
    },
    {
      "id": "episode:honey",
      "kind": "episode",
      "label": "Honey",
      "weight": 0.5,
      "at": [
        -47.3,
        -9.4
      ],
      "source": "honey.md"
    },
    {
      "id": "organization:apiary",
      "kind": "organization",
      "label": "Apiary",
      "episodes": 1,
      "mentions": 1,
      "weight": 0.1,
      "at": [
        84.1,
        -42.3
      ]
    },
    {
      "id": "person:ada",
      "kind": "person",
      "label": "Ada",
      "episodes": 1,
      "mentions": 1,
      "weight": 0.1,
      "at": [
        68.0,
        -41.8
      ]
    },
    {
      "id": "show:s",
      "kind": "show",
      "label": "Bees Weekly",
      "weight": 1.0
    },
    {
      "id": "url:bees.example",
      "kind": "url",
      "label": "bees.example",
      "episodes": 1,
      "mentions": 1,
      "weight": 0.0,
      "url": "https://bees.example/",
      "category": "other"
    }
  ],
  "edges": [
    [
      1,
      0,
      3,
      2.0,
      2,
      1.0,
      1,
      0,
      3,
      "Bees.",
      {
        "seconds": 61
      }
    ],
    [
      2,
      0,
      4,
      1.0,
      1,
      0.5,
      1,
      0,
      4,
      "bees",
      {
        "source": "more.md"
      }
    ],
    [
      1,
      6,
      6,
      1.0,
      1,
      1.0,
      0,
      1,
      5,
      "site",
      {
        "text": "site",
        "href": "https://bees.example"
      }
    ],
    [
      4,
      3,
      9,
      1.0,
      1,
      0.8,
      1,
      2,
      6,
      "Ada keeps the Apiary",
      {
        "source": "hives.md",
        "role": "keeper"
      }
    ],
    [
      1,
      5,
      0,
      1.0,
      1,
      1.0,
      0,
      3,
      1,
      ""
    ]
  ],
  "topics": [
    {
      "key": "bees",
      "name": "bees",
      "members": [
        0
      ],
      "neighbours": [
        "boats"
      ]
    },
    {
      "key": "honey",
      "name": "honey",
      "parent": "bees"
    }
  ],
  "recommendations": [
    {
      "from": 1,
      "to": 2,
      "score": 1.0,
      "because": [
        {
          "id": "concept:bees",
          "label": "bees",
          "share": 0.9999
        }
      ]
    },
    {
      "from": 2,
      "to": 1,
      "score": 1.0,
      "because": [
        {
          "id": "concept:bees",
          "label": "bees",
          "share": 0.9999
        }
      ]
    }
  ]
};
