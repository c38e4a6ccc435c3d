//! An article laid out at a width: headline, byline, metadata, near-duplicates, wrapped body.
//! Made once per article and width; the reader and the preview draw the rows that can be seen.

use super::event::Loaded;
use super::shown::{Mark, MarkKind, Shown, Signs};
use super::{relatives, words};
use crate::corpus::Article;
use crate::library::Copy;
use crate::text::{Span, fold, sanitize, wrap};
use std::sync::Arc;

/// What a row over the body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Head {
    /// The headline.
    Title,
    /// Byline or metadata.
    Meta,
    /// What is known of near-duplicates.
    Copies,
    /// One near-duplicate.
    Copy,
    /// The chosen one.
    Chosen,
    /// A note of the user's own.
    Note,
    /// Nothing.
    Gap,
}

/// One row of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row<'a> {
    /// A row over the body, safe to draw.
    Head(Head, &'a str),
    /// A row of the body: a span of the shown text.
    Body(Span),
}

/// How a page is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Columns.
    pub width: usize,
    /// Whether marks need signs.
    pub signs: Signs,
    /// The near-duplicate that is chosen of those listed one by one; none where they are not.
    pub copies: Option<usize>,
    /// Bytes of the body that are laid out at most: a preview shows no more.
    pub limit: usize,
}

/// What the user said of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The signs of it.
    pub signs: String,
    /// The notes.
    pub notes: Vec<String>,
}

/// An article laid out.
#[derive(Clone, Debug)]
pub struct Page {
    /// The article.
    pub loaded: Arc<Loaded>,
    /// The body as it is shown.
    pub shown: Shown,
    style: Style,
    said: Told,
    head: Vec<(Head, String)>,
    rows: Vec<Span>,
}

impl Page {
    /// Lays out an article; `hits` are bytes of its body, in order, without overlaps.
    pub fn new(loaded: Arc<Loaded>, hits: &[Span], style: Style) -> Self {
        let article = &loaded.article;
        let start = body_start(article);
        let end = floor(&article.body, start.saturating_add(style.limit));
        let marks: Vec<Mark> =
            hits.iter().map(|&span| Mark { span, kind: MarkKind::Hit }).collect();
        let body = Span::new(start, end.max(start));
        let quiet = &loaded.boilerplate;
        let shown = Shown::with_quiet(&article.body, body, &marks, quiet, style.signs);
        let said = Told::default();
        let mut page = Self { shown, style, said, head: Vec::new(), rows: Vec::new(), loaded };
        page.wrap();
        page
    }

    /// The same page at another width, or with the near-duplicates listed or not.
    pub fn restyle(&mut self, width: usize, copies: Option<usize>) {
        if self.style.width != width {
            self.style = Style { width, copies, ..self.style };
            self.wrap();
        } else if self.style.copies != copies {
            self.style.copies = copies;
            self.head = head(&self.loaded, &self.said, self.style);
        }
    }

    /// The same as another page says, where that was laid out before this one.
    pub(super) fn say_as(mut self, before: &Self) -> Self {
        self.say(before.said.clone());
        self
    }

    /// Says in the head what the user said of the article. Tells by how many rows the body moved down.
    pub fn say(&mut self, said: Told) -> isize {
        if self.said == said {
            return 0;
        }
        let before = self.head.len();
        self.said = said;
        self.head = head(&self.loaded, &self.said, self.style);
        self.head.len() as isize - before as isize
    }

    fn wrap(&mut self) {
        self.head = head(&self.loaded, &self.said, self.style);
        self.rows = wrap::wrap(&self.shown.text, self.style.width);
    }

    /// The near-duplicate that is chosen.
    pub fn chosen(&self) -> Option<&Copy> {
        self.loaded.relative(self.style.copies?)
    }

    /// The row of the near-duplicate that is chosen.
    pub fn chosen_row(&self) -> Option<usize> {
        self.head.iter().position(|(kind, _)| *kind == Head::Chosen)
    }

    /// How it is laid out.
    pub fn style(&self) -> Style {
        self.style
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.head.len() + self.rows.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row at `index`.
    pub fn row(&self, index: usize) -> Option<Row<'_>> {
        match self.head.get(index) {
            Some((kind, text)) => Some(Row::Head(*kind, text)),
            None => self.rows.get(index - self.head.len()).map(|&span| Row::Body(span)),
        }
    }

