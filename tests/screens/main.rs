//! The browser without a terminal: frames of every screen kept as snapshots, whole sessions played
//! with keys, and any keys at any size.

mod any;
mod fixture;
mod frames;
mod session;
