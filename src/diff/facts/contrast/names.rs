//! Names of two texts: the same person or place in both, another in its place, a slip of the pen, or
//! somebody else in the same part.

use super::table::{Table, replaced};
use crate::diff::comparison::{ChangeKind, Standing};
use crate::diff::facts::alike::{nearly, same};
use crate::diff::facts::{Fact, FactKind};
use std::collections::HashMap;

/// Names that are looked at for one with the same first or last name.
const EACH: usize = 40;

/// One whom a text names: the mention that says most, and all of them.
struct Person {
    fullest: usize,
    all: Vec<usize>,
}

/// Pairs the names of both texts.
pub(super) fn hold(table: &mut Table<'_>) {
    let [lefts, rights] = [0, 1].map(|side: usize| persons(table.facts[side]));
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, person) in rights.iter().enumerate() {
        if let Some(fact) = table.facts[1].get(person.fullest) {
            by_key.entry(fact.key.as_str()).or_default().push(at);
        }
    }
    let mut left_open = Vec::new();
    let mut taken = vec![false; rights.len()];
    for person in &lefts {
        let Some(fact) = table.facts[0].get(person.fullest) else { continue };
        let alike = by_key.get(fact.key.as_str()).into_iter().flatten().take(EACH);
        let found =
            alike.copied().filter(|at| !taken.get(*at).copied().unwrap_or(true)).find(|at| {
                let other = rights.get(*at).and_then(|p| table.facts[1].get(p.fullest));
                other.is_some_and(|other| is_one(&fact.value, &other.value))
            });
        match found.and_then(|at| Some((at, rights.get(at)?))) {
            Some((at, other)) => {
                if let Some(slot) = taken.get_mut(at) {
                    *slot = true;
                }
                join(table, person, other);
            }
            None => left_open.push(person),
        }
    }
    let right_open: Vec<&Person> =
        rights.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(person, _)| person).collect();
    in_place(table, &left_open, &right_open);
    slips(table, &left_open, &right_open);
    parts(table, &left_open, &right_open);
    // Each once where only one side has it.
    for (side, persons) in [(0, &left_open), (1, &right_open)] {
        for person in persons.iter() {
            let fullest = person.fullest;
            let told = table.open(side, fullest).is_none();
            for at in person.all.iter().filter(|at| told || **at != fullest) {
                table.tell(side, *at);
            }
        }
    }
}

/// Pairs two who are one; how the name is spelt may differ.
fn join(table: &mut Table<'_>, left: &Person, right: &Person) {
    let (Some(l), Some(r)) = (table.facts[0].get(left.fullest), table.facts[1].get(right.fullest))
    else {
        return;
    };
    let standing = match same(FactKind::Name, &l.value, &r.value) || starts_alike(l, r) {
        true => Standing::Agrees,
        false => Standing::Differs,
    };
    table.pair_as(left.fullest, right.fullest, standing);
    left.all.iter().for_each(|at| table.tell(0, *at));
    right.all.iter().for_each(|at| table.tell(1, *at));
}

/// `Osk` and `Oskar` before the same last name.
fn starts_alike(left: &Fact, right: &Fact) -> bool {
    match (first(&left.value), first(&right.value)) {
        (Some(a), Some(b)) => a.starts_with(&b) || b.starts_with(&a),
        _ => true,
    }
}

/// All whom a text names, in order.
fn persons(facts: &[Fact]) -> Vec<Person> {
    let mut out: Vec<Person> = Vec::new();
    let mut by_key: HashMap<&str, Vec<usize>> = HashMap::new();
    let fullness = |fact: &Fact| (fact.value.split(' ').count().min(2), fact.label != "name");
    for (at, fact) in facts.iter().enumerate().filter(|(_, fact)| fact.kind == FactKind::Name) {
        let known = by_key.entry(fact.key.as_str()).or_default();
        let fits = |person: &&usize| {
            let fullest = out.get(**person).and_then(|person| facts.get(person.fullest));
            fullest.is_some_and(|other| may_be_one(&other.value, &fact.value))
        };
        match known.iter().take(EACH).find(fits).copied().and_then(|place| out.get_mut(place)) {
            Some(person) => {
                person.all.push(at);
                let fullest = facts.get(person.fullest).map(fullness);
                if fullest < Some(fullness(fact)) {
                    person.fullest = at;
                }
            }
            None => {
                known.push(out.len());
                out.push(Person { fullest: at, all: vec![at] });
            }
        }
    }
    out
}

/// What stands before the last name.
fn first(name: &str) -> Option<String> {
    name.rsplit_once(' ').map(|(first, _)| first.to_lowercase())
}

/// Whether two names with one last name can be one person's in one text.
fn may_be_one(a: &str, b: &str) -> bool {
    match (first(a), first(b)) {
        (Some(a), Some(b)) => {
            a == b || a.ends_with(&format!(" {b}")) || b.ends_with(&format!(" {a}"))
        }
        _ => true,
    }
}