    /// The row that shows the byte at `offset` of the shown text.
    pub fn row_of(&self, offset: usize) -> usize {
        let after = self.rows.partition_point(|row| row.start <= offset);
        self.head.len() + after.saturating_sub(1)
    }

    /// Where in the shown text the row at `index` starts; none for rows over the body.
    pub fn offset_of(&self, index: usize) -> Option<usize> {
        index.checked_sub(self.head.len()).and_then(|row| self.rows.get(row)).map(|row| row.start)
    }
}

/// The last character boundary of `text` at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn head(loaded: &Loaded, said: &Told, style: Style) -> Vec<(Head, String)> {
    let article = &loaded.article;
    let mut head = Vec::new();
    let wrapped = |head: &mut Vec<(Head, String)>, kind, text: &str| {
        let safe = sanitize::line(text);
        for row in wrap::wrap(&safe, style.width) {
            head.push((kind, row.of(&safe).to_string()));
        }
    };
    let title = match article.title.trim() {
        "" => article.origin.to_string(),
        title => title.to_string(),
    };
    wrapped(&mut head, Head::Title, &title);
    if let Some(byline) = words::byline(article) {
        wrapped(&mut head, Head::Meta, &byline);
    }
    let meta = words::meta_line(article);
    match said.signs.is_empty() {
        true => wrapped(&mut head, Head::Meta, &meta),
        false => wrapped(&mut head, Head::Meta, &format!("{meta}   {}", said.signs)),
    }
    if let Some(copies) = words::retold(loaded) {
        wrapped(&mut head, Head::Copies, &format!("● {copies}"));
    }
    if let Some(others) = words::others(&loaded.others) {
        wrapped(&mut head, Head::Meta, &format!("○ {others}"));
    }
    if let Some(chosen) = style.copies.filter(|_| loaded.relatives().next().is_some()) {
        let table = relatives::table(loaded, chosen, style.width);
        head.extend(table);
    }
    for line in said.notes.iter().flat_map(|note| note.lines()) {
        wrapped(&mut head, Head::Note, &format!("✎ {line}"));
    }
    head.push((Head::Gap, String::new()));
    head
}

/// Where the body starts for someone who has just read the headline and the byline: after leading
/// lines that only repeat them. Everything else of the body is kept.
pub fn body_start(article: &Article) -> usize {
    let key = |line: &str| line.split_whitespace().map(fold::fold).collect::<Vec<_>>().join(" ");
    let title = key(&article.title);
    let byline = article.byline.as_deref().map(key).unwrap_or_default();
    let signed = format!("by {byline}");
    let mut at = 0;
    for line in article.body.split_inclusive('\n') {
        let words = key(line);
        let repeats =
            words == title || (!byline.is_empty() && (words == byline || words == signed));
        if !words.is_empty() && !repeats {
            return at;
        }
        at += line.len();
    }
    // A body that says nothing but its headline is shown all the same.
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::{ArticleId, Origin};

    fn article(body: &str) -> Article {
        Article {
            id: ArticleId(1),
            key: None,
            origin: Origin { path: "a.txt".into(), record: None },
            title: "Blaze at Port Calder".into(),
            byline: Some("Ilse Marrow".into()),
            source: None,
            place: None,
            section: None,
            tags: Vec::new(),
            lang: None,
            url: None,
            date: None,
            body: body.into(),
        }
    }

    #[test]
    fn what_the_head_says_is_not_said_again() {
        let body = "Blaze at  Port Calder\n\nBy Ilse Marrow\nPORT CALDER: A fire.\nIlse Marrow\n";
        let rest = &body[body_start(&article(body))..];
        assert_eq!(rest, "PORT CALDER: A fire.\nIlse Marrow\n");
        assert_eq!(body_start(&article("Blaze at Port Calder")), 0);
        assert_eq!(body_start(&article("Blaze at Port Calder kills 40\n")), 0);
    }

    #[test]
    fn rows_and_offsets_agree() {
        let loaded = Arc::new(Loaded::new(article("One.\nTwo.\n\nThree."), vec![], vec![]));
        let style = Style { width: 20, signs: Signs::Styles, copies: None, limit: usize::MAX };
        let page = Page::new(loaded, &[], style);
        for index in 0..page.len() {
            match page.row(index) {
                Some(Row::Body(span)) => assert_eq!(page.row_of(span.start), index),
                Some(Row::Head(..)) => assert_eq!(page.offset_of(index), None),
                None => panic!("row {index} is missing"),
            }
        }
        assert_eq!(page.row(page.len()), None);
    }
}
