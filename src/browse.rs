//! The event loop: joins keys, workers, state and frames.
