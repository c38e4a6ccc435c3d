//! The browser without a terminal: frames of every screen kept as snapshots, whole sessions played
//! with keys, and any keys at any size.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on ends")]

mod alike;
mod answers;
mod any;
mod comparison;
mod completion;
mod counts;
mod fixture;
mod frames;
mod own;
mod renewal;
mod session;
mod story;
