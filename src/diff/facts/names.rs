//! Names, and who they are where a title or an apposition says so:
//! `harbour master Edvin Stroud`, `her skipper, Oskar Lindqvare, 74,`, `Lennart Aule, managing director`.

use super::{Fact, FactKind, Read};
use crate::diff::kinds::{is_name_at, sense_at};
use crate::diff::lexicon::{Case, Sense};
use std::ops::Range;

/// Words of the longest name that is taken for one.
const LONGEST: usize = 8;
/// Words of an apposition among which what somebody is must be.
const APPOSITION: usize = 6;
/// Words in front of what somebody is that belong to it: `deputy prime minister`.
const QUALIFIED: usize = 2;
/// The same where every noun has a capital.
const GERMAN: usize = 3;
/// What a word that belongs to a name may be, in small letters.
const PARTICLES: &[&str] =
    &["van", "von", "der", "den", "de", "da", "di", "al", "bin", "ibn", "la"];

/// A name where it stands.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Its words, without a title.
    pub(super) tokens: Range<usize>,
    /// Who that is.
    role: Option<String>,
}

impl Name {
    /// The name as a fact.
    pub(super) fn fact(self, read: &Read<'_, '_>) -> Fact {
        let mut fact = read.fact(FactKind::Name, &self.tokens);
        fact.value = self.value(read);
        fact.key = key(&fact.value);
        fact.label = self.role.unwrap_or_else(|| "name".to_string());
        fact
    }

    /// Whether the text says who that is.
    pub(super) fn is_known(&self) -> bool {
        self.role.is_some()
    }

    /// The name in one form: one line, no initials, no genitive.
    pub(super) fn value(&self, read: &Read<'_, '_>) -> String {
        let words = self.tokens.clone().map(|t| bare(read.text(t)));
        let many = self.tokens.len() > 1;
        let kept = words.filter(|word| !many || word.trim_end_matches('.').chars().count() > 1);
        kept.collect::<Vec<_>>().join(" ")
    }
}

/// A name's word without a genitive, and without what a compound adds: `ISIS` of `ISIS-affiliated`.
fn bare(text: &str) -> &str {
    let genitive = ["'s", "’s", "‘s"].iter().find_map(|end| text.strip_suffix(end));
    let text = genitive.unwrap_or(text);
    match text.rsplit_once('-') {
        Some((name, adjective)) if name.len() > 1 && is_adjective(adjective) => name,
        _ => text,
    }
}

/// What is joined to a name by a hyphen and is none: `-led`, `-affiliated`.
fn is_adjective(text: &str) -> bool {
    text.len() > 2 && text.chars().all(char::is_lowercase)
}

/// Whether a word is a compound that goes before a name: `State-run`.
fn qualifies(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(_, adjective)| is_adjective(adjective))
}

/// What all forms of a name share: its last word, folded; letters with points are those without.
pub(super) fn key(value: &str) -> String {
    let key = crate::text::fold::fold(value.rsplit(' ').next().unwrap_or(value));
    if key.contains('.') { key.replace('.', "") } else { key }
}

/// All names, in order. In German, where every noun has a capital, only of those whose part is said.
pub(super) fn names(read: &Read<'_, '_>) -> Vec<Name> {
    let mut out = Vec::new();
    let mut token = 0;
    while token < read.len() {
        let end = name_end(read, token);
        if end > token {
            out.extend(name(read, token..end));
        }
        token = end.max(token + 1);
    }
    out
}

fn is_part(read: &Read<'_, '_>, token: usize) -> bool {
    let form = read.prose.form(token, read.lexicon);
    let noun = read.lexicon.capitalises_nouns() && form.is_some_and(|f| f.case == Case::Capital);
    (noun || is_name_at(read.prose, read.lexicon, token))
        && matches!(
            sense_at(read.prose, read.lexicon, token),
            Some(Sense::Plain | Sense::Stop | Sense::NumberWord(_))
        )
}

