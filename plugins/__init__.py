"""The Beancount plugin: ``plugin "union_ledger.plugins" "rules/index.yaml"``.

One line runs everything in its right order: chart, registers, quota, the checks.
"""

from __future__ import annotations

from union_ledger.plugins.supervision import supervise

__plugins__ = (supervise,)
