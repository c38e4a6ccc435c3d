//! What is typed: 200 queries out of the corpus' own words, twenty of each kind.

use crate::salad::Numbers;
use anyhow::Result;
use retold::corpus::Article;
use retold::library::Library;

/// Queries of each kind.
const EACH: usize = 20;
/// Articles to draw words from.
const DRAWN: usize = 2_000;

/// A query to be typed.
pub(crate) struct Typed {
    pub(crate) kind: &'static str,
    pub(crate) text: String,
    /// The same for FTS5, where that can be asked.
    pub(crate) fts5: Option<fn(&str) -> Option<String>>,
    /// The same for ripgrep, as a regular expression.
    pub(crate) regex: Option<String>,
}

/// Words of one article.
struct Words<'a> {
    article: &'a Article,
    /// Of the text, four letters and longer, none of them odd.
    long: Vec<&'a str>,
    /// Runs of three words with nothing but a space between.
    runs: Vec<[&'a str; 3]>,
    numbers: Numbers,
}

impl<'a> Words<'a> {
    fn new(article: &'a Article, seed: u64) -> Self {
        let plain = |word: &&str| word.bytes().all(|b| b.is_ascii_lowercase());
        let all: Vec<&str> = article.body.split(' ').take(400).collect();
        let long = all.iter().copied().filter(plain).filter(|word| word.len() > 3).collect();
        let runs = all.windows(3).filter_map(|run| <[&str; 3]>::try_from(run).ok());
        let runs = runs.filter(|run| run.iter().all(|word| plain(word) && !word.is_empty()));
        let numbers = Numbers(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        Self { article, long, runs: runs.collect(), numbers }
    }

    fn word(&mut self) -> &'a str {
        let at = self.numbers.below(self.long.len() as u64) as usize;
        self.long.get(at).copied().unwrap_or("report")
    }

    fn run(&mut self) -> [&'a str; 3] {
        let at = self.numbers.below(self.runs.len() as u64) as usize;
        self.runs.get(at).copied().unwrap_or(["of", "the", "report"])
    }

    fn chance(&mut self, of: u64) -> u64 {
        self.numbers.below(of)
    }
}

/// Queries in the order they are typed in.
pub(crate) fn typed(library: &Library) -> Result<Vec<Typed>> {
    let view = library.view()?;
    let ids = view.in_order()?;
    let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
    let mut articles = Vec::new();
    while articles.len() < DRAWN.min(ids.len()) {
        if let Some(&id) = ids.get(numbers.below(ids.len() as u64) as usize) {
            articles.push(view.article(id)?);
        }
    }
    let mut fit = articles.iter().zip(1_u64..).map(|(article, seed)| Words::new(article, seed));
    let mut fit = fit.by_ref().filter(|words| words.long.len() > 20 && words.runs.len() > 5);
    let mut all = Vec::new();
    for _ in 0..EACH {
        for (kind, make) in KINDS {
            let Some(mut words) = fit.next() else { break };
            let (text, regex) = make(&mut words);
            all.push(Typed { kind, text, regex, fts5: fts5(kind) });
        }
    }
    Ok(all)
}

/// `pattern` as a whole word. Bounds of ASCII words, since those of Unicode keep ripgrep from its quick
/// engine wherever a text has an accent.
fn bounded(pattern: &str) -> String {
    format!(r"(?-u:\b){pattern}(?-u:\b)")
}

type Make = fn(&mut Words<'_>) -> (String, Option<String>);

const KINDS: [(&str, Make); 10] = [
    ("words", |words| {
        let count = 1 + words.chance(3);
        let some: Vec<&str> = (0..count).map(|_| words.word()).collect();
        let regex = (count == 1).then(|| bounded(some[0]));
        (some.join(" "), regex)
    }),
    ("phrase", |words| {
        let run = words.run().join(" ");
        (format!("\"{run}\""), Some(bounded(&run)))
    }),
    ("near", |words| {
        let [a, b] = [words.word(), words.word()];
        match words.chance(2) {
            0 => (format!("\"{a} {b}\"~8"), None),
            _ => (format!("{a} w/8 {b}"), None),
        }
    }),
    ("and, or, not", |words| {
        let [a, b, c] = [words.word(), words.word(), words.word()];
        match words.chance(3) {
            0 => (format!("{a} OR {b}"), Some(bounded(&format!("({a}|{b})")))),
            1 => (format!("{a} {b} -{c}"), None),
            _ => (format!("({a} OR {b}) AND {c}"), None),
        }
    }),
    ("wildcard", |words| {
        let word = words.word();
        match words.chance(2) {
            0 => (format!("{}*", &word[..3]), Some(bounded(&format!("{}[a-z]*", &word[..3])))),
            _ => {
                let (start, end) = (&word[..2], &word[3..]);
                (format!("{start}*{end}"), Some(bounded(&format!("{start}[a-z]*{end}"))))
            }
        }
    }),
    ("fuzzy", |words| {
        let word = words.word();
        (format!("{}{}~1", &word[..2], &word[3..]), None)
    }),
    ("regular expression", |words| {
        let word = words.word();
        let pattern = format!("{}.?{}+", &word[..2], &word[3..]);
        (format!("/{pattern}/"), Some(bounded(&format!("{}[a-z]?{}+", &word[..2], &word[3..]))))
    }),
    ("field", |words| {
        let word = words.word();
        match (&words.article.source, words.chance(2)) {
            (Some(source), 0) => (format!("{word} source:\"{source}\""), None),
            _ => (format!("title:{word}"), None),
        }
    }),
    ("date and figure", |words| {
        let word = words.word();
        let date = words.article.date.map_or("2004".into(), |date| date.to_string());
        match words.chance(3) {
            0 => (format!("{word} date:{}", date.get(..7).unwrap_or(&date)), None),
            1 => (format!("{word} date:>={}", date.get(..4).unwrap_or(&date)), None),
            _ => (format!("figure:{} {word}", 10 + words.chance(200)), None),
        }
    }),
    ("story", |words| {
        let word = words.word();
        match words.chance(2) {
            0 => (format!("{word} has:copies"), None),
            _ => (format!("is:first {word}"), None),
        }
    }),
];

/// How what is typed is put to FTS5: the last word as the start of one, as the browser takes it.
fn fts5(kind: &str) -> Option<fn(&str) -> Option<String>> {
    match kind {
        "words" => Some(|typed| {
            let words: Vec<String> = typed.split(' ').map(|word| format!("\"{word}\"")).collect();
            Some(words.join(" AND ") + "*")
        }),
        "phrase" => Some(|typed| {
            let inside = typed.trim_matches('"');
            let prefix = if typed.len() > 1 && typed.ends_with('"') { "" } else { "*" };
            (!inside.trim().is_empty()).then(|| format!("\"{inside}\"{prefix}"))
        }),
        "wildcard" => Some(|typed| {
            let (start, rest) = typed.split_once('*').unwrap_or((typed, ""));
            (rest.is_empty() && !start.is_empty()).then(|| format!("\"{start}\"*"))
        }),
        _ => None,
    }
}
