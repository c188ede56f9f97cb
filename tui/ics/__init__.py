"""iCalendar (RFC 5545) in both directions: calendars of the reader's own, and the export of events. Pure."""
