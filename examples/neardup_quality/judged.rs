//! What a careful reader says of a sample of each set's pairs: precision by verdict. The samples are as
//! good as random and the same in every run; the judgements are kept by id, without any text.

use crate::corpora::{Opened, Set};
use crate::recall::LARGE;
use crate::stages;
use anyhow::{Context, bail};
use retold::corpus::ArticleId;
use retold::library::{Card, View};
use retold::neardup::{Relation, Verdict};
use retold::text::sanitize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use xxhash_rust::xxh3::xxh3_64;

/// What was judged: set, id, id, and what they are to one another.
const JUDGEMENTS: &str = include_str!("judged.tsv");

/// How much of a set is sampled.
struct Share {
    set: &'static str,
    /// Reported pairs: one of each verdict in turn, until there are so many.
    reported: usize,
    /// Candidates that were not reported.
    rejected: usize,
}

/// Long news articles of many outlets, press releases, short wire items.
const SHARES: [Share; 3] = [
    Share { set: "allsides_5k", reported: 60, rejected: 60 },
    Share { set: "senate_25k", reported: 40, rejected: 20 },
    Share { set: "reuters", reported: 20, rejected: 10 },
];

/// Scores the sample of every set whose name begins with `only`; prints up to `show` pairs of each
/// that have no judgement yet instead, if `show` is not 0.
pub(super) fn print(dir: &Path, only: &str, show: usize) -> anyhow::Result<()> {
    let judgements = judgements()?;
    for share in SHARES.iter().filter(|share| share.set.starts_with(only)) {
        println!("\n## {}", share.set);
        let set = Set::read(dir, share.set)?;
        let view = Opened::new(&set.path)?.view;
        let judgements = judgements.get(share.set);
        let mut sample = sample(share, &set, &view);
        for pair in &mut sample {
            pair.said = judgements.and_then(|judgements| judgements.get(&pair.keys)).copied();
        }
        let unread: Vec<&Sampled> = sample.iter().filter(|pair| pair.said.is_none()).collect();
        if show == 0 {
            score(&view, &sample);
        }
        println!("{} of {} pairs have no judgement yet", unread.len(), sample.len());
        unread.iter().take(show).try_for_each(|pair| print_pair(&view, pair))?;
    }
    Ok(())
}

type Keys = (String, String);

/// A pair of the sample, unrelated when it was rejected. Its keys are in order.
struct Sampled {
    keys: Keys,
    ids: (ArticleId, ArticleId),
    verdict: Verdict,
    same_source: bool,
    /// What the reader says.
    said: Option<Verdict>,
}

/// The judgements of each set.
fn judgements() -> anyhow::Result<HashMap<&'static str, HashMap<Keys, Verdict>>> {
    let mut judgements: HashMap<_, HashMap<_, _>> = HashMap::new();
    for line in JUDGEMENTS.lines().skip(1).filter(|line| !line.is_empty()) {
        let [set, a, b, label] = line.split('\t').collect::<Vec<_>>()[..] else {
            bail!("judged.tsv: {line:?} has not four columns");
        };
        let verdict = serde_json::from_value(label.into())
            .with_context(|| format!("judged.tsv: {label} is no verdict"))?;
        judgements.entry(set).or_default().insert(ordered(a, b), verdict);
    }
    Ok(judgements)
}

fn ordered(a: &str, b: &str) -> Keys {
    (a.min(b).to_string(), a.max(b).to_string())
}

fn sample(share: &Share, set: &Set, view: &View) -> Vec<Sampled> {
    let ids = set.ids();
    let places: HashMap<ArticleId, usize> = ids.iter().copied().zip(0..).collect();
    let sampled = |a: usize, b: usize, verdict| {
        let (x, y) = (set.records.get(a)?, set.records.get(b)?);
        let (a, b) = if x.id <= y.id { (a, b) } else { (b, a) };
        Some(Sampled {
            keys: ordered(&x.id, &y.id),
            ids: (*ids.get(a)?, *ids.get(b)?),
            verdict,
            same_source: x.source.is_some() && x.source == y.source,
            said: None,
        })
    };
    let mut by: BTreeMap<Verdict, Vec<Sampled>> = BTreeMap::new();
    let mut reported = HashSet::new();
    for pair in view.pairs() {
        let (Some(&a), Some(&b)) = (places.get(&pair.a), places.get(&pair.b)) else { continue };
        reported.insert((a.min(b), a.max(b)));
        let verdict = pair.relation.verdict;
        by.entry(verdict).or_default().extend(sampled(a, b, verdict));
    }
    let candidates = stages::candidates(&stages::sketches(&set.records));
    let rejected = candidates.iter().map(|pair| (pair.a as usize, pair.b as usize));
    let rejected = rejected.filter(|pair| !reported.contains(pair));
    let rejected = rejected.filter_map(|(a, b)| sampled(a, b, Verdict::Unrelated));
    let rejected: Vec<Sampled> = rejected.filter(|pair| !in_large_story(view, pair.ids)).collect();
    told("reported", by.values().flatten());
    told("rejected candidates", rejected.iter());

    let mut turns: Vec<_> =
        by.into_values().map(|pairs| shuffled(view, pairs).into_iter()).collect();
    let mut sample = Vec::new();
    while sample.len() < share.reported && turns.iter().any(|turn| turn.len() > 0) {
        sample.extend(turns.iter_mut().filter_map(Iterator::next));
    }
    sample.truncate(share.reported);
    sample.extend(shuffled(view, rejected).into_iter().take(share.rejected));
    sample
}

