//! Tests of the plain renderings.
