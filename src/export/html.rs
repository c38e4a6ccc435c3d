//! A comparison as one HTML file that needs nothing else: no script, no network, no other file.
//! Both reports side by side, below one another on a narrow screen, in black on white on paper.

use crate::corpus::Article;
use crate::diff::facts::{Contrast, Said};
use crate::diff::{ChangeKind, Standing, Which};
use crate::export::facts::{apart, class_of, named, told, what};
use crate::export::outline::{Cell, Elsewhere, Fate, Row, Step, folded, steps};
use crate::export::plain::{Sides, count};
use crate::export::words::{date_and_time, share_of_each};
use crate::text::sanitize;
use std::fmt::{self, Display, Formatter};
use std::io::{self, Write};

const STYLE: &str = include_str!("html/style.css");

/// Figures and the like that agree, or that one side only has, are folded from this many on.
const FOLDED_FACTS: usize = 8;

/// Writes the comparison as a page.
pub fn html(out: &mut dyn Write, sides: &Sides<'_>) -> io::Result<()> {
    let (left, right) = (sides.left, sides.right);
    let title = format!("{} ↔ {}", left.title, right.title);
    // Whatever an article holds, the page may load nothing and run nothing.
    writeln!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" \
         content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>",
        Safe(&title)
    )?;
    writeln!(out, "<header>\n<div class=\"heads\">")?;
    head(out, left, Which::Left)?;
    head(out, right, Which::Right)?;
    writeln!(out, "</div>\n</header>")?;
    table(out, sides.facts)?;
    let scores = share_of_each(sides.comparison);
    writeln!(out, "<p class=\"scores\">{}</p>", Safe(&scores.join(" · ")))?;
    writeln!(out, "<main>\n<h2>The two reports</h2>")?;
    let mut page = Page { out, sides, written: [None, None] };
    for step in steps(sides) {
        page.step(&step)?;
    }
    writeln!(out, "</main>\n{LEGEND}\n</body>\n</html>")
}

const LEGEND: &str = "<footer>\
    <span>~ edited</span><span>≈ rewritten</span><span>− only left</span><span>+ only right</span>\
    <span>↓ ↑ moved</span><span>≡ repeated</span><span>¶ paragraph</span>\
    <span><del>changed</del> on the left</span><span><ins>changed</ins> on the right</span>\
    <span><ins class=\"figure\">40</ins> a figure or date</span>\
    <span><ins class=\"quiet\">quiet</ins> only punctuation or case</span></footer>";

