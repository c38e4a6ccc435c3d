//! The article: one document with its title, byline, source, date, language, url and body.
//! Its id is made here, from where the article was found.

use serde::{Deserialize, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// Names an article: short, and the same after every refresh. Ten characters of Crockford's base 32
/// on screen, 50 bits inside, so that a prefix of the name is a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u64);

/// Characters in a full id.
pub const ID_LENGTH: usize = 10;
const ID_ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl ArticleId {
    /// The id of the article with this identity: `path` within the corpus, what names the record in
    /// its file (its own key where it has one, else its number), and, for records of one file that
    /// share a key, which of them it is.
    pub fn derive(path: &str, record: &str, nth: u32) -> Self {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        hasher.update(path.as_bytes());
        hasher.update(&[0]);
        hasher.update(record.as_bytes());
        hasher.update(&nth.to_le_bytes());
        Self(hasher.digest() >> (64 - 5 * ID_LENGTH as u32))
    }

    /// The ids that start with `prefix` (1 to 10 characters, in either case), or `None` when it has
    /// a character no id has.
    pub fn prefix_range(prefix: &str) -> Option<std::ops::RangeInclusive<ArticleId>> {
        if prefix.is_empty() || prefix.len() > ID_LENGTH {
            return None;
        }
        let mut value = 0u64;
        for byte in prefix.bytes() {
            let digit = ID_ALPHABET.iter().position(|&c| c == byte.to_ascii_lowercase())?;
            value = value << 5 | digit as u64;
        }
        let free = 5 * (ID_LENGTH - prefix.len()) as u32;
        let low = value << free;
        Some(ArticleId(low)..=ArticleId(low | ((1u64 << free) - 1)))
    }
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name: String = (0..ID_LENGTH)
            .rev()
            .map(|place| ID_ALPHABET[(self.0 >> (5 * place)) as usize & 31] as char)
            .collect();
        f.pad(&name)
    }
}

impl FromStr for ArticleId {
    type Err = ();

    /// Reads a full id; a shorter one is a prefix and not an id.
    fn from_str(name: &str) -> Result<Self, ()> {
        if name.len() != ID_LENGTH {
            return Err(());
        }
        Self::prefix_range(name).map(|range| *range.start()).ok_or(())
    }
}

impl Serialize for ArticleId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Where an article stands: its file within the corpus, and the record in that file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Path relative to the corpus' base, with `/` between its parts; `-` for standard input.
    pub path: String,
    /// The record: the line (from 1) in JSON Lines, the element (from 1) in a JSON array; none where
    /// the file is one article.
    pub record: Option<u64>,
}

impl fmt::Display for Origin {
    /// `path` or `path:record`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.record {
            Some(record) => write!(f, "{}:{record}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// How much of a date was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// Only the year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
    /// The minute or finer.
    Minute,
}

/// When an article was published, as far as its text or record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleDate {
    /// Seconds since 1970-01-01T00:00Z; the start of the year, month or day where that is all that
    /// is known.
    pub seconds: i64,
    /// How much of it is known.
    pub precision: Precision,
}

impl fmt::Display for ArticleDate {
    /// ISO 8601 to its precision: `2031`, `2031-03`, `2031-03-22`, `2031-03-22T08:10Z`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(stamp) = jiff::Timestamp::from_second(self.seconds) else {
            return f.write_str("?");
        };
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%MZ",
        };
        write!(f, "{}", stamp.strftime(format))
    }
}

impl Serialize for ArticleDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// One document of a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name, made by us.
    pub id: ArticleId,
    /// The record's own id, where it has one.
    pub key: Option<String>,
    /// Where it stands in the corpus.
    pub origin: Origin,
    /// The headline; where none was found, the start of the body.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The outlet.
    pub source: Option<String>,
    /// The place its dateline gives.
    pub place: Option<String>,
    /// The desk or section.
    pub section: Option<String>,
    /// Topics, keywords, labels.
    pub tags: Vec<String>,
    /// Language as a two-letter code, given or detected.
    pub lang: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it was published; never a file's modification time.
    pub date: Option<ArticleDate>,
    /// The text as read: line ends are `\n`, nothing else is changed or cut.
    pub body: String,
}

impl Article {
    /// Tells its language from its text where none is given and the text is long enough to be sure.
    /// Costs some 0.1 ms, so it is left to whoever can do it on every core.
    pub fn detect_language(&mut self) {
        if self.lang.is_none() {
            self.lang = super::language::detect(&self.body);
        }
    }

    /// A hash of all it says and where it stands, its id aside: another when anything of it changed.
    pub fn content_hash(&self) -> u64 {
        let mut hasher = xxhash_rust::xxh3::Xxh3::new();
        let mut add = |field: Option<&str>| match field {
            Some(text) => {
                hasher.update(&(text.len() as u64 + 1).to_le_bytes());
                hasher.update(text.as_bytes());
            }
            None => hasher.update(&0u64.to_le_bytes()),
        };
        let date = self.date.map(|date| format!("{} {:?}", date.seconds, date.precision));
        let origin = self.origin.to_string();
        for field in [
            Some(self.title.as_str()),
            self.key.as_deref(),
            Some(&origin),
            self.byline.as_deref(),
            self.source.as_deref(),
            self.place.as_deref(),
            self.section.as_deref(),
            self.lang.as_deref(),
            self.url.as_deref(),
            date.as_deref(),
            Some(&self.body),
        ] {
            add(field);
        }
        for tag in &self.tags {
            add(Some(tag));
        }
        hasher.digest()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_and_its_prefixes_hold_it() {
        let id = ArticleId::derive("a/b.jsonl", "4000", 0);
        let name = id.to_string();
        assert_eq!(name.len(), ID_LENGTH);
        assert_eq!(name.parse(), Ok(id));
        for cut in 1..=ID_LENGTH {
            assert!(ArticleId::prefix_range(&name[..cut]).is_some_and(|range| range.contains(&id)));
        }
        assert!(ArticleId::prefix_range("u").is_none());
        assert_ne!(id, ArticleId::derive("a/b.jsonl", "4000", 1));
    }
}
