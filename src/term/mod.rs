//! Entering and leaving the terminal, and what it can show.
