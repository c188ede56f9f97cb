"""The market wrap: the day in six to ten sentences, each word of them earned by data."""
