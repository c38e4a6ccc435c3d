//! Which facts of several reports are one: those of one kind and label among the same words. Words
//! count by how rare they are among such facts, names more, and a report's first toll is its toll.

use crate::diff::facts::alike::nearly;
use crate::diff::facts::dates::SAID;
use crate::diff::facts::{Fact, FactKind, words};
use std::collections::{BTreeMap, HashMap};

/// Facts of one kind and key in one report that are looked at; a table of figures has more.
const EACH: usize = 40;
/// Facts with a word in common that are looked at for it, the latest first.
const SHARING: usize = 48;
/// How much more a name counts than another word.
const NAME: f32 = 1.6;
/// How much more a word that stands close counts than one further off.
const CLOSE: f32 = 2.0;
/// What the same value is worth where several rows would do.
const SAME_VALUE: f32 = 0.15;
/// What it is worth that each is the first of its label in its report.
const LEADS: f32 = 0.3;
/// What it is worth to be the only one of its label in its report, where the label tells much.
const ALONE: f32 = 0.2;

/// The facts of each row with their columns.
pub(in crate::diff::facts) type Joined<'a> = Vec<Vec<(usize, &'a Fact)>>;

/// Joins the facts of reports, each in its order, the reports in order of time.
pub(in crate::diff::facts) fn join<'a>(reports: &[Vec<&'a Fact>]) -> Joined<'a> {
    let mut groups: BTreeMap<(FactKind, String), Vec<Member<'a>>> = BTreeMap::new();
    let persons = persons(reports);
    let mut order: HashMap<(FactKind, String), usize> = HashMap::new();
    for (column, report) in reports.iter().enumerate() {
        for &fact in report {
            let key = match fact.kind {
                FactKind::Name => match persons.get(fact.key.as_str()) {
                    Some(key) => (*key).to_string(),
                    None => continue,
                },
                FactKind::Quote => "quote".to_string(),
                // Every report has its own, and none contradicts another's.
                FactKind::Date if fact.key == SAID => continue,
                _ => fact.key.clone(),
            };
            let next = order.len();
            order.entry((fact.kind, key.clone())).or_insert(next);
            groups.entry((fact.kind, key)).or_default().push(Member { column, fact });
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(key, _)| order.get(key).copied());
    let mut out = Vec::new();
    for ((kind, key), members) in groups {
        match kind {
            FactKind::Name => out.extend(person(&members)),
            _ => out.extend(Group::new(kind, &key, &members).rows()),
        }
    }
    out.retain(|row| !row.is_empty());
    out
}

/// A fact, and the column of its report.
#[derive(Clone, Copy, Debug)]
struct Member<'a> {
    column: usize,
    fact: &'a Fact,
}

/// The last names of those whom some report says who they are, each with the name its row goes by:
/// its own, or one that has the same first name and differs by a slip of the pen.
fn persons<'a>(reports: &[Vec<&'a Fact>]) -> HashMap<&'a str, &'a str> {
    let names = || reports.iter().flatten().copied().filter(|f| f.kind == FactKind::Name);
    let mut known: HashMap<&str, &str> = HashMap::new();
    let mut by_first: HashMap<&str, Vec<&str>> = HashMap::new();
    for fact in names().filter(|fact| fact.label != "name") {
        let first = fact.value.split(' ').next().unwrap_or_default();
        if known.contains_key(fact.key.as_str()) {
            continue;
        }
        let alike = by_first.entry(first).or_default();
        let same =
            alike.iter().take(EACH).find(|key| fact.value.contains(' ') && nearly(key, &fact.key));
        let row = same.copied().unwrap_or(&fact.key);
        known.insert(&fact.key, row);
        if same.is_none() {
            alike.push(&fact.key);
        }
    }
    known
}

/// A row for each person of one last name: in each report the fullest form of the name, the first of
/// those. Two first names are one person's where they are nearly one, or where they have one role.
fn person<'a>(members: &[Member<'a>]) -> Joined<'a> {
    let mut rows: Joined<'a> = Vec::new();
    let fullness = |fact: &Fact| (fact.value.split(' ').count().min(2), fact.label != "name");
    for member in members {
        let fits = |row: &Vec<(usize, &Fact)>| {
            let here = row.iter().rev().take(EACH);
            here.clone().any(|(_, fact)| same_first(&fact.value, &member.fact.value))
                || here.clone().all(|(column, _)| *column != member.column)
                    && member.fact.label != "name"
                    && here.clone().any(|(_, fact)| fact.label == member.fact.label)
        };
        match rows.iter_mut().take(EACH).find(|row| fits(row)) {
            Some(row) => match row.last_mut() {
                Some((column, fact)) if *column == member.column => {
                    if fullness(member.fact) > fullness(fact) {
                        *fact = member.fact;
                    }
                }
                _ => row.push((member.column, member.fact)),
            },
            None => rows.push(vec![(member.column, member.fact)]),
        }
    }
    // One whom no report says who it is was only taken up for the name.
    rows.retain(|row| row.iter().any(|(_, fact)| fact.label != "name"));
    rows
}

/// Whether the first names of two people may be one: `Osk` and `Oskar`, `Edvin` and `Edwin`; where one
/// has only a last name they may.
fn same_first(a: &str, b: &str) -> bool {
    let first = |name: &str| name.split_once(' ').map(|(first, _)| first.to_lowercase());
    match (first(a), first(b)) {
        (Some(a), Some(b)) => a.starts_with(&b) || b.starts_with(&a) || nearly(&a, &b),
        _ => true,
    }
}

