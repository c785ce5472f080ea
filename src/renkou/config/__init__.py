"""Settings, wiring and addresses: the one place that knows everybody."""
