//! `retold`: search piles of news articles, and see which reports retell one another and what
//! changed between them.
//!
//! The crate is a house of floors; a module may use those listed above it, never one below:
//!
//! | floor | what lives there |
//! |---|---|
//! | [`text`] | words, sentences, folding, width, wrapping, sanitising |
//! | [`corpus`] | articles and where they come from: scanning, formats, metadata |
//! | [`neardup`] | which texts are near-duplicates: shingles, sketches, verdicts, clusters (pure) |
//! | [`diff`] | what differs between two texts: alignment, moves, words, figures (pure) |
//! | [`index`] | the Tantivy index, and the only place that knows Tantivy |
//! | [`library`] | a corpus opened: scanned, indexed, clustered, ready to ask |
//! | [`export`] | what is shown, as JSON or plain text |
//! | [`command`] | the one table of commands |
//! | [`config`] | paths, settings, keys, themes |
//! | [`app`] | the state of the browser and how events change it (pure) |
//! | [`term`] | entering and leaving the terminal |
//! | [`worker`] | the threads that carry out effects |
//! | [`ui`] | drawing the state |
//! | [`browse`] | the loop that joins keys, workers, state and frames |
//! | [`cli`] | the command line |

pub mod text;

pub mod corpus;

pub mod neardup;

pub mod diff;

pub mod index;

pub mod library;

pub mod export;

pub mod command;

pub mod config;

pub mod app;

pub mod term;

pub mod worker;

pub mod ui;

pub mod browse;

pub mod cli;
