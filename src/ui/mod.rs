//! Drawing the state. Reads only.
