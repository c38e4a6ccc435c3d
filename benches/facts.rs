//! How long telling the facts of a text takes, and holding those of two texts against one another, from
//! a short report to a million words of generated prose with names, figures, dates and quotations.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use retold::diff::facts::{Context, contrast, of};
use retold::diff::{Text, compare};
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

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words.get(self.roll(words.len())).copied().unwrap_or("")
    }
}

const THINGS: &[&str] = &["people", "boats", "houses", "sailors", "tonnes", "villages", "guests"];
const FATES: &[&str] = &["killed", "wounded", "evacuated", "detained", "counted", "seen"];
const FIRST: &[&str] = &["Edvin", "Minna", "Oskar", "Petra", "Lennart", "Signe", "Ilse", "Dora"];
const LAST: &[&str] =
    &["Stroud", "Royle", "Lindqvare", "Voss", "Aule", "Arnholt", "Marrow", "Quist"];
const ROLES: &[&str] = &["harbour master", "mayor", "skipper", "engineer", "spokeswoman"];
const DAYS: &[&str] = &["Friday", "Monday", "March 7", "12 January 2030", "yesterday", "2029"];
const PLAIN: &[&str] = &[
    "the harbour was closed until the inspectors had been through every shed",
    "nobody had looked at the ramp since the winter, and the board knew of it",
    "it rained over the islands while the pumps were being carried to the quay",
    "the company would wait for the inquiry before it spoke of any causes",
];

/// About `words` words of reports; `other` alters a figure or a day here and there.
fn prose(words: usize, other: bool) -> String {
    let mut dice = Dice(42);
    let mut out = String::new();
    let mut count = 0;
    while count < words {
        let from = out.len();
        let mut number = 2 + dice.roll(900);
        if other && dice.roll(10) == 0 {
            number += 3;
        }
        let (first, last) = (dice.of(FIRST), dice.of(LAST));
        match dice.roll(5) {
            0 => {
                let (thing, fate, day) = (dice.of(THINGS), dice.of(FATES), dice.of(DAYS));
                out += &format!("At least {number} {thing} were {fate} in the port on {day}. ");
            }
            1 => {
                let (role, plain) = (dice.of(ROLES), dice.of(PLAIN));
                out += &format!("The {role} {first} {last} said that {plain}. ");
            }
            2 => {
                let plain = dice.of(PLAIN);
                out +=
                    &format!("“In all {number} of us knew that {plain},” {first} {last} said.\n\n");
            }
            _ => {
                let plain = dice.of(PLAIN);
                out += &format!("By {}:{:02} p.m. {plain}. ", 1 + dice.roll(12), dice.roll(60));
            }
        }
        count += out[from..].split_whitespace().count();
    }
    out
}

fn name(words: usize) -> String {
    if words >= 1_000_000 { "1M".to_string() } else { format!("{}k", words / 1_000) }
}

fn facts(c: &mut Criterion) {
    let context = Context { date: None, lang: Some("en") };
    for words in [1_000, 10_000, 100_000, 1_000_000] {
        let (left, right) = (prose(words, false), prose(words, true));
        let slow = words >= 100_000;
        let mut group = c.benchmark_group("facts");
        group.sample_size(if slow { 10 } else { 50 });
        group.measurement_time(Duration::from_secs(if slow { 8 } else { 3 }));
        group.throughput(Throughput::Bytes(left.len() as u64));
        group.bench_function(BenchmarkId::new("of", name(words)), |b| {
            b.iter(|| of(black_box(&left), &context));
        });
        let comparison = compare(Text { body: &left }, Text { body: &right });
        let (of_left, of_right) = (of(&left, &context), of(&right, &context));
        group.bench_function(BenchmarkId::new("contrast", name(words)), |b| {
            b.iter(|| contrast(black_box(&comparison), &of_left, &of_right));
        });
        group.finish();
    }
}

criterion_group!(benches, facts);
criterion_main!(benches);
