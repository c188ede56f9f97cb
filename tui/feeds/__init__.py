"""The polling client: one HTTP client, providers with pure parsers, chains with failover, and a poller."""