/// The same of two texts, one of which may spell it otherwise.
fn is_one(a: &str, b: &str) -> bool {
    let nearly = || match (first(a), first(b)) {
        (Some(a), Some(b)) => nearly(&a, &b) || a.starts_with(&b) || b.starts_with(&a),
        _ => true,
    };
    may_be_one(a, b) || nearly()
}

/// Another name in the place of one, in an aligned sentence.
fn in_place(table: &mut Table<'_>, lefts: &[&Person], rights: &[&Person]) {
    let mut by_group: HashMap<usize, Vec<(usize, usize)>> = HashMap::new();
    for (who, person) in rights.iter().enumerate() {
        for at in &person.all {
            if let Some(home) = table.home[1].get(*at) {
                by_group.entry(*home).or_default().push((who, *at));
            }
        }
    }
    for left in lefts {
        let found = left.all.iter().take(EACH).find_map(|l| {
            let home = *table.home[0].get(*l)?;
            let here = by_group.get(&home)?;
            let changes = table.changes(home, ChangeKind::Name);
            let fact = table.facts[0].get(*l)?;
            let other = here.iter().take(EACH).find(|(who, r)| {
                let whole = rights.get(*who).and_then(|p| table.open(1, p.fullest));
                let mention = table.facts[1].get(*r);
                whole.is_some() && mention.is_some_and(|r| replaced(&changes, fact, r))
            })?;
            Some((*l, *other))
        });
        if let Some((l, (who, r))) = found
            && let Some(right) = rights.get(who)
        {
            // Shown where one stands in the place of the other.
            table.pair_as(l, r, Standing::Differs);
            left.all.iter().for_each(|at| table.tell(0, *at));
            right.all.iter().for_each(|at| table.tell(1, *at));
        }
    }
}

/// The same first name, and last names that are nearly one.
fn slips(table: &mut Table<'_>, lefts: &[&Person], rights: &[&Person]) {
    let given = |fact: &Fact| fact.value.split_once(' ').map(|(given, _)| given.to_lowercase());
    let mut by_given: HashMap<String, Vec<&Person>> = HashMap::new();
    for person in rights {
        if let Some(given) = table.open(1, person.fullest).and_then(given) {
            by_given.entry(given).or_default().push(person);
        }
    }
    for left in lefts {
        let Some(fact) = table.open(0, left.fullest) else { continue };
        let Some(others) = given(fact).and_then(|given| by_given.get(&given)) else { continue };
        let found = others
            .iter()
            .take(EACH)
            .find(|other| table.open(1, other.fullest).is_some_and(|r| nearly(&fact.key, &r.key)));
        if let Some(right) = found {
            table.pair_as(left.fullest, right.fullest, Standing::Differs);
            left.all.iter().for_each(|at| table.tell(0, *at));
            right.all.iter().for_each(|at| table.tell(1, *at));
        }
    }
}

/// Two who are the only ones of their text to be what they are, where that is said in two words or
/// more (`harbour master`) or the sentences are aligned.
fn parts(table: &mut Table<'_>, lefts: &[&Person], rights: &[&Person]) {
    let sole = |side: usize, persons: &[&Person]| -> HashMap<String, Option<usize>> {
        let mut roles: HashMap<String, Option<usize>> = HashMap::new();
        // Those who are paired hold their part, too.
        for fact in table.facts[side].iter().filter(|f| f.kind == FactKind::Name) {
            roles.entry(fact.label.clone()).or_insert(None);
        }
        let mut open: HashMap<&str, Vec<usize>> = HashMap::new();
        for person in persons {
            if let Some(fact) = table.open(side, person.fullest) {
                open.entry(fact.label.as_str()).or_default().push(person.fullest);
            }
        }
        let mut holders: HashMap<&str, std::collections::HashSet<&str>> = HashMap::new();
        for fact in table.facts[side].iter().filter(|f| f.kind == FactKind::Name) {
            holders.entry(fact.label.as_str()).or_default().insert(fact.key.as_str());
        }
        for (role, at) in &mut roles {
            let alone = holders.get(role.as_str()).is_some_and(|keys| keys.len() == 1);
            *at = match open.get(role.as_str()).map(Vec::as_slice) {
                Some([one]) if alone => Some(*one),
                _ => None,
            };
        }
        roles
    };
    let (of_left, of_right) = (sole(0, lefts), sole(1, rights));
    let mut pairs: Vec<(usize, usize)> = of_left
        .iter()
        .filter(|(role, _)| *role != "name")
        .filter_map(|(role, l)| Some((role, (*l)?, (*of_right.get(role)?)?)))
        .filter(|(role, l, r)| role.contains(' ') || table.home[0].get(*l) == table.home[1].get(*r))
        .map(|(_, l, r)| (l, r))
        .collect();
    pairs.sort_unstable();
    for (l, r) in pairs {
        table.pair_as(l, r, Standing::Differs);
    }
}
