//! How long comparing takes, from a short report to a million words, on generated prose: related
//! texts, unrelated ones, and the worst cases; beside it plain word diffs of the whole texts by `similar`
//! and `imara-diff`. `cargo bench --bench compare [-- NAME]` runs the cases whose name has NAME in it.
//!
//! A plain word diff is not run where a tenth of the text says that it would take too long, and says
//! so. A comparison that hit its deadline is marked as coarse.

use imara_diff::{Algorithm as Imara, Diff, InternedInput, TokenSource};
use retold::diff::{Text, compare};
use similar::{Algorithm, capture_diff_slices};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Longer than this no plain word diff is waited for.
const PATIENCE: Duration = Duration::from_secs(10);
/// How often a case is measured, at most.
const ROUNDS: usize = 15;
/// How long a case is measured, about.
const PER_CASE: Duration = Duration::from_secs(4);

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

/// The words of a text, for `imara-diff`.
struct Split<'a>(&'a str);

impl<'a> TokenSource for Split<'a> {
    type Token = &'a str;
    type Tokenizer = std::str::SplitWhitespace<'a>;

    fn tokenize(&self) -> Self::Tokenizer {
        self.0.split_whitespace()
    }

    fn estimate_tokens(&self) -> u32 {
        u32::try_from(self.0.len() / 6).unwrap_or(u32::MAX)
    }
}

/// A plain word diff: its name, and how many words it says changed.
type Plain = (&'static str, fn(&str, &str) -> usize);

const PLAIN: [Plain; 2] = [
    ("similar, Myers", |left, right| {
        let l: Vec<&str> = left.split_whitespace().collect();
        let r: Vec<&str> = right.split_whitespace().collect();
        capture_diff_slices(Algorithm::Myers, &l, &r).len()
    }),
    ("imara, histogram", |left, right| {
        let input = InternedInput::new(Split(left), Split(right));
        Diff::compute(Imara::Histogram, &input).hunks().count()
    }),
];

/// Makes two texts of so many words.
type Make = fn(usize) -> (String, String);

/// One pair of texts of some size; small ones tell what large ones would take.
struct Case {
    name: String,
    words: usize,
    make: Make,
}

fn timed<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let done = work();
    (start.elapsed(), done)
}

/// The middle of several runs, and the slowest.
fn measured(mut work: impl FnMut()) -> (Duration, Duration) {
    let start = Instant::now();
    let mut times = Vec::new();
    while times.is_empty() || times.len() < ROUNDS && start.elapsed() < PER_CASE {
        times.push(timed(&mut work).0);
    }
    times.sort_unstable();
    (times[times.len() / 2], times[times.len() - 1])
}

fn told(time: Duration) -> String {
    match time.as_secs_f64() * 1e3 {
        ms if ms < 10.0 => format!("{ms:.2} ms"),
        ms if ms < 1e3 => format!("{ms:.0} ms"),
        ms => format!("{:.2} s", ms / 1e3),
    }
}

/// How long a plain word diff takes, unless a tenth of the texts says that it is too long: its cost may
/// grow with the square.
fn plain(diff: fn(&str, &str) -> usize, case: &Case, left: &str, right: &str) -> String {
    if case.words >= 100_000 {
        let (less, more) = (case.make)(case.words / 10);
        let (time, _) = timed(|| black_box(diff(&less, &more)));
        if time * 100 > PATIENCE {
            return format!("not run: {} for a tenth", told(time));
        }
    }
    let (middle, _) = measured(|| {
        black_box(diff(black_box(left), right));
    });
    told(middle)
}

fn run(case: &Case) {
    let (left, right) = (case.make)(case.words);
    let mut coarse = false;
    let (middle, slowest) = measured(|| {
        let found = compare(Text { body: black_box(&left) }, Text { body: &right });
        coarse |= found.coarse;
        black_box(found);
    });
    let others = PLAIN.map(|(_, diff)| plain(diff, case, &left, &right));
    let [similar, imara] = &others;
    let coarse = if coarse { "coarse" } else { "" };
    println!(
        "{:<38} {:>10} {:>10} {coarse:<7} {similar:>28} {imara:>28}",
        case.name,
        told(middle),
        told(slowest)
    );
}

fn related(words: usize) -> (String, String) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let original = prose(&mut dice, words);
    let retold = retell(&mut dice, &original);
    (print(&original), print(&retold))
}

fn unrelated(words: usize) -> (String, String) {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let original = prose(&mut dice, words);
    let other = prose(&mut dice, words);
    (print(&original), print(&other))
}

/// Words without any full stop; a megabyte of them is about 130,000.
fn one_sentence(words: usize) -> (String, String) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let mut line = || (0..words).map(|_| dice.word() + " ").collect::<String>();
    (line(), line())
}

const SAID: &str = "The crew of the old ferry swam to the lighthouse before dawn. ";

fn said_again(words: usize) -> (String, String) {
    let times = words / 12;
    (SAID.repeat(times), SAID.repeat(times - times / 100))
}

fn one_token(words: usize) -> (String, String) {
    let half = "fire ".repeat(words / 2);
    ("fire ".repeat(words), format!("{half}ice {half}"))
}

fn alternating(words: usize) -> (String, String) {
    let of = |mark: &str| (0..words / 2).map(|n| format!("common {mark}{n} ")).collect::<String>();
    (of("left"), of("right"))
}

/// The same, a sentence to eight words.
fn alternating_sentences(words: usize) -> (String, String) {
    let of = |mark: &str| {
        let word = |n: usize| {
            let stop = if n % 4 == 3 { ".\nAgain " } else { " " };
            format!("common {mark}{n}{stop}")
        };
        (0..words / 2).map(word).collect::<String>()
    };
    (of("left"), of("right"))
}

fn main() {
    let filter = std::env::args().skip(1).find(|arg| !arg.starts_with('-')).unwrap_or_default();
    let mut cases = Vec::new();
    for (kind, make) in [("related", related as Make), ("unrelated", unrelated)] {
        for words in [1_000, 10_000, 100_000, 1_000_000] {
            let size =
                if words < 1_000_000 { format!("{}k", words / 1_000) } else { "1M".to_string() };
            cases.push(Case { name: format!("{kind}, {size} words"), words, make });
        }
    }
    let worst: [(&str, usize, Make); 5] = [
        ("one sentence of 1 MB", 130_000, one_sentence),
        ("one sentence 100,000 times", 1_200_000, said_again),
        ("one token 1M times", 1_000_000, one_token),
        ("common, unmatched in turn, 1M", 1_000_000, alternating),
        ("the same in short sentences, 1M", 1_000_000, alternating_sentences),
    ];
    cases.extend(worst.map(|(name, words, make)| Case { name: name.to_string(), words, make }));
    println!(
        "{:<38} {:>10} {:>10} {:<7} {:>28} {:>28}",
        "", "compare", "slowest", "", PLAIN[0].0, PLAIN[1].0
    );
    for case in cases.iter().filter(|case| case.name.contains(&filter)) {
        run(case);
    }
}
