//! The threads that carry out effects; the latest request wins.
