//! Real articles to edit: an even sample of each set, and the generator that every choice comes from.

use anyhow::Context;
use retold::text::Span;
use retold::text::segment::{self, Sentence, SentenceKind};
use serde::Deserialize;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The sets of articles, `NAME.jsonl` each.
pub(super) const SETS: [&str; 3] = ["allsides_5k", "reuters", "senate_25k"];
/// How many sentences an article may have.
const SENTENCES: std::ops::RangeInclusive<usize> = 8..=60;
/// Words that a sentence needs to be known again wherever it stands.
const TELLING: usize = 5;

/// One article with its sentences.
pub(super) struct Article {
    pub body: String,
    pub sentences: Vec<Sentence>,
    /// The folded words of each sentence: those with the same are the same sentence.
    pub says: Vec<String>,
}

#[derive(Deserialize)]
struct Record {
    text: String,
}

impl Article {
    fn new(body: String) -> Self {
        let sentences = segment::sentences(&body);
        let says = sentences.iter().map(|s| folded(s.span.of(&body))).collect();
        Self { body, sentences, says }
    }

    pub(super) fn text(&self, sentence: usize) -> &str {
        self.sentences.get(sentence).map_or("", |s| s.span.of(&self.body))
    }

    /// What stands between a sentence and the one behind it.
    pub(super) fn gap(&self, sentence: usize) -> &str {
        let end = self.sentences.get(sentence).map_or(0, |s| s.span.end);
        let next = self.sentences.get(sentence + 1).map_or(self.body.len(), |s| s.span.start);
        Span::new(end, next).of(&self.body)
    }

    /// Whether a sentence is a whole one of running prose that nothing else in the article repeats:
    /// only of such can it be said afterwards where it went.
    pub(super) fn is_telling(&self, sentence: usize) -> bool {
        let text = self.text(sentence);
        let says = self.says.get(sentence);
        let ends = text.trim_end_matches(['"', '”', '’', '\'', ')']).ends_with(['.', '!', '?']);
        self.sentences.get(sentence).is_some_and(|s| s.kind == SentenceKind::Prose)
            && ends
            && segment::words(text).count() >= TELLING
            && self.says.iter().filter(|other| says == Some(other)).count() == 1
    }

    /// Whether lines end in the middle of sentences.
    pub(super) fn is_wrapped(&self) -> bool {
        let broken = (0..self.sentences.len()).filter(|at| self.text(*at).contains('\n')).count();
        broken * 3 > self.sentences.len()
    }

    pub(super) fn words(&self, sentence: usize) -> usize {
        segment::words(self.text(sentence)).count()
    }
}

/// The words of a text as they are compared, one space between them.
pub(super) fn folded(text: &str) -> String {
    let words: Vec<String> =
        segment::words(text).map(|word| retold::text::fold::fold(word.of(text))).collect();
    words.join(" ")
}

/// About `count` articles of a set, evenly from its beginning to its end; `seed` moves them all.
pub(super) fn sample(
    dir: &Path,
    name: &str,
    count: usize,
    seed: u64,
) -> anyhow::Result<Vec<Article>> {
    let path = dir.join(name).with_extension("jsonl");
    let lines = |path: &Path| -> anyhow::Result<Vec<String>> {
        let file = std::fs::File::open(path)
            .with_context(|| format!("cannot read {}: DIR holds the sets", path.display()))?;
        Ok(BufReader::new(file).lines().collect::<Result<_, _>>()?)
    };
    let lines = lines(&path)?;
    let from = Dice::new(seed).roll(lines.len().div_ceil(count.max(1)));
    let mut out = Vec::with_capacity(count);
    for n in 0..count {
        // The next one of a fitting length.
        for line in lines.iter().skip(from + n * lines.len() / count).take(50) {
            let record: Record = serde_json::from_str(line)?;
            let article = Article::new(record.text);
            if SENTENCES.contains(&article.sentences.len()) {
                out.push(article);
                break;
            }
        }
    }
    Ok(out)
}

/// A small generator (xorshift), so that every run makes the same edits.
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        let mut dice = Self((seed + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
        (0..8).for_each(|_| _ = dice.roll(2));
        dice
    }

    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    pub(super) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.roll(from.len()))
    }
}
