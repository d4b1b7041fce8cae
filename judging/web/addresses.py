"""The rules of addresses: what builds an address is compiled when the first one is asked for.

Werkzeug compiles two functions for each rule when it is added, an eighth of the time of a start;
most of them are never called.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule that waits with its compilation."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        """Return what will build addresses of this rule, once it is called."""
        compiled: list[Builder] = []

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            if not compiled:
                compiled.append(super(LateRule, self)._compile_builder(append_unknown))
            return compiled[0](rule, **values)

        return build
