//! The shape of `retold show --json`: one article, whole.
//! Its body is the text as it was read.

use super::Ref;
use crate::corpus::Article;
use crate::text::segment;
use serde::Serialize;

/// What `retold show --json` prints.
#[derive(Debug, Serialize)]
pub struct ShowOut<'a> {
    article: Ref<'a>,
    byline: Option<&'a str>,
    place: Option<&'a str>,
    url: Option<&'a str>,
    lang: Option<&'a str>,
    words: usize,
    body: &'a str,
}

impl<'a> ShowOut<'a> {
    /// All of `article`.
    pub fn new(article: &'a Article) -> Self {
        Self {
            article: Ref::from(article),
            byline: article.byline.as_deref(),
            place: article.place.as_deref(),
            url: article.url.as_deref(),
            lang: article.lang.as_deref(),
            words: segment::words(&article.body).count(),
            body: &article.body,
        }
    }
}
