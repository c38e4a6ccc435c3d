//! The classes of edits: each changes a draft and logs what it did. One that finds nothing to do
//! says so, and the article is left out of its class.

use crate::articles::{Article, Dice};
use crate::clauses;
use crate::draft::{Draft, Mark, Piece};
use crate::quiet;
use crate::signs::{self, tokens};
use retold::text::Span;

/// An article being edited, dice, and another article to take words from. False when there was
/// nothing to edit.
type Edit = fn(&mut Draft<'_>, &mut Dice, &Article) -> bool;

/// All classes by name.
pub(super) const EDITS: [(&str, Edit); 20] = [
    ("two sentences swapped", swap),
    ("a paragraph moved", move_block),
    ("figures altered", alter_figures),
    ("figures added", add_figures),
    ("figures dropped", drop_figures),
    ("names changed", change_names),
    ("quotes, dashes, spaces", |draft, dice, stranger| {
        quiet::restyle(draft, dice, stranger, quiet::styled)
    }),
    ("punctuation, case", |draft, dice, stranger| {
        quiet::restyle(draft, dice, stranger, quiet::repunctuated)
    }),
    ("lines wrapped anew", |draft, _, _| quiet::rewrap(draft)),
    ("sentences deleted", delete),
    ("sentences inserted", insert),
    ("one sentence split", split),
    ("two sentences joined", join),
    ("a block duplicated", duplicate),
    ("10 % of words replaced", |draft, dice, stranger| replace(draft, dice, stranger, 10)),
    ("30 % of words replaced", |draft, dice, stranger| replace(draft, dice, stranger, 30)),
    ("50 % of words replaced", |draft, dice, stranger| replace(draft, dice, stranger, 50)),
    ("moved, 30 % replaced", |draft, dice, stranger| {
        move_block(draft, dice, stranger) && replace(draft, dice, stranger, 30)
    }),
    ("all of it", everything),
    ("a clause moved inside", move_clauses),
];

/// Sentences changed at once, at most.
const AT_ONCE: usize = 3;

fn swap(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let free = draft.untouched();
    let (Some(&a), Some(&b)) = (dice.pick(&free), dice.pick(&free)) else { return false };
    let (a, b) = (a.min(b), a.max(b));
    if a == b {
        return false;
    }
    let between: Vec<usize> = origins(draft, a + 1..b);
    let ends = (origins(draft, a..a + 1), origins(draft, b..b + 1));
    // The white space stays where it was.
    let (first, second) = (draft.pieces[a].clone(), draft.pieces[b].clone());
    draft.pieces[a] = Piece { gap: first.gap.clone(), ..second.clone() };
    draft.pieces[b] = Piece { gap: second.gap, ..first };
    let with = |one: &[usize]| [one, &between].concat();
    if between.is_empty() {
        draft.note_move(&ends.0, &[]);
        // Which of two neighbours moved nobody can tell.
        draft.readings.push(ends.1.into_iter().collect());
    } else {
        let both = [ends.0.clone(), ends.1.clone()].concat();
        draft.note_move(&both, &[&with(&ends.0), &with(&ends.1)]);
    }
    true
}

/// The sentences of the original that a range of pieces says.
fn origins(draft: &Draft<'_>, range: std::ops::Range<usize>) -> Vec<usize> {
    draft.pieces[range].iter().flat_map(|piece| piece.from.clone()).collect()
}

/// A run of telling sentences: a paragraph where there are any, else two or three.
fn block(draft: &Draft<'_>, dice: &mut Dice) -> Option<std::ops::Range<usize>> {
    let free = draft.untouched();
    let start = *dice.pick(&free)?;
    let paragraph = |at: usize| {
        let from = draft.pieces.get(at)?.from.first()?;
        draft.article.sentences.get(*from).map(|s| s.paragraph)
    };
    let limit = if draft.article.sentences.last()?.paragraph >= 4 { 4 } else { 2 + dice.roll(2) };
    let whole = draft.article.sentences.last()?.paragraph >= 4;
    let goes_on = |at: usize| free.contains(&at) && (!whole || paragraph(at) == paragraph(start));
    let first = (start.saturating_sub(limit - 1)..=start)
        .rev()
        .take_while(|at| goes_on(*at))
        .last()
        .filter(|_| whole)
        .unwrap_or(start);
    let end = (first..first + limit).take_while(|at| goes_on(*at)).last()? + 1;
    Some(first..end)
}

fn move_block(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let Some(block) = block(draft, dice) else { return false };
    let (len, all) = (block.len(), draft.pieces.len());
    if all < len + 4 {
        return false;
    }
    let to = dice.roll(all - len + 1);
    if to.abs_diff(block.start) < 2 {
        return false;
    }
    let moved = origins(draft, block.clone());
    let passed = if to < block.start { to..block.start } else { block.end..to + len };
    let passed = origins(draft, passed);
    draft.note_move(&moved, &[&passed]);
    // What ends the text or the paragraph must still end something.
    let mut pieces: Vec<Piece> = draft.pieces.drain(block).collect();
    if let Some(last) = pieces.last_mut() {
        last.gap = "\n\n".into();
    }
    if let Some(before) = to.checked_sub(1).and_then(|at| draft.pieces.get_mut(at)) {
        before.gap = "\n\n".into();
    }
    draft.pieces.splice(to..to, pieces);
    true
}

/// Where a sentence stands in the original body.
fn place(draft: &Draft<'_>, at: usize) -> usize {
    let from = draft.pieces[at].from.first().copied().unwrap_or(0);
    draft.article.sentences.get(from).map_or(0, |s| s.span.start)
}

/// Some of the untouched sentences, in random order.
fn some(draft: &Draft<'_>, dice: &mut Dice) -> Vec<usize> {
    let mut free = draft.untouched();
    for at in (1..free.len()).rev() {
        free.swap(at, dice.roll(at + 1));
    }
    free
}

/// Does something to up to [`AT_ONCE`] sentences; true when it was possible for any.
fn to_some(
    draft: &mut Draft<'_>,
    dice: &mut Dice,
    mut edit: impl FnMut(&mut Draft<'_>, &mut Dice, usize) -> bool,
) -> bool {
    let mut done = 0;
    for at in some(draft, dice) {
        done += usize::from(done < AT_ONCE && edit(draft, dice, at));
    }
    done > 0
}

fn alter_figures(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    to_some(draft, dice, |draft, dice, at| {
        let from = place(draft, at);
        let text = draft.pieces[at].text.clone();
        let Some(number) = dice.pick(&signs::numbers(&text)).map(|n| n.span.clone()) else {
            return false;
        };
        let (old, body) = (&text[number.clone()], &draft.article.body);
        let new = signs::other_number(old, body, &mut |sides| dice.roll(sides));
        exchange(&mut draft.pieces[at], Mark::Figure, from, number, &new);
        true
    })
}

/// Puts `new` in the place of `old`, and logs it.
fn exchange(piece: &mut Piece, mark: Mark, from: usize, old: std::ops::Range<usize>, new: &str) {
    let left = Span::new(from + old.start, from + old.end);
    let right = old.start..old.start + new.len();
    piece.text.replace_range(old, new);
    piece.marks.push((mark, Some(left), Some(right)));
}

fn add_figures(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    to_some(draft, dice, |draft, dice, at| {
        let text = &draft.pieces[at].text;
        let Some(&place) = dice.pick(&signs::openings(text)) else { return false };
        let new = signs::other_number("48", &draft.article.body, &mut |sides| dice.roll(sides));
        let piece = &mut draft.pieces[at];
        piece.text.insert_str(place, &format!("{new} "));
        piece.marks.push((Mark::Figure, None, Some(place..place + new.len())));
        true
    })
}

fn drop_figures(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    to_some(draft, dice, |draft, dice, at| {
        let from = place(draft, at);
        let numbers = signs::numbers(&draft.pieces[at].text);
        let Some((number, whole)) = dice.pick(&numbers).and_then(|n| Some((n, n.whole.clone()?)))
        else {
            return false;
        };
        let left = Span::new(from + number.span.start, from + number.span.end);
        let piece = &mut draft.pieces[at];
        piece.text.replace_range(whole, "");
        piece.marks.push((Mark::Figure, Some(left), None));
        true
    })
}

fn change_names(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    to_some(draft, dice, |draft, dice, at| {
        let from = place(draft, at);
        let names = signs::names(&draft.pieces[at].text, &draft.article.body);
        let Some(name) = dice.pick(&names).cloned() else { return false };
        let new = signs::new_name(dice.roll(64));
        exchange(&mut draft.pieces[at], Mark::Name, from, name, new);
        true
    })
}

fn move_clauses(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    to_some(draft, dice, |draft, _, at| {
        let from = place(draft, at);
        clauses::move_clause(draft, from, at)
    })
}

fn delete(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let mut gone = some(draft, dice);
    gone.truncate(1 + dice.roll(AT_ONCE));
    gone.sort_unstable();
    for at in gone.iter().rev() {
        draft.pieces.remove(*at);
    }
    !gone.is_empty()
}

fn insert(draft: &mut Draft<'_>, dice: &mut Dice, stranger: &Article) -> bool {
    let theirs: Vec<usize> =
        (0..stranger.sentences.len()).filter(|at| stranger.is_telling(*at)).collect();
    let mut done = false;
    for _ in 0..1 + dice.roll(AT_ONCE) {
        let places = draft.untouched();
        let (Some(&at), Some(&new)) = (dice.pick(&places), dice.pick(&theirs)) else { continue };
        if draft.article.says.contains(&stranger.says[new]) {
            continue;
        }
        let text = stranger.text(new).into();
        let piece = Piece { text, gap: " ".into(), ..Piece::default() };
        draft.pieces.insert(at, piece);
        done = true;
    }
    done
}

fn split(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let links = [", and ", ", but ", "; ", ", which ", ", while ", ", who ", " because "];
    for at in some(draft, dice) {
        let piece = &mut draft.pieces[at];
        let text = &piece.text;
        let words = |part: &str| part.split_whitespace().count();
        let cut = links.iter().find_map(|link| {
            let (head, tail) = text.split_once(link)?;
            let apart = words(head) >= 6 && words(tail) >= 6 && !text.contains(['"', '“', '(']);
            let link = link.trim_matches([',', ';', ' ']);
            apart.then(|| (head.to_string(), format!("{link} {tail}").trim().to_string()))
        });
        if let Some((head, tail)) = cut {
            let mut chars = tail.chars();
            let capital: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            piece.text = format!("{head}. {capital}{}", chars.as_str());
            return true;
        }
    }
    false
}

fn join(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let free = draft.untouched();
    for at in some(draft, dice) {
        let (Some(first), Some(second)) = (draft.pieces.get(at), draft.pieces.get(at + 1)) else {
            continue;
        };
        // Nothing between the two was dropped.
        let next = first.from.last().zip(second.from.first()).is_some_and(|(a, b)| a + 1 == *b);
        let follows = next && free.contains(&(at + 1)) && first.gap == " ";
        let Some(head) = first.text.strip_suffix('.').filter(|_| follows) else { continue };
        let link = dice.pick(&["; ", ", and ", ", while "]).copied().unwrap_or("; ");
        let joined = Piece {
            text: format!("{head}{link}{}", second.text),
            gap: second.gap.clone(),
            from: [first.from.clone(), second.from.clone()].concat(),
            ..Piece::default()
        };
        draft.pieces.splice(at..at + 2, [joined]);
        return true;
    }
    false
}

fn duplicate(draft: &mut Draft<'_>, dice: &mut Dice, _: &Article) -> bool {
    let Some(block) = block(draft, dice) else { return false };
    let mut copies: Vec<Piece> = draft.pieces[block.clone()].to_vec();
    for copy in &mut copies {
        copy.copy = true;
    }
    if let Some(last) = copies.last_mut() {
        last.gap = "\n\n".into();
    }
    // Not into itself.
    let to = match dice.roll(draft.pieces.len() + 1) {
        to if block.contains(&to) => block.end,
        to => to,
    };
    if let Some(before) = to.checked_sub(1).and_then(|at| draft.pieces.get_mut(at)) {
        before.gap = "\n\n".into();
    }
    draft.pieces.splice(to..to, copies);
    true
}

/// Words of an article that are plain: small letters, no number, three letters at least.
pub(super) fn plain_words(article: &Article) -> Vec<&str> {
    let words = article.body.split_whitespace();
    let plain = |word: &&str| {
        word.len() > 2
            && word.bytes().all(|b| b.is_ascii_lowercase())
            && !signs::is_number_word(word)
    };
    words.filter(plain).collect()
}

/// Replaces so many percent of the words of every sentence, whatever they are, by words of another
/// article.
fn replace(draft: &mut Draft<'_>, dice: &mut Dice, stranger: &Article, percent: usize) -> bool {
    draft.scrambled = true;
    let foreign = plain_words(stranger);
    for piece in &mut draft.pieces {
        let mut words: Vec<_> = tokens(&piece.text);
        // Part of a word by chance, so that short sentences come to their share too; but one of
        // which less than half stays says nothing that could be found again.
        let count = ((words.len() * percent + dice.roll(100)) / 100).min(words.len() / 2);
        // `Mr.` and its like have no synonyms that end no sentence.
        let last = words.len().saturating_sub(1);
        let mut place = 0..;
        words.retain(|word| place.next() == Some(last) || !piece.text[word.clone()].ends_with('.'));
        for at in (1..words.len()).rev() {
            words.swap(at, dice.roll(at + 1));
        }
        words.truncate(count);
        words.sort_by_key(|word| std::cmp::Reverse(word.start));
        for word in words {
            put(&mut piece.text, word, dice.pick(&foreign).copied().unwrap_or("word"));
        }
    }
    !foreign.is_empty()
}

/// Puts a word in the place of a token, but for the signs around it.
fn put(text: &mut String, token: std::ops::Range<usize>, new: &str) {
    let old = &text[token.clone()];
    let core = old.trim_matches(|c: char| !c.is_alphanumeric());
    let Some(from) = old.find(core).filter(|_| !core.is_empty()) else { return };
    let from = token.start + from;
    let capital = core.starts_with(char::is_uppercase) && token.start == 0;
    let new = match capital {
        true => new[..1].to_uppercase() + &new[1..],
        false => new.to_string(),
    };
    text.replace_range(from..from + core.len(), &new);
}

/// A report rewritten: a little of everything.
fn everything(draft: &mut Draft<'_>, dice: &mut Dice, stranger: &Article) -> bool {
    let figures = alter_figures(draft, dice, stranger);
    let names = change_names(draft, dice, stranger);
    let steps: [Edit; 4] = [delete, split, join, insert];
    for step in steps {
        step(draft, dice, stranger);
    }
    let moved = move_block(draft, dice, stranger);
    // Every seventh plain word of the rest, but what is moved stays telling.
    let foreign = plain_words(stranger);
    for piece in draft.pieces.iter_mut().filter(|piece| piece.marks.is_empty()) {
        let words = tokens(&piece.text);
        let says_number = |token: &std::ops::Range<usize>| {
            let word = &piece.text[token.clone()];
            signs::is_number_word(word) || word.contains(|c: char| c.is_ascii_digit())
        };
        // What stands beside a number says what it counts, or that it dates something.
        let counts = |at: usize| {
            let near = at.saturating_sub(2)..(at + 3).min(words.len());
            words.get(near).unwrap_or(&[]).iter().any(says_number)
        };
        let plain =
            |at: usize| piece.text[words[at].clone()].bytes().all(|b| b.is_ascii_lowercase());
        let mut chosen: Vec<usize> =
            (0..words.len()).filter(|at| plain(*at) && !counts(*at)).collect();
        chosen.retain(|_| dice.roll(7) == 0);
        for at in chosen.into_iter().rev() {
            let new = dice.pick(&foreign).copied().unwrap_or("word");
            put(&mut piece.text, words[at].clone(), new);
        }
    }
    figures && names && moved
}
