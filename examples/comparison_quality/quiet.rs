//! Edits that a reader need not see: quote and dash style, white space; punctuation and case. In every
//! third sentence a word is replaced as well, which nobody may take for quiet.

use crate::articles::{Article, Dice};
use crate::draft::{Draft, Layout};
use crate::edits::plain_words;
use crate::signs::tokens;

/// Changes what it can in every telling sentence; logs those changed so and in no other way.
pub(super) fn restyle(
    draft: &mut Draft<'_>,
    dice: &mut Dice,
    stranger: &Article,
    style: fn(&str, &mut Dice) -> String,
) -> bool {
    draft.scrambled = true;
    draft.layout = Layout::AsIs;
    let foreign = plain_words(stranger);
    let mut any = false;
    for at in draft.untouched() {
        let text = draft.pieces[at].text.clone();
        let mut new = style(&text, dice);
        let changed = new != text;
        let mut quiet = changed;
        if dice.roll(3) == 0 {
            let long = tokens(&new).into_iter().find(|token| {
                token.len() > 4 && new[token.clone()].bytes().all(|b| b.is_ascii_lowercase())
            });
            if let (Some(token), Some(word)) = (long, dice.pick(&foreign))
                && new[token.clone()] != **word
            {
                new.replace_range(token, word);
                quiet = false;
            }
        }
        any |= quiet;
        draft.pieces[at].text = new;
        draft.pieces[at].quiet = quiet;
    }
    any
}

/// The other style of quotes, other dashes, and here and there another space.
pub(super) fn styled(text: &str, dice: &mut Dice) -> String {
    let curly = text.contains(['“', '”', '’', '‘']);
    let mut out = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars() {
        let opens = before.is_whitespace() || matches!(before, '(' | '—');
        match c {
            '“' | '”' if curly => out.push('"'),
            '‘' | '’' if curly => out.push('\''),
            '"' if !curly => out.push(if opens { '“' } else { '”' }),
            '\'' if !curly => out.push(if opens { '‘' } else { '’' }),
            '—' => out.push('–'),
            '–' => out.push('—'),
            ' ' if dice.roll(12) == 0 => out.push_str(["  ", "\u{a0}"][dice.roll(2)]),
            c => out.push(c),
        }
        before = c;
    }
    out
}

/// A comma gone or become a semicolon, another sign at the end, a word in capitals.
pub(super) fn repunctuated(text: &str, dice: &mut Dice) -> String {
    let commas: Vec<usize> = text.match_indices(", ").map(|(at, _)| at).collect();
    let words = tokens(text);
    let plain = |token: &std::ops::Range<usize>| {
        token.len() > 3 && text[token.clone()].bytes().all(|b| b.is_ascii_lowercase())
    };
    let mut new = text.to_string();
    match (dice.roll(3), dice.pick(&commas)) {
        (0, Some(&at)) => new.replace_range(at..at + 1, ""),
        (1, Some(&at)) => new.replace_range(at..at + 1, ";"),
        _ => {
            if let Some(token) = words.into_iter().skip(2).find(plain) {
                let capitals = text[token.clone()].to_uppercase();
                new.replace_range(token, &capitals);
            }
        }
    }
    new
}

/// Every line wrapped anew, as mail and wires do it; paragraphs with an empty line between them.
pub(super) fn rewrap(draft: &mut Draft<'_>) -> bool {
    draft.scrambled = true;
    for piece in draft.pieces.iter_mut().filter(|piece| piece.gap.contains('\n')) {
        piece.gap = "\n\n".into();
    }
    draft.layout = Layout::Anew;
    true
}
