//! `retold search`: what a search finds, a page at a time.

use super::Outcome;
use super::args::SearchArgs;
use super::opening::Setting;
use super::out::Out;
use crate::export::json::SearchOut;
use crate::export::plain::{self, Role, count, duration, number};
use crate::index::{Complaint, Order};
use crate::library::{Request, Results, View};
use crate::text::{sanitize, width::width};
use anyhow::Result;
use std::io::Write;

/// Results that are asked for at once when they are written as text.
const PAGE: usize = 200;
/// Characters of a snippet: about two rows.
const SNIPPET: usize = 180;

pub(super) fn run(setting: &Setting, out: &mut Out, args: &SearchArgs) -> Result<Outcome> {
    let view = setting.view(&args.corpus)?;
    let query = args.query.join(" ");
    let request = Request {
        order: if query.trim().is_empty() { Order::Newest } else { args.sort.into() },
        query,
        typing: false,
        fold: !args.no_fold,
        offset: args.offset as usize,
        limit: args.limit as usize,
        snippet: SNIPPET,
        copies: if args.json { usize::MAX } else { 0 },
    };
    let (total, found) = if args.json {
        let results = view.search(&request)?;
        complain(setting, &request.query, &results.complaints);
        out.json(&SearchOut::new(&results))?;
        (results.total, results.hits.len())
    } else {
        list(setting, out, &view, &request)?
    };
    if found > 0 {
        return Ok(Outcome::Found);
    }
    if !args.json {
        setting.note(&match total {
            0 => nothing(&view, &request.query),
            _ => format!(
                "{} but none after --offset {}",
                count(total, "article matches", "articles match"),
                request.offset
            ),
        });
    }
    Ok(Outcome::Nothing)
}

/// Writes the results page by page; returns how many articles match and how many rows were
/// written.
fn list(
    setting: &Setting,
    out: &mut Out,
    view: &View,
    request: &Request,
) -> Result<(usize, usize)> {
    let mut written = 0;
    let mut total = 0;
    let pen = out.pen;
    while written < request.limit {
        let page = Request {
            offset: request.offset + written,
            limit: PAGE.min(request.limit - written),
            ..request.clone()
        };
        let results = view.search(&page)?;
        if written == 0 {
            total = results.total;
            complain(setting, &request.query, &results.complaints);
            if !results.hits.is_empty() {
                writeln!(out, "{}", pen.row(Role::Dim, &head(&results, request)))?;
            }
        }
        plain::hits(out, pen, &results.hits)?;
        out.flush()?;
        written += results.hits.len();
        if results.hits.len() < page.limit {
            return Ok((total, written));
        }
    }
    let next = request.offset + written;
    let more = Request { offset: next, limit: 1, ..request.clone() };
    if out.terminal && !view.search(&more)?.hits.is_empty() {
        writeln!(out)?;
        writeln!(out, "{}", pen.row(Role::Dim, &format!("for more: --offset {next}")))?;
    }
    Ok((total, written))
}

/// `38 articles match · 9 shown, copies folded · 4 ms`
fn head(results: &Results, request: &Request) -> String {
    let mut parts = vec![match request.query.trim().is_empty() {
        true => format!("{}, newest first", count(results.total, "article", "articles")),
        false => count(results.total, "article matches", "articles match"),
    }];
    if request.fold
        && let Some(rows) = results.rows.filter(|&rows| rows < results.total)
    {
        parts.push(format!("{} with copies folded", number(rows as u64)));
    }
    parts.push(duration(results.took));
    parts.join(" · ")
}

/// That nothing was found, and what to try.
fn nothing(view: &View, query: &str) -> String {
    if view.is_empty() {
        return "the corpus has no articles; `retold index` says why".to_string();
    }
    let articles = count(view.len(), "article", "articles");
    format!("nothing in {articles} matches {query}; try fewer words, or a beginning such as fir*")
}

/// Says which part of the query could not be taken as written, with a caret below it.
fn complain(setting: &Setting, query: &str, complaints: &[Complaint]) {
    for Complaint { span, message } in complaints {
        let before = query.get(..span.start).unwrap_or_default();
        let place = width(&sanitize::line(before));
        setting.note(&format!("in the query, {message}"));
        if !setting.common.quiet {
            let mut stderr = std::io::stderr().lock();
            // The message above has said what matters.
            let _ = writeln!(stderr, "  {}\n  {:place$}^", sanitize::line(query), "");
        }
    }
}
