"""A strict reading of HTML: what is wrong with a page, as a list of sentences."""

import itertools
from html.parser import HTMLParser

VOID = {"meta", "link", "img", "br"}


class Check(HTMLParser):
    """Collects faults, headings, ids, links and the text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.headings: list[int] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        self.faults += [f"{tag} is not closed" for tag in self._open]
        self.faults += [f"id {name} is used twice" for name in set(self.ids) if self.ids.count(name) > 1]
        targets = [link[1:] for link in self.links if link.startswith("#")]
        self.faults += [f"link to #{name} leads nowhere" for name in targets if name not in self.ids]
        levels = [0, *self.headings]
        self.faults += [f"h{b} follows h{a}" for a, b in itertools.pairwise(levels) if b > a + 1]
        if self.headings.count(1) != 1:
            self.faults.append("there is not one h1")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes the tag and what its attributes say."""
        values = dict(attrs)
        self.tags.append(tag)
        if tag not in VOID:
            self._open.append(tag)
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        if values.get("id"):
            self.ids.append(values["id"] or "")
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag == "img" and "alt" not in values:
            self.faults.append("img without alt")
        if len(values) != len(attrs):
            self.faults.append(f"{tag} has an attribute twice")
        self.faults += [f"{tag} has {name}" for name in values if name == "style" or name.startswith("on")]
        label = values.get("aria-labelledby")
        if label:
            self.links.append(f"#{label}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes of SVG close themselves."""
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Must close the innermost open tag."""
        if self._open and self._open[-1] == tag:
            self._open.pop()
        else:
            self.faults.append(f"/{tag} closes {self._open[-1:] or 'nothing'}")

    def handle_data(self, data: str) -> None:
        """Keeps the text."""
        self.text += data
