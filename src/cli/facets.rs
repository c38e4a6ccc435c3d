//! `retold search --facet`: what a search finds, counted.

use super::args::Format;
use super::out::Out;
use super::search::Search;
use crate::export::json::FacetsOut;
use crate::export::plain;
use crate::library::FacetRequest;
use anyhow::Result;

/// Counts what `query` finds; says whether it finds anything.
pub(super) fn answer(search: &Search<'_>, out: &mut Out, query: &str) -> Result<bool> {
    let asked = search.args.facets();
    let request = FacetRequest {
        query: query.to_string(),
        typing: false,
        by: asked.iter().map(|&(by, _)| by).collect(),
        period: asked.iter().find_map(|&(_, period)| period),
        limit: search.args.limit().0,
    };
    let facets = search.view.facets(&request)?;
    search.complain(query, &facets.complaints);
    match (search.args.format(), search.args.stdin) {
        (Format::Json, false) => out.json(&FacetsOut::new(query, &facets))?,
        (Format::Json, true) => out.json_line(&FacetsOut::new(query, &facets))?,
        _ => {
            let pen = out.pen;
            plain::facets(out, pen, &facets)?;
        }
    }
    Ok(facets.total > 0)
}
