//! What is shown, for other programs and for paper: JSON and plain text.
