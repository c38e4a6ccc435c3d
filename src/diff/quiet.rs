//! Differences nobody reads twice for: punctuation and case, between words that are the same.
//! Quote style, dash style and white space make no change; they are noted apart.

use super::cleanup::Words;
use super::comparison::{Change, ChangeKind};
use super::kinds::is_currency;
use super::lexicon::Case;
use crate::text::Span;

/// What is found between two sides of a group.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// What changed, in order.
    pub(super) changes: Vec<Change>,
    /// What differs only in white space, quote style or dash style, in order.
    pub(super) quiet: Vec<Change>,
}

/// Adds what differs in case or punctuation in a run of `len` words that both sides share,
/// beginning at `from` of the left and of the right.
pub(super) fn changes(
    from: (usize, usize),
    len: usize,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
    out: &mut Found,
) {
    for step in 0..len {
        let (l, r) = (from.0 + step, from.1 + step);
        // Beside an edit the punctuation belongs to the edit.
        if step > 0 || (l == 0 && r == 0) {
            gap_change(left.gap(l), right.gap(r), left, right, out);
        }
        if left.form_id(l) != right.form_id(r) {
            case_change(l, r, left, right, out);
        }
    }
    let (l, r) = (from.0 + len, from.1 + len);
    if l == left.len && r == right.len && (len > 0 || left.len + right.len == 0) {
        gap_change(left.gap(l), right.gap(r), left, right, out);
    }
}

/// Adds what differs only in style between two gaps beside an edit, whose punctuation is its own.
pub(super) fn beside(l: Span, r: Span, left: Words<'_, '_>, right: Words<'_, '_>, out: &mut Found) {
    let (a, b) = (l.of(left.prose.body), r.of(right.prose.body));
    if a != b && plain(a).eq(plain(b)) {
        styles(l, r, left, right, &mut out.quiet);
    }
}

fn case_change(l: usize, r: usize, left: Words<'_, '_>, right: Words<'_, '_>, out: &mut Found) {
    let (Some(a), Some(b)) = (left.token(l), right.token(r)) else { return };
    let (a_text, b_text) = (a.span().of(left.prose.body), b.span().of(right.prose.body));
    if plain(a_text).eq(plain(b_text)) {
        styles(a.span(), b.span(), left, right, &mut out.quiet);
        return;
    }
    // A capital that a sentence begins with says nothing when the other does not begin there.
    let case = |w: Words<'_, '_>, form: u32| w.lexicon.form(form).case;
    let only_first = plain(a_text).skip(1).eq(plain(b_text).skip(1));
    if only_first
        && a.opens != b.opens
        && (case(left, a.form) == Case::Capital) == a.opens
        && (case(right, b.form) == Case::Capital) == b.opens
    {
        return;
    }
    let small = |text| plain(text).flat_map(char::to_lowercase);
    let only_case = small(a_text).eq(small(b_text));
    let kind = if only_case { ChangeKind::Case } else { ChangeKind::Punctuation };
    out.changes.push(Change::new(kind, a.span(), b.span()));
}

fn gap_change(l: Span, r: Span, left: Words<'_, '_>, right: Words<'_, '_>, out: &mut Found) {
    let (a, b) = (l.of(left.prose.body), r.of(right.prose.body));
    if a == b {
        return;
    }
    if plain(a).eq(plain(b)) {
        styles(l, r, left, right, &mut out.quiet);
        return;
    }
    // The sign beside a number is part of what it says.
    let unit = |c: &char| is_currency(*c) || matches!(c, '%' | '‰');
    let kind = if plain(a).filter(unit).eq(plain(b).filter(unit)) {
        ChangeKind::Punctuation
    } else {
        ChangeKind::Figure
    };
    out.changes.push(Change::new(kind, trimmed(l, a), trimmed(r, b)));
}

/// What differs between two stretches that are the same but for white space and style: each mark in
/// another style, each place with other white space.
pub(super) fn styles(
    l: Span,
    r: Span,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
    out: &mut Vec<Change>,
) {
    let (a, b) = (l.of(left.prose.body), r.of(right.prose.body));
    let space = |text: &str| text.len() - text.trim_start_matches(is_nothing).len();
    let (mut i, mut j) = (0, 0);
    loop {
        let (Some(rest_a), Some(rest_b)) = (a.get(i..), b.get(j..)) else { return };
        let (to_i, to_j) = (i + space(rest_a), j + space(rest_b));
        let at = |i: usize, to_i: usize, j: usize, to_j: usize| {
            (Span::new(l.start + i, l.start + to_i), Span::new(r.start + j, r.start + to_j))
        };
        if a.get(i..to_i) != b.get(j..to_j) {
            let (l, r) = at(i, to_i, j, to_j);
            out.push(Change::new(ChangeKind::Whitespace, l, r));
        }
        let next = |text: &str, at: usize| text.get(at..).and_then(|rest| rest.chars().next());
        let (Some(x), Some(y)) = (next(a, to_i), next(b, to_j)) else { return };
        (i, j) = (to_i + x.len_utf8(), to_j + y.len_utf8());
        if x != y {
            let (l, r) = at(to_i, i, to_j, j);
            out.push(Change::new(ChangeKind::QuoteStyle, l, r));
        }
    }
}

/// A gap without the white space at its ends; at its beginning when nothing is left.
fn trimmed(gap: Span, text: &str) -> Span {
    let start = gap.start + (text.len() - text.trim_start().len());
    match text.trim().len() {
        0 => Span::new(gap.start, gap.start),
        len => Span::new(start, start + len),
    }
}

/// The characters that count: one style of quotes and dashes, no white space, nothing invisible.
fn plain(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| !is_nothing(*c)).map(|c| match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    })
}

/// White space, and what shows nothing.
fn is_nothing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether two texts are the same but for white space, quote style and dash style.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || plain(left).eq(plain(right))
}
