from __future__ import annotations

from tests.commands.conftest import home as home
from tests.commands.conftest import lrx as lrx