/// The facts of one kind and key, being joined.
struct Group<'m, 'a> {
    kind: FactKind,
    /// Whether the key is one of what became of people.
    known: bool,
    /// Whether the key counts too many things to tell much.
    common: bool,
    members: &'m [Member<'a>],
    /// How much each word tells.
    weight: HashMap<u64, f32>,
}

impl<'m, 'a> Group<'m, 'a> {
    fn new(kind: FactKind, key: &str, members: &'m [Member<'a>]) -> Self {
        let mut spread: HashMap<u64, u32> = HashMap::new();
        for near in members.iter().flat_map(|m| &m.fact.near) {
            *spread.entry(near.word).or_default() += 1;
        }
        let all = members.len() as f32;
        let weight = |(word, count): (u64, u32)| (word, (1.0 + all / count as f32).ln());
        Self {
            kind,
            known: super::is_known(key) && key != "%",
            common: words::COMMON.contains(&key),
            members,
            weight: spread.into_iter().map(weight).collect(),
        }
    }

    fn weights(&self, fact: &Fact) -> Vec<(u64, f32)> {
        let of = |near: &crate::diff::facts::Near| {
            let weight = self.weight.get(&near.word).copied().unwrap_or(0.0);
            let name = if near.name { NAME } else { 1.0 };
            (near.word, weight * name * if near.close { CLOSE } else { 1.0 })
        };
        let mut weights: Vec<_> = fact.near.iter().map(of).collect();
        let norm = weights.iter().map(|(_, w)| w * w).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        for (_, weight) in &mut weights {
            *weight /= norm;
        }
        weights
    }

    /// How alike the surroundings of two facts must be to be one.
    fn bar(&self) -> f32 {
        match self.kind {
            FactKind::Quote => 0.5,
            FactKind::Date | FactKind::Time => 0.45,
            _ if self.common => 0.4,
            _ if self.known => 0.28,
            _ => 0.33,
        }
    }

    fn rows(&self) -> Joined<'a> {
        let mut rows: Joined<'a> = Vec::new();
        // Facts that have a row, by the words around them; with their row and the word's weight.
        let mut by_word: HashMap<u64, Vec<(u32, u32, f32)>> = HashMap::new();
        let mut placed = 0;
        let mut lead: Option<usize> = None;
        let mut rest = self.members;
        while let Some(first) = rest.first() {
            let (own, later) = rest.split_at(rest.partition_point(|m| m.column == first.column));
            rest = later;
            let own = distinct(own);
            let weights: Vec<_> = own.iter().map(|fact| self.weights(fact)).collect();
            let mut wanted = self.candidates(&own, &weights, &by_word, &rows, lead);
            wanted.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
            let mut row_of: Vec<Option<usize>> = vec![None; own.len()];
            let mut taken: Vec<usize> = Vec::new();
            for (_, at, row) in wanted {
                if let Some(slot) = row_of.get_mut(at)
                    && slot.is_none()
                    && !taken.contains(&row)
                {
                    *slot = Some(row);
                    taken.push(row);
                }
            }
            for ((at, fact), weights) in own.iter().enumerate().zip(&weights) {
                let row = row_of.get(at).copied().flatten().unwrap_or(rows.len());
                match rows.get_mut(row) {
                    Some(facts) => facts.push((first.column, fact)),
                    None => rows.push(vec![(first.column, fact)]),
                }
                if at == 0 && self.known && lead.is_none() {
                    lead = Some(row);
                }
                for (word, weight) in weights {
                    by_word.entry(*word).or_default().push((placed, row as u32, *weight));
                }
                placed += 1;
            }
        }
        rows
    }

    /// Rows that each of a report's facts may belong to: how well it fits, which fact, which row.
    fn candidates(
        &self,
        own: &[&Fact],
        weights: &[Vec<(u64, f32)>],
        by_word: &HashMap<u64, Vec<(u32, u32, f32)>>,
        rows: &Joined<'_>,
        lead: Option<usize>,
    ) -> Vec<(f32, usize, usize)> {
        let mut out = Vec::new();
        for (at, (fact, weights)) in own.iter().zip(weights).enumerate() {
            let mut shared: HashMap<u32, (u32, f32)> = HashMap::new();
            for (word, weight) in weights {
                for (other, row, theirs) in
                    by_word.get(word).into_iter().flatten().rev().take(SHARING)
                {
                    shared.entry(*other).or_insert((*row, 0.0)).1 += weight * theirs;
                }
            }
            let mut best: HashMap<usize, f32> = HashMap::new();
            for (row, score) in shared.into_values() {
                let known = best.entry(row as usize).or_default();
                *known = known.max(score);
            }
            if let Some(lead) = lead.filter(|_| at == 0) {
                best.entry(lead).or_default();
            }
            for (row, mut score) in best {
                let Some(facts) = rows.get(row) else { continue };
                if self.kind != FactKind::Quote
                    && facts.iter().rev().take(EACH).any(|(_, f)| f.value == fact.value)
                {
                    score += SAME_VALUE;
                }
                if at == 0 && Some(row) == lead {
                    score += LEADS;
                }
                if own.len() == 1
                    && !self.common
                    && self.kind == FactKind::Figure
                    && rows.len() == 1
                {
                    score += ALONE;
                }
                if score >= self.bar() {
                    out.push((score, at, row));
                }
            }
        }
        out
    }
}

/// The facts of one report with different values, in order, as far as they are looked at.
fn distinct<'a>(own: &[Member<'a>]) -> Vec<&'a Fact> {
    let mut out: Vec<&Fact> = Vec::new();
    for member in own.iter().take(8 * EACH) {
        if out.len() < EACH && !out.iter().any(|fact| fact.value == member.fact.value) {
            out.push(member.fact);
        }
    }
    out
}
