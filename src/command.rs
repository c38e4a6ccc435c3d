//! The one table of commands: name, description, and the screens each applies to.
