"""Events: what happened, to whom, where and when, and on whose word."""

from __future__ import annotations

from pressgraph.language.events.component import EventsComponent, create_events

__all__ = ["EventsComponent", "create_events"]
