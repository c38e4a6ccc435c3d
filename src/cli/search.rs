//! `retold search`: what a search finds, as a list, as JSON, or as a stream of any length.

use super::args::{Format, SearchArgs};
use super::opening::{Choice, Setting};
use super::out::Out;
use super::{Outcome, facets, searches, stream};
use crate::corpus::ArticleId;
use crate::export::fields::{COLUMNS, Field};
use crate::export::json::{CountOut, SearchOut};
use crate::export::plain::{self, Role, count, duration, number};
use crate::index::{Complaint, Highlighter, Order};
use crate::library::{Request, Results, Seen, View, Walk, name_of};
use crate::text::{sanitize, width::width};
use anyhow::{Context, Result, bail};
use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::time::Instant;

/// Characters of a snippet: about two rows.
const SNIPPET: usize = 180;

/// A search that is being answered.
pub(super) struct Search<'a> {
    pub(super) setting: &'a Setting,
    pub(super) args: &'a SearchArgs,
    pub(super) view: &'a View,
    /// The columns of a table, the keys of a line; none for a line as it is by itself.
    pub(super) columns: Vec<Field>,
    order: Order,
}

pub(super) fn run(setting: &Setting, out: &mut Out, args: &SearchArgs) -> Result<Outcome> {
    let choice = setting.choose(&args.corpus.corpus)?;
    let asked = args.order()?;
    let (query, order) = match &args.keep.saved {
        Some(name) => searches::find(setting, name)?,
        None => (args.query.join(" "), Order::default()),
    };
    let order = asked.unwrap_or(order);
    if args.keep.new && args.keep.saved.is_none() {
        bail!("--new needs --saved NAME: only of a saved search is it known what was listed");
    }
    if args.stdin && choice.reads_stdin() {
        bail!("standard input is the corpus here: it cannot hold the queries as well");
    }
    if let Some(name) = &args.keep.save {
        searches::save(setting, name, &query, order)?;
    }
    if args.like.as_deref() == Some(Path::new("-")) && choice.reads_stdin() {
        bail!("standard input is the corpus here: it cannot hold the text as well");
    }
    let like = args.like.as_deref().map(text_of).transpose()?;
    let view = setting.view_of(&choice, &args.corpus)?;
    let query = match like {
        Some(text) => format!("{} {query}", view.like_query(&text)?).trim_end().to_string(),
        None => query,
    };
    let search = Search { setting, args, view: &view, columns: columns(args), order };
    if args.format() == Format::Table && !args.output.count {
        stream::head(out, &search.columns)?;
    }
    let found = match (args.stdin, &args.keep.saved) {
        (true, _) => search.each_of_stdin(out)?,
        (_, Some(name)) if args.keep.new => search.news(out, &choice, name, &query)?,
        _ => search.answer(out, &query, None)?,
    };
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

/// The text of a file, or what is on standard input.
fn text_of(path: &Path) -> Result<String> {
    let bytes = match path == Path::new("-") {
        true => {
            let mut bytes = Vec::new();
            std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
        }
        false => std::fs::read(path),
    };
    let bytes = bytes.with_context(|| format!("cannot read {}", path.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What a row is to have; of several queries, which one it answers as well.
fn columns(args: &SearchArgs) -> Vec<Field> {
    let mut columns = args.output.columns.clone();
    if columns.is_empty() && args.format() == Format::Table {
        columns.extend(args.stdin.then_some(Field::Query));
        columns.extend(COLUMNS);
    }
    let mut met = std::collections::HashSet::new();
    columns.retain(|column| met.insert(*column));
    columns
}

impl Search<'_> {
    /// Answers the queries on standard input, each as soon as it is there; says whether one of them found
    /// something.
    fn each_of_stdin(&self, out: &mut Out) -> Result<bool> {
        let mut found = false;
        for line in std::io::stdin().lock().split(b'\n') {
            let line = line.context("cannot read the queries from standard input")?;
            let line = String::from_utf8_lossy(&line);
            let query = line.trim();
            if query.is_empty() {
                continue;
            }
            if self.args.format() == Format::Text && !self.args.output.count {
                writeln!(out, "{}", out.pen.row(Role::Title, &format!("› {query}")))?;
            }
            found |= self.answer(out, query, None)?;
            out.flush()?;
        }
        Ok(found)
    }

    /// Answers with what was not listed before, and remembers what is now. Only what was written in full
    /// counts as listed.
    fn news(&self, out: &mut Out, choice: &Choice, name: &str, query: &str) -> Result<bool> {
        let corpus = name_of(choice.spec())?;
        let mut seen = Seen::load(&self.setting.paths.seen_dir(), name, &corpus)?;
        self.answer(out, query, Some(&mut seen))
    }

    /// Answers one query; says whether anything was found.
    fn answer(&self, out: &mut Out, query: &str, seen: Option<&mut Seen>) -> Result<bool> {
        if !self.args.facets().is_empty() {
            return facets::answer(self, out, query);
        }
        if self.args.output.count {
            return self.count(out, query, seen.as_deref());
        }
        let request = self.request(query);
        let started = Instant::now();
        let mut walk = self.walk(&request, seen.as_deref())?;
        let limit = self.args.limit().0;
        let cut = walk.rows.len() > limit;
        walk.rows.truncate(limit);
        self.complain(query, &walk.complaints);
        let (rows, total) = (walk.rows.len(), walk.total);
        match self.args.format() {
            Format::Text => self.list(out, &walk, &request, (started, cut))?,
            Format::Json => self.json(out, &walk, query, started)?,
            Format::JsonLines => stream::lines(self, out, &walk, query)?,
            Format::Table => stream::table(self, out, &walk, query)?,
        }
        out.flush()?;
        if rows == 0 && self.args.format() != Format::Json {
            self.setting.note(&match total {
                0 if seen.is_some() => format!("nothing new matches {query}"),
                0 => nothing(self.view, query),
                _ => format!(
                    "{} but none after --offset {}",
                    count(total, "article matches", "articles match"),
                    request.offset
                ),
            });
        }
        if cut && self.args.limit().1 && self.args.format() != Format::Text {
            self.setting.note(&format!("the first {limit} were written; --all writes all of them"));
        }
        if let Some(seen) = seen {
            let listed: Vec<ArticleId> = walk.rows.iter().flat_map(|row| row.ids()).collect();
            self.view.saw(seen, &listed)?;
        }
        Ok(rows > 0)
    }

    /// The rows that were asked for, and one more where that may tell that there are more.
    fn walk(&self, request: &Request, seen: Option<&Seen>) -> Result<Walk<'_>> {
        match seen {
            Some(seen) => self.view.walk_some(request, Some(&|id| !seen.has(id))),
            None => self.view.walk(request),
        }
    }

    fn request(&self, query: &str) -> Request {
        let whole = self.columns.is_empty() && self.args.format() != Format::Text;
        let wants_snippet = self.columns.is_empty() || self.columns.contains(&Field::Snippet);
        Request {
            query: query.to_string(),
            typing: false,
            order: self.order,
            fold: !self.args.no_fold,
            offset: self.args.offset as usize,
            limit: self.args.limit().0.saturating_add(1),
            snippet: if wants_snippet { SNIPPET } else { 0 },
            windows: usize::from(self.args.output.snippets),
            copies: if whole { usize::MAX } else { 0 },
        }
    }

    /// How many articles match; of several queries, each beside its number.
    fn count(&self, out: &mut Out, query: &str, seen: Option<&Seen>) -> Result<bool> {
        let total = match seen {
            Some(seen) => self.walk(&self.request(query), Some(seen))?.total,
            None => {
                let (total, complaints) = self.view.count(query)?;
                self.complain(query, &complaints);
                total
            }
        };
        match self.args.format() {
            Format::Json | Format::JsonLines => out.json_line(&CountOut { query, total })?,
            _ if self.args.stdin => writeln!(out, "{total}\t{}", sanitize::line(query))?,
            _ => writeln!(out, "{total}")?,
        }
        Ok(total > 0)
    }

    fn json(&self, out: &mut Out, walk: &Walk<'_>, query: &str, started: Instant) -> Result<()> {
        let results = Results {
            query: query.to_string(),
            total: walk.total,
            rows: walk.counted,
            hits: walk.rows.iter().map(|row| walk.hit(row)).collect::<Result<_>>()?,
            complaints: Vec::new(),
            suggestion: None,
            highlighter: Highlighter::default(),
            took: started.elapsed(),
        };
        match self.args.stdin {
            true => out.json_line(&SearchOut::new(&results)),
            false => out.json(&SearchOut::new(&results)),
        }
    }

    /// Writes the results for people, and how to get the next ones.
    fn list(
        &self,
        out: &mut Out,
        walk: &Walk<'_>,
        request: &Request,
        (started, cut): (Instant, bool),
    ) -> Result<()> {
        let pen = out.pen;
        if walk.rows.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", pen.row(Role::Dim, &head(walk, request, started)))?;
        stream::each(self, out, &walk.rows, |out, row| {
            Ok(plain::hits(out, pen, &[walk.hit(row)?])?)
        })?;
        if out.terminal && cut {
            let next = request.offset + walk.rows.len();
            writeln!(out)?;
            writeln!(out, "{}", pen.row(Role::Dim, &format!("for more: --offset {next}")))?;
        }
        if self.args.stdin {
            writeln!(out)?;
        }
        Ok(())
    }

    /// Says which part of the query could not be taken as written, with a caret below it.
    pub(super) fn complain(&self, query: &str, complaints: &[Complaint]) {
        for Complaint { span, message } in complaints {
            let (before, after) = excerpt(query, span.start);
            let place = width(&before);
            self.setting.note(&format!("in the query, {message}"));
            if !self.setting.common.quiet {
                let mut stderr = std::io::stderr().lock();
                // The message above has said what matters.
                let _ = writeln!(stderr, "  {before}{after}\n  {:place$}^", "");
            }
        }
    }
}

/// What of `query` stands before and after a place of it, as far as one row has room.
fn excerpt(query: &str, at: usize) -> (String, String) {
    const BEFORE: usize = 40;
    const AFTER: usize = 60;
    let (before, after) = query.split_at_checked(at).unwrap_or((query, ""));
    let start = before.char_indices().rev().nth(BEFORE).map_or(0, |(start, _)| start);
    let end = after.char_indices().nth(AFTER).map_or(after.len(), |(end, _)| end);
    let (near, next) = (before.get(start..).unwrap_or(before), after.get(..end).unwrap_or(after));
    let sign = |cut: bool| if cut { "…" } else { "" };
    (
        format!("{}{}", sign(start > 0), sanitize::line(near)),
        format!("{}{}", sanitize::line(next), sign(end < after.len())),
    )
}

/// `38 articles match · 9 shown, copies folded · 4 ms`
fn head(walk: &Walk<'_>, request: &Request, started: Instant) -> String {
    let hint = request.order.of(request.query.trim().is_empty()).hint();
    let mut parts = vec![match request.query.trim().is_empty() {
        true => format!("{}, {hint}", count(walk.total, "article", "articles")),
        false => count(walk.total, "article matches", "articles match"),
    }];
    if request.fold
        && let Some(rows) = walk.counted.filter(|&rows| rows < walk.total)
    {
        parts.push(format!("{} with copies folded", number(rows as u64)));
    }
    parts.push(duration(started.elapsed()));
    parts.join(" · ")
}

/// That nothing was found, and what to try.
fn nothing(view: &View, query: &str) -> String {
    if view.is_empty() {
        return "the corpus has no articles; `retold index` says why".to_string();
    }
    if let Some(meant) = view.suggest(query).ok().flatten() {
        return format!("nothing matches {query}; did you mean {meant}?");
    }
    let articles = count(view.len(), "article", "articles");
    format!("nothing in {articles} matches {query}; try fewer words, or a beginning such as fir*")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_complaint_shows_the_query_around_its_place() {
        assert_eq!(excerpt("fire (harbour", 5), ("fire ".to_string(), "(harbour".to_string()));
        assert_eq!(excerpt("é", 1), ("é".to_string(), String::new()));
        let long = "é".repeat(70_000);
        let (before, after) = excerpt(&long, 2 * 69_000);
        assert_eq!((before.chars().count(), after.chars().count()), (42, 61));
        assert!(before.starts_with('…') && after.ends_with('…'));
    }
}
