//! The shapes of `retold search --facet … --json` and `--count --json`: what a search finds, counted.

use super::milliseconds;
use crate::library::{Facet, FacetValue, Facets};
use serde::Serialize;

/// What a search finds, counted by one thing or more.
#[derive(Debug, Serialize)]
pub struct FacetsOut<'a> {
    query: &'a str,
    total: usize,
    took_ms: f64,
    facets: Vec<FacetOut<'a>>,
}

#[derive(Debug, Serialize)]
struct FacetOut<'a> {
    by: &'static str,
    period: Option<&'static str>,
    distinct: usize,
    without: usize,
    values: Vec<ValueOut<'a>>,
}

#[derive(Debug, Serialize)]
struct ValueOut<'a> {
    value: &'a str,
    title: Option<&'a str>,
    count: usize,
}

/// How many articles match a query.
#[derive(Debug, Serialize)]
pub struct CountOut<'a> {
    /// The query.
    pub query: &'a str,
    /// Articles that match.
    pub total: usize,
}

impl<'a> FacetsOut<'a> {
    /// What `query` finds.
    pub fn new(query: &'a str, facets: &'a Facets) -> Self {
        Self {
            query,
            total: facets.total,
            took_ms: milliseconds(facets.took),
            facets: facets.facets.iter().map(FacetOut::from).collect(),
        }
    }
}

impl<'a> From<&'a Facet> for FacetOut<'a> {
    fn from(facet: &'a Facet) -> Self {
        let value = |value: &'a FacetValue| ValueOut {
            value: &value.value,
            title: value.title.as_deref(),
            count: value.count,
        };
        Self {
            by: facet.by.name(),
            period: facet.period.map(|period| period.name()),
            distinct: facet.distinct,
            without: facet.without,
            values: facet.values.iter().map(value).collect(),
        }
    }
}
