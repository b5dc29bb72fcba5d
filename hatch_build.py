"""What the package's page on an index says: the README with absolute addresses, and the project's links.

The address of the project is the one of the forge that builds a release: it sets ``GITHUB_SERVER_URL`` and
``GITHUB_REPOSITORY`` for its workflows. Built anywhere else, the README stays as it is and there are no
links. A wheel that is built from a source distribution says what the source distribution says.
"""

import os
import re
from pathlib import Path

from hatchling.metadata.plugin.interface import MetadataHookInterface

LINK = re.compile(r"(?P<picture>!?)\[(?P<text>[^\]]*)\]\((?P<path>(?!https?:|#|mailto:)[^)\s]+)\)")


def absolute(readme: str, address: str, tag: str) -> str:
    """The README whose relative links and pictures lead to ``address`` at ``tag``."""

    def lead_there(link: re.Match[str]) -> str:
        kind = "raw" if link["picture"] else "blob"
        return f"{link['picture']}[{link['text']}]({address}/{kind}/{tag}/{link['path']})"

    # Twice: a picture may be the text of a link.
    return LINK.sub(lead_there, LINK.sub(lead_there, readme))


def links(address: str, tag: str) -> dict[str, str]:
    return {
        "Homepage": address,
        "Documentation": f"{address}/tree/{tag}/docs",
        "Changelog": f"{address}/blob/{tag}/CHANGELOG.md",
        "Issues": f"{address}/issues",
        "Security": f"{address}/blob/{tag}/SECURITY.md",
    }


class PageOnAnIndex(MetadataHookInterface):
    """Called by hatchling, which fills in ``readme`` and ``urls`` of ``pyproject.toml``."""

    def update(self, metadata: dict[str, object]) -> None:
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        server, repository = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
        urls: dict[str, str] = {}
        if server and repository:
            address, tag = f"{server}/{repository}", f"v{metadata['version']}"
            readme, urls = absolute(readme, address, tag), links(address, tag)
        metadata["readme"] = {"content-type": "text/markdown", "text": readme}
        metadata["urls"] = urls
