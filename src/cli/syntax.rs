//! `retold syntax`: the page that says what a query may say.
//! Its numbers for the sample are those a test finds.

use super::Outcome;
use super::out::Out;
use crate::index::QUERY_PAGE;
use anyhow::Result;
use std::io::Write;

pub(super) fn run(out: &mut Out) -> Result<Outcome> {
    out.write_all(QUERY_PAGE.as_bytes())?;
    Ok(Outcome::Found)
}
