//! Differences nobody reads twice for: punctuation and case, between words that are the same.
//! Quote style, dash style and white space are no difference at all.

use super::cleanup::Words;
use super::comparison::{Change, ChangeKind};
use super::kinds::is_currency;
use super::lexicon::Case;
use crate::text::Span;

/// Adds what differs in case or punctuation in a run of `len` words that both sides share,
/// beginning at `from` of the left and of the right.
pub(super) fn changes(
    from: (usize, usize),
    len: usize,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
    out: &mut Vec<Change>,
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

fn case_change(
    l: usize,
    r: usize,
    left: Words<'_, '_>,
    right: Words<'_, '_>,
    out: &mut Vec<Change>,
) {
    let (Some(a), Some(b)) = (left.token(l), right.token(r)) else { return };
    let (a_text, b_text) = (a.span().of(left.prose.body), b.span().of(right.prose.body));
    if plain(a_text).eq(plain(b_text)) {
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
    out.push(Change { kind: ChangeKind::Punctuation, left: a.span(), right: b.span() });
}

fn gap_change(l: Span, r: Span, left: Words<'_, '_>, right: Words<'_, '_>, out: &mut Vec<Change>) {
    let (a, b) = (l.of(left.prose.body), r.of(right.prose.body));
    if a == b || plain(a).eq(plain(b)) {
        return;
    }
    // The sign beside a number is part of what it says.
    let unit = |c: &char| is_currency(*c) || matches!(c, '%' | '‰');
    let kind = if plain(a).filter(unit).eq(plain(b).filter(unit)) {
        ChangeKind::Punctuation
    } else {
        ChangeKind::Figure
    };
    out.push(Change { kind, left: trimmed(l, a), right: trimmed(r, b) });
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
    text.chars().filter(|c| !c.is_whitespace() && !is_invisible(*c)).map(|c| match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '′' | '`' | '´' => '\'',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => '-',
        c => c,
    })
}

fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether two texts are the same but for white space, quote style and dash style.
pub(super) fn same(left: &str, right: &str) -> bool {
    left == right || plain(left).eq(plain(right))
}