/// Where the name that begins at `token` ends; `token` itself where none does.
fn name_end(read: &Read<'_, '_>, token: usize) -> usize {
    let stops = |t: usize| sense_at(read.prose, read.lexicon, t) == Some(Sense::Stop);
    if !is_part(read, token) || stops(token) {
        return token;
    }
    let joined = |t: usize| {
        let gap = read.prose.gap_before(t);
        let initial = read.text(t.wrapping_sub(1)).chars().count() <= 2;
        matches!(gap, " " | "\u{a0}" | "-") || gap == ". " && initial
    };
    let sentence = read.prose.sentence_of(token);
    let limit = read.prose.words(sentence).end.min(token + LONGEST);
    let mut end = token + 1;
    while end < limit {
        let genitive = read.text(end - 1).ends_with("'s") || read.text(end - 1).ends_with("’s");
        if genitive || !joined(end) {
            break;
        }
        if is_part(read, end) && !stops(end) {
            end += 1;
        } else if PARTICLES.contains(&read.word(end))
            && end + 1 < limit
            && joined(end + 1)
            && is_part(read, end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// A run of capitalised words as a name with what stands around it; none where it is a title alone.
fn name(read: &Read<'_, '_>, run: Range<usize>) -> Option<Name> {
    // `Prime Minister Halvard Quist`: the title is no part of the name.
    let title = run.clone().rfind(|t| read.words.is_role(read.word(*t)));
    let mut tokens = title.map_or_else(|| opening(read, run.start), |t| t + 1)..run.end;
    // `State-run RIA Novosti`, and `ISIS-linked Amaq`, which is not of that name.
    while tokens.len() > 1 && qualifies(read.text(tokens.start)) {
        tokens.start += 1;
    }
    if tokens.is_empty() {
        return None;
    }
    let role = match title {
        Some(title) => Some(role_ending(read, title, run.start)),
        None => before(read, tokens.start).or_else(|| after(read, tokens.end)),
    };
    // Any noun; and `Leiter der Werft`, which names nobody.
    let led = PARTICLES.contains(&read.word(tokens.start));
    if read.lexicon.capitalises_nouns() && (role.is_none() || led || tokens.len() > GERMAN) {
        return None;
    }
    // One word alone is a place as often as a person.
    (role.is_some() || tokens.len() > 1 || read.text(tokens.start).chars().count() > 1)
        .then_some(Name { tokens, role })
}

/// Where a name begins whose first word opens a sentence, so that its capital says nothing by itself.
fn opening(read: &Read<'_, '_>, name: usize) -> usize {
    let Some(before) = name.checked_sub(1) else { return name };
    let form = read.prose.form(before, read.lexicon);
    let opens = read.prose.tokens.get(before).is_some_and(|token| token.opens);
    let begins = form.is_some_and(|f| f.case == Case::Capital && f.sense == Sense::Plain);
    let text = read.word(before);
    let other = text.ends_with("ly") || text == "meanwhile" || read.words.is_role(text);
    let same = read.prose.sentence_of(before) == read.prose.sentence_of(name);
    let found = opens && begins && same && !other && read.prose.gap_before(name) == " ";
    if found { before } else { name }
}

/// What somebody is, in the words up to `head`; those from `from` on belong to it anyway.
fn role_ending(read: &Read<'_, '_>, head: usize, from: usize) -> String {
    let first = read.prose.words(read.prose.sentence_of(head)).start;
    let mut start = from.min(head);
    while start > first.max(head.saturating_sub(QUALIFIED))
        && read.prose.gap_before(start) == " "
        && sense_at(read.prose, read.lexicon, start - 1) == Some(Sense::Plain)
        && !read.words.is_said(read.word(start - 1))
        && !read.word(start - 1).ends_with("ly")
        && (!read.word(start - 1).ends_with("ing") || read.word(start - 1) == "acting")
    {
        start -= 1;
    }
    (start..=head).map(|t| read.word(t)).collect::<Vec<_>>().join(" ")
}

/// `harbour master Edvin Stroud`, `her skipper, Oskar Lindqvare,`.
fn before(read: &Read<'_, '_>, name: usize) -> Option<String> {
    let head = name.checked_sub(1)?;
    let same = read.prose.sentence_of(head) == read.prose.sentence_of(name);
    let set = matches!(read.gap(name), "" | ",");
    (same && set && read.words.is_role(read.word(head))).then(|| role_ending(read, head, head))
}

/// `Lennart Aule, managing director of`, `Adrienne Watson, a spokesperson for`.
fn after(read: &Read<'_, '_>, end: usize) -> Option<String> {
    let sentence = read.prose.sentence_of(end.checked_sub(1)?);
    let limit = read.prose.words(sentence).end.min(end + APPOSITION);
    if read.gap(end) != "," {
        return None;
    }
    let article = matches!(read.word(end), "a" | "an" | "the" | "der" | "die" | "ein" | "eine");
    let start = end + usize::from(article);
    let mut head = None;
    for token in start..limit {
        if token > start && !matches!(read.prose.gap_before(token), " " | "-" | "’" | "'") {
            break;
        }
        let plain = sense_at(read.prose, read.lexicon, token) == Some(Sense::Plain);
        if !plain || read.words.is_said(read.word(token)) {
            break;
        }
        if read.words.is_role(read.word(token)) {
            head = Some(token);
        }
    }
    // `in Russia, a US official said` is no apposition.
    let head = head.filter(|head| !read.words.is_said(read.word(head + 1)))?;
    Some((start..=head).map(|t| read.word(t)).collect::<Vec<_>>().join(" "))
}
