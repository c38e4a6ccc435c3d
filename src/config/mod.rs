//! Paths, settings, keys and themes: what a user can change.
