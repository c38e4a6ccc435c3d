//! How long comparing takes, from a short report to a million words, on generated prose: related
//! texts, unrelated ones, and the worst cases. Beside it a plain word diff of the whole text.

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use retold::diff::{Text, compare};
use similar::{Algorithm, capture_diff_slices};
use std::hint::black_box;
use std::time::Duration;

/// A small generator (xorshift), so that every run measures the same text.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    /// A word; small numbers come far more often than large ones, as in a language.
    fn word(&mut self) -> String {
        const HEADS: [&str; 16] = [
            "har", "mol", "ter", "ves", "quin", "lor", "ban", "dis", "pre", "sul", "gar", "ton",
            "ell", "mar", "kin", "ost",
        ];
        let reach = [20, 200, 2_000, 20_000][self.roll(4)];
        let mut number = self.roll(reach);
        let mut word = String::new();
        loop {
            word.push_str(HEADS[number % HEADS.len()]);
            number /= HEADS.len();
            if number == 0 {
                return word;
            }
        }
    }

    fn sentence(&mut self) -> Vec<String> {
        let mut words: Vec<String> = (0..8 + self.roll(24)).map(|_| self.word()).collect();
        if self.roll(4) == 0 {
            let at = self.roll(words.len());
            words[at] = self.roll(5_000).to_string();
        }
        words
    }
}

type Sentences = Vec<Vec<String>>;

fn prose(dice: &mut Dice, words: usize) -> Sentences {
    let mut out = Vec::new();
    let mut count = 0;
    while count < words {
        let sentence = dice.sentence();
        count += sentence.len();
        out.push(sentence);
    }
    out
}

/// The same report retold: words replaced, added and dropped, sentences dropped, added and moved.
fn retell(dice: &mut Dice, original: &Sentences) -> Sentences {
    let mut out: Sentences = Vec::new();
    for sentence in original {
        match dice.roll(20) {
            0 => {}
            1 => out.push(dice.sentence()),
            2 => {
                let at = dice.roll(out.len() + 1);
                out.insert(at.max(out.len().saturating_sub(40)), sentence.clone());
            }
            3..=12 => {
                let mut edited = sentence.clone();
                for _ in 0..1 + dice.roll(4) {
                    let at = dice.roll(edited.len());
                    match dice.roll(3) {
                        0 => edited[at] = dice.word(),
                        1 => edited.insert(at, dice.word()),
                        _ => drop(edited.remove(at)),
                    }
                    if edited.is_empty() {
                        edited.push(dice.word());
                    }
                }
                out.push(edited);
            }
            _ => out.push(sentence.clone()),
        }
    }
    out
}

fn print(sentences: &Sentences) -> String {
    let mut out = String::new();
    for (at, sentence) in sentences.iter().enumerate() {
        let mut line = sentence.join(" ");
        if let Some(first) = line.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        out.push_str(&line);
        out.push('.');
        out.push(if at % 4 == 3 { '\n' } else { ' ' });
    }
    out
}

fn plain_diff(left: &str, right: &str) -> usize {
    let l: Vec<&str> = left.split_whitespace().collect();
    let r: Vec<&str> = right.split_whitespace().collect();
    capture_diff_slices(Algorithm::Myers, &l, &r).len()
}

fn name(words: usize) -> String {
    if words >= 1_000_000 { "1M".to_string() } else { format!("{}k", words / 1_000) }
}

fn sizes(c: &mut Criterion) {
    for related in [true, false] {
        let kind = if related { "related" } else { "unrelated" };
        let mut group = c.benchmark_group(kind);
        group.sample_size(10).warm_up_time(Duration::from_millis(500));
        group.measurement_time(Duration::from_secs(3));
        for words in [1_000, 10_000, 100_000, 1_000_000] {
            let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
            let original = prose(&mut dice, words);
            let other =
                if related { retell(&mut dice, &original) } else { prose(&mut dice, words) };
            let (left, right) = (print(&original), print(&other));
            group.bench_function(BenchmarkId::new("compare", name(words)), |b| {
                b.iter(|| compare(Text { body: black_box(&left) }, Text { body: &right }));
            });
            if words <= 100_000 {
                group.bench_function(BenchmarkId::new("plain word diff", name(words)), |b| {
                    b.iter(|| plain_diff(black_box(&left), &right));
                });
            }
        }
        group.finish();
    }
}

fn worst_cases(c: &mut Criterion) {
    const WORDS: usize = 1_000_000;
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let one_sentence = |dice: &mut Dice, bytes: usize| {
        let mut out = String::with_capacity(bytes + 16);
        while out.len() < bytes {
            out.push_str(&dice.word());
            out.push(' ');
        }
        out
    };
    let long = (one_sentence(&mut dice, 1 << 20), one_sentence(&mut dice, 1 << 20));
    let said = "The crew of the old ferry swam to the lighthouse before dawn. ";
    let repeated = (said.repeat(100_000), said.repeat(99_000));
    let token = (
        "fire ".repeat(WORDS),
        format!("{}ice {}", "fire ".repeat(WORDS / 2), "fire ".repeat(WORDS / 2)),
    );
    let alternate = |mark: &str| {
        let mut out = String::new();
        for n in 0..WORDS / 2 {
            out.push_str("common ");
            out.push_str(mark);
            out.push_str(&n.to_string());
            out.push(' ');
        }
        out
    };
    let alternating = (alternate("left"), alternate("right"));
    let mut group = c.benchmark_group("worst cases");
    group.sample_size(10).warm_up_time(Duration::from_millis(100));
    group.measurement_time(Duration::from_secs(2));
    for (name, (left, right)) in [
        ("one sentence of 1 MB", &long),
        ("one sentence 100,000 times", &repeated),
        ("one token 1M times", &token),
        ("common and unmatched tokens in turn, 1M", &alternating),
    ] {
        group.bench_function(name, |b| {
            b.iter(|| compare(Text { body: black_box(left) }, Text { body: right }));
        });
    }
    group.finish();
}

criterion_group!(benches, sizes, worst_cases);
criterion_main!(benches);
