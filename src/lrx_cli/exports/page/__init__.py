"""The page that plays a session on a phone: a document, its data, and the script that plays it."""
