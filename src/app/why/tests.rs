//! What the panel says of a verdict, and how one moves in it.