fn told<'a>(what: &str, pairs: impl Iterator<Item = &'a Sampled>) {
    let mut counts: BTreeMap<Verdict, (usize, usize)> = BTreeMap::new();
    for pair in pairs {
        let count = counts.entry(pair.verdict).or_default();
        count.0 += 1;
        count.1 += usize::from(pair.same_source);
    }
    let counts =
        counts.iter().map(|(v, (n, home))| format!("{} {n} ({home} of one source)", v.label()));
    println!("{what}: {}", counts.collect::<Vec<_>>().join(", "));
}

/// Whether both are in one story so large that not all of its pairs are compared.
fn in_large_story(view: &View, (a, b): (ArticleId, ArticleId)) -> bool {
    let large = |id| view.story_of(id).filter(|story| story.members.len() > LARGE);
    large(a).zip(large(b)).is_some_and(|(a, b)| a.id == b.id)
}

/// Pairs in the order of a hash of their keys: as good as random, and no other order when pairs come or
/// go. But one pair of each story comes first, then a second of each: a form letter that was sent out a
/// hundred times is read once.
fn shuffled(view: &View, mut pairs: Vec<Sampled>) -> Vec<Sampled> {
    pairs
        .sort_by_cached_key(|pair| xxh3_64(format!("{}\t{}", pair.keys.0, pair.keys.1).as_bytes()));
    let home = |id: ArticleId| view.story_of(id).map_or(id.0, |story| story.id.0);
    let mut met: HashMap<_, usize> = HashMap::new();
    let mut rounds: BTreeMap<usize, Vec<Sampled>> = BTreeMap::new();
    for pair in pairs {
        let (a, b) = (home(pair.ids.0), home(pair.ids.1));
        let nth = met.entry((a.min(b), a.max(b))).or_default();
        *nth += 1;
        rounds.entry(*nth).or_default().push(pair);
    }
    rounds.into_values().flatten().collect()
}

/// Verdicts that come to the same in the main: degrees of copy, and what is nothing to a reader.
fn class(verdict: Verdict) -> u8 {
    match verdict {
        verdict if verdict.is_copy() => 0,
        Verdict::SharesQuotes => 1,
        Verdict::SameEvent => 2,
        _ => 3,
    }
}

/// What is counted of one verdict.
#[derive(Default)]
struct Score {
    judged: usize,
    /// The reader says the same.
    strict: usize,
    /// The reader says the same in the main.
    loose: usize,
    /// What the reader says instead.
    instead: BTreeMap<Verdict, usize>,
}

fn score(view: &View, sample: &[Sampled]) {
    let mut scores: BTreeMap<Verdict, Score> = BTreeMap::new();
    let mut wrong = Vec::new();
    let mut at_home = 0;
    for pair in sample {
        let Some(said) = pair.said else { continue };
        let score = scores.entry(pair.verdict).or_default();
        let loose = class(said) == class(pair.verdict);
        score.judged += 1;
        score.strict += usize::from(said == pair.verdict);
        score.loose += usize::from(loose);
        if said != pair.verdict {
            *score.instead.entry(said).or_default() += 1;
        }
        if !loose {
            wrong.push((pair, said));
        }
        at_home +=
            usize::from(pair.same_source && pair.verdict.is_copy() && said == Verdict::Boilerplate);
    }
    println!(
        "verdict: judged, precision strict, loose (any degree of copy); what the reader says instead"
    );
    for (verdict, score) in &scores {
        let share = |n: usize| n as f64 / score.judged.max(1) as f64;
        let instead = score.instead.iter().map(|(v, n)| format!("{} {n}", v.label()));
        println!(
            "  {:<14} {:>3}  {:.3}  {:.3}  {}",
            verdict.label(),
            score.judged,
            share(score.strict),
            share(score.loose),
            instead.collect::<Vec<_>>().join(", ")
        );
    }
    println!("edges of one source that are boilerplate to the reader: {at_home}");
    for (pair, said) in wrong {
        let measures = view.relation(pair.ids.0, pair.ids.1).map(measures).unwrap_or_default();
        let (a, b) = &pair.keys;
        println!(
            "  {a} {b}: {} is {} to the reader; {measures}",
            pair.verdict.label(),
            said.label()
        );
    }
}

fn measures(r: Relation) -> String {
    format!(
        "J {:.2}, containment {:.2} {:.2}, unquoted {:.2} {:.2}, blocks {}, longest {}, covered {:.2}, \
         masked {}",
        r.resemblance,
        r.containment_a,
        r.containment_b,
        r.unquoted_a,
        r.unquoted_b,
        r.blocks,
        r.longest,
        r.covered,
        r.masked
    )
}

/// Prints a pair for reading: its measures, both heads, and what the two share.
fn print_pair(view: &View, pair: &Sampled) -> anyhow::Result<()> {
    let (a, b) = (view.article(pair.ids.0)?, view.article(pair.ids.1)?);
    let why = view.why(a.id, b.id)?;
    println!("\n=== {}\t{}\t{}", pair.keys.0, pair.keys.1, pair.verdict.label());
    println!("{}", measures(why.relation));
    for (article, card) in [(&a, view.card(a.id)?), (&b, view.card(b.id)?)] {
        println!("- {}", head(&card));
        let start: String = article.body.chars().take(400).collect();
        println!("  {}", sanitize::line(&start));
    }
    for passage in &why.shared {
        let text: String = passage.a.of(&a.body).chars().take(240).collect();
        println!("  {:?} {} words: {}", passage.kind, passage.words, sanitize::line(&text));
    }
    Ok(())
}

fn head(card: &Card) -> String {
    let source = card.source.as_deref().unwrap_or("no source");
    let date = card.date.map_or_else(|| "no date".into(), |date| date.to_string());
    format!(
        "{} · {} · {date} · {} words",
        sanitize::line(&card.title),
        sanitize::line(source),
        card.words
    )
}
