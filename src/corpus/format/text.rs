//! Plain text and Markdown: one file is one article.
//! Its metadata stands in its first lines, and stays there.

use super::{Format, Input, Item, LONGEST_ARTICLE, Sink, too_long};
use crate::corpus::record::Keys;
use crate::corpus::{FieldMap, Origin, Problem, encoding, metadata};
use std::io::{self, Read};

pub(super) struct Text;

impl Format for Text {
    fn name(&self) -> &'static str {
        "plain text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text", "md", "markdown"]
    }

    fn read(&self, input: Input<'_>, _: &FieldMap, sink: &mut Sink<'_>) -> io::Result<()> {
        let mut bytes = Vec::new();
        let mut size = input.size;
        if size.is_none_or(|size| size <= LONGEST_ARTICLE) {
            input.reader.take(LONGEST_ARTICLE + 1).read_to_end(&mut bytes)?;
            if bytes.len() as u64 > LONGEST_ARTICLE {
                size = None;
            }
        }
        let item = if size.is_some_and(|size| size > LONGEST_ARTICLE)
            || bytes.len() as u64 > LONGEST_ARTICLE
        {
            Item::Problem(Problem::new(input.path, too_long("the file", size)))
        } else {
            let body = encoding::decode(bytes);
            if body.trim().is_empty() {
                Item::Problem(Problem::new(input.path, "empty: there is no text in it"))
            } else {
                let origin = Origin { path: input.path.to_string(), record: None };
                let id = Keys::default().id(input.path, None, None);
                Item::Article(metadata::read(&body).into_article(id, None, origin, body))
            }
        };
        let _ = sink(item);
        Ok(())
    }
}