/// Headline, outlet, date, author and where it stands.
fn head(out: &mut dyn Write, article: &Article, side: Which) -> io::Result<()> {
    writeln!(out, "<div{}>", Language(article))?;
    writeln!(out, "<h1 dir=\"auto\">{}{}</h1>", Arrow(side), Safe(&article.title))?;
    let known: Vec<String> = [
        article.source.clone(),
        article.date.map(date_and_time),
        article.place.clone(),
        article.byline.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !known.is_empty() {
        writeln!(out, "<p class=\"about\">{}</p>", Safe(&known.join(" · ")))?;
    }
    let origin = article.origin.to_string();
    match article.url.as_deref().filter(|url| is_web(url)) {
        Some(url) => writeln!(
            out,
            "<p class=\"origin\">{} · <a href=\"{}\" rel=\"noreferrer\">{}</a></p>",
            Safe(&origin),
            Safe(url),
            Safe(url)
        )?,
        None => writeln!(out, "<p class=\"origin\">{}</p>", Safe(&origin))?,
    }
    writeln!(out, "</div>")
}

/// The facts: what differs is seen at once, what does not is folded where there is much of it.
fn table(out: &mut dyn Write, facts: &[Contrast]) -> io::Result<()> {
    let (facts, passing) = apart(facts);
    let (differs, rest): (Vec<&Contrast>, Vec<&Contrast>) =
        facts.iter().partition(|fact| fact.standing == Standing::Differs);
    if facts.is_empty() && passing.is_empty() {
        return Ok(());
    }
    if rest.len() < FOLDED_FACTS {
        writeln!(out, "<h2>Figures, dates, names and quotations</h2>")?;
        rows(out, &facts)?;
        return names(out, &passing);
    }
    if !differs.is_empty() {
        writeln!(out, "<h2>Figures, dates, names and quotations that differ</h2>")?;
        rows(out, &differs)?;
    }
    let more = count(rest.len(), "more", "more");
    writeln!(out, "<details>\n<summary>{more} that agree or that only one report has</summary>")?;
    rows(out, &rest)?;
    names(out, &passing)?;
    writeln!(out, "</details>")
}

/// The names that are only mentioned.
fn names(out: &mut dyn Write, passing: &[&Contrast]) -> io::Result<()> {
    for (how, names) in named(passing) {
        let names: Vec<String> = names.iter().map(|name| Safe(name).to_string()).collect();
        writeln!(out, "<p class=\"named\">{how}: {}</p>", names.join(", "))?;
    }
    Ok(())
}

fn rows(out: &mut dyn Write, facts: &[&Contrast]) -> io::Result<()> {
    if facts.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<table>\n<thead><tr><th scope=\"col\">what</th><th scope=\"col\">left</th>\
         <th scope=\"col\">right</th><th scope=\"col\"></th></tr></thead>\n<tbody>"
    )?;
    for fact in facts {
        writeln!(
            out,
            "<tr class=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td>{}</td>\
             <td class=\"how\">{}</td></tr>",
            class_of(fact.standing),
            Safe(&what(fact)),
            Number(&fact.left, Which::Left),
            Number(&fact.right, Which::Right),
            told(fact.standing)
        )?;
    }
    writeln!(out, "</tbody>\n</table>")
}

/// The texts as they are written, row by row.
struct Page<'w, 's, 'a> {
    out: &'w mut dyn Write,
    sides: &'s Sides<'a>,
    /// The paragraph last written on the left and on the right.
    written: [Option<usize>; 2],
}

impl Page<'_, '_, '_> {
    fn step(&mut self, step: &Step<'_>) -> io::Result<()> {
        match step {
            Step::Row(row) => self.row(row),
            Step::Folded(sentences, rows) => {
                let told = folded(*sentences, rows);
                writeln!(self.out, "<details>\n<summary>{told}</summary>")?;
                rows.iter().try_for_each(|row| self.row(row))?;
                writeln!(self.out, "</details>")
            }
        }
    }

    fn row(&mut self, row: &Row<'_>) -> io::Result<()> {
        writeln!(self.out, "<div class=\"row\">")?;
        for (side, cell) in [(Which::Left, &row.left), (Which::Right, &row.right)] {
            match cell {
                Some(cell) => self.cell(row.group, cell)?,
                None if side == Which::Left => writeln!(self.out, "<div></div>")?,
                None => {}
            }
        }
        writeln!(self.out, "</div>")
    }

    fn cell(&mut self, group: usize, cell: &Cell<'_>) -> io::Result<()> {
        let article = match cell.side {
            Which::Left => self.sides.left,
            Which::Right => self.sides.right,
        };
        writeln!(
            self.out,
            "<div class=\"cell {} {}\" id=\"{}\"{}>",
            class(cell.fate),
            side(cell.side),
            Anchor(cell.side, group),
            Language(article)
        )?;
        let written = match cell.side {
            Which::Left => &mut self.written[0],
            Which::Right => &mut self.written[1],
        };
        let fresh = *written != Some(cell.paragraph);
        *written = Some(cell.paragraph);
        let number = if fresh { format!("¶{}", cell.paragraph) } else { String::new() };
        write!(self.out, "<span class=\"number\">{number}</span>")?;
        match cell.fate {
            Fate::Same => writeln!(self.out, "<span class=\"sign\"></span>")?,
            fate => writeln!(
                self.out,
                "<span class=\"sign\" role=\"img\" title=\"{0}\" aria-label=\"{0}\">{1}</span>",
                fate.name(),
                fate.sign()
            )?,
        }
        writeln!(self.out, "<div class=\"text\" dir=\"auto\">")?;
        if let Some(Elsewhere { relation, side, group, paragraph }) = cell.elsewhere {
            let anchor = Anchor(side, group);
            let and = cell.reworded().map(|how| format!(" and {how}")).unwrap_or_default();
            writeln!(
                self.out,
                "<p class=\"note\">{relation} <a href=\"#{anchor}\">¶{paragraph}</a>{and}</p>"
            )?;
        }
        for (at, line) in cell.lines.iter().enumerate() {
            write!(self.out, "<p>")?;
            if at == 0 {
                write!(self.out, "{}", Arrow(cell.side))?;
            }
            for run in line {
                let Some(kind) = run.change else {
                    write!(self.out, "{}", Safe(run.text))?;
                    continue;
                };
                let looks = if run.shifted { SHIFTED } else { looks(kind) };
                let tag = match cell.side {
                    Which::Left => "del",
                    Which::Right => "ins",
                };
                write!(self.out, "<{tag}{looks}>{}</{tag}>", Safe(run.text))?;
            }
            writeln!(self.out, "</p>")?;
        }
        writeln!(self.out, "</div>\n</div>")
    }
}

fn class(fate: Fate) -> &'static str {
    match fate {
        Fate::Same => "same",
        Fate::Edited => "edited",
        Fate::Rewritten => "rewritten",
        Fate::OnlyLeft => "only-left",
        Fate::OnlyRight => "only-right",
        Fate::Moved { .. } => "moved",
        Fate::Repeated => "repeated",
    }
}

fn side(side: Which) -> &'static str {
    match side {
        Which::Left => "left",
        Which::Right => "right",
    }
}

/// How words look that stand elsewhere in the sentence on the other side.
const SHIFTED: &str = " class=\"shifted\" title=\"moved within the sentence\"";

fn looks(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Figure | ChangeKind::Date => " class=\"figure\"",
        kind if kind.is_quiet() => " class=\"quiet\"",
        _ => "",
    }
}

fn is_web(url: &str) -> bool {
    let starts = |scheme: &str| {
        url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    starts("https://") || starts("http://")
}

/// The one door for text from outside: characters that mean something in HTML are escaped, in text
/// and in attributes alike, and invisible ones made visible.
struct Safe<'a>(&'a str);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let text = sanitize::line(self.0);
        let mut from = 0;
        for (at, sign) in text.match_indices(['&', '<', '>', '"', '\'']) {
            f.write_str(text.get(from..at).unwrap_or_default())?;
            f.write_str(match sign {
                "&" => "&amp;",
                "<" => "&lt;",
                ">" => "&gt;",
                "\"" => "&quot;",
                _ => "&#39;",
            })?;
            from = at + sign.len();
        }
        f.write_str(text.get(from..).unwrap_or_default())
    }
}

/// The name of a cell, to link to.
struct Anchor(Which, usize);

impl Display for Anchor {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let side = if self.0 == Which::Left { 'l' } else { 'r' };
        write!(f, "{side}{}", self.1 + 1)
    }
}

/// Which report this is, where they do not stand side by side.
struct Arrow(Which);

impl Display for Arrow {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let arrow = if self.0 == Which::Left { '‹' } else { '›' };
        write!(
            f,
            "<span class=\"side\" role=\"img\" aria-label=\"{}\">{arrow}</span>",
            side(self.0)
        )
    }
}

/// What one side gives, linked to where it stands.
struct Number<'a>(&'a Option<Said>, Which);

impl Display for Number<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(said) => {
                write!(f, "<a href=\"#{}\">{}</a>", Anchor(self.1, said.group), Safe(&said.shown()))
            }
            None => f.write_str("·"),
        }
    }
}

/// The language of a report, for hyphens, fonts and voices.
struct Language<'a>(&'a Article);

impl Display for Language<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.0.lang {
            Some(lang) => write!(f, " lang=\"{}\"", Safe(lang)),
            None => Ok(()),
        }
    }
}
