//! The line editor under the query and under the search within an article.
//! Moves by grapheme cluster, deletes by word, and scrolls sideways when the line is long.

use crate::text::{Span, sanitize, width};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_segmentation::UnicodeSegmentation;

/// One line of text with a cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Editor {
    text: String,
    /// Byte offset of the cursor, always on a grapheme boundary.
    cursor: usize,
    /// Columns scrolled out of sight at the left.
    scroll: usize,
}

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The text is another one now.
    Changed,
    /// At most the cursor moved.
    Moved,
    /// The key means nothing to a line of text.
    Ignored,
}

/// The part of the line that can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// Safe to draw; fits the columns asked for.
    pub text: String,
    /// Column of the cursor in it.
    pub cursor: usize,
}

impl Editor {
    /// An editor that holds `text`, the cursor at its end.
    pub fn new(text: &str) -> Self {
        let mut editor = Self::default();
        editor.insert(text);
        editor
    }

    /// What is written in it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether nothing is written in it.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The byte that the cursor stands before.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Writes `text` in place of what stands at `span`; the cursor comes behind it.
    pub fn replace(&mut self, span: Span, text: &str) {
        if self.text.get(span.range()).is_some() {
            self.text.replace_range(span.range(), "");
            self.cursor = span.start;
            self.insert(text);
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Self::default();
    }

    /// Whether the cursor stands behind the last character.
    pub fn at_end(&self) -> bool {
        self.cursor == self.text.len()
    }

    /// Writes `text` at the cursor; what would break the line becomes a space.
    pub fn insert(&mut self, text: &str) {
        let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.text.insert_str(self.cursor, &line);
        self.cursor = self.boundary_from(self.cursor + line.len());
    }

    /// Does what `key` means in a line of text: printable keys write, the usual keys of a shell move
    /// and delete.
    pub fn key(&mut self, key: KeyEvent) -> Edit {
        let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Char(c) if !ctrl && !alt => {
                self.insert(c.encode_utf8(&mut [0; 4]));
                Edit::Changed
            }
            KeyCode::Char('w') if ctrl => self.cut(self.word_left()..self.cursor),
            KeyCode::Char('u') if ctrl => self.cut(0..self.cursor),
            KeyCode::Char('k') if ctrl => self.cut(self.cursor..self.text.len()),
            KeyCode::Char('d') if ctrl => self.cut(self.cursor..self.right()),
            KeyCode::Char('h') if ctrl => self.cut(self.left()..self.cursor),
            KeyCode::Char('d') if alt => self.cut(self.cursor..self.word_right()),
            KeyCode::Backspace if alt || ctrl => self.cut(self.word_left()..self.cursor),
            KeyCode::Backspace => self.cut(self.left()..self.cursor),
            KeyCode::Delete => self.cut(self.cursor..self.right()),
            KeyCode::Char('a') if ctrl => self.go(0),
            KeyCode::Char('e') if ctrl => self.go(self.text.len()),
            KeyCode::Char('b') if ctrl => self.go(self.left()),
            KeyCode::Char('f') if ctrl => self.go(self.right()),
            KeyCode::Char('b') if alt => self.go(self.word_left()),
            KeyCode::Char('f') if alt => self.go(self.word_right()),
            KeyCode::Left if ctrl || alt => self.go(self.word_left()),
            KeyCode::Right if ctrl || alt => self.go(self.word_right()),
            KeyCode::Left => self.go(self.left()),
            KeyCode::Right => self.go(self.right()),
            KeyCode::Home => self.go(0),
            KeyCode::End => self.go(self.text.len()),
            _ => Edit::Ignored,
        }
    }

    /// Scrolls so that the cursor is within `columns` columns, moving as little as possible.
    pub fn fit(&mut self, columns: usize) {
        let cursor = self.column(self.cursor);
        let total = self.column(self.text.len());
        let room = columns.saturating_sub(1);
        self.scroll = self.scroll.min(cursor).max(cursor.saturating_sub(room));
        // Text deleted at the end pulls the rest back into sight.
        self.scroll = self.scroll.min(total.saturating_sub(room));
    }

    /// What can be seen of it in `columns` columns.
    pub fn view(&self, columns: usize) -> View {
        let mut text = String::new();
        let mut at = 0;
        let mut used = 0;
        for grapheme in self.text.graphemes(true) {
            let safe = sanitize::line(grapheme);
            let w = width::width(&safe);
            if at >= self.scroll {
                if used + w > columns {
                    break;
                }
                text.push_str(&safe);
                used += w;
            }
            at += w;
        }
        View { text, cursor: self.column(self.cursor).saturating_sub(self.scroll).min(columns) }
    }

    /// The column, from the left end of the visible part, of the byte at `offset`; none where it is
    /// scrolled out of sight.
    pub fn visible_column(&self, offset: usize) -> Option<usize> {
        self.column(self.boundary_from(offset.min(self.text.len()))).checked_sub(self.scroll)
    }

    fn column(&self, offset: usize) -> usize {
        self.text
            .get(..offset)
            .unwrap_or(&self.text)
            .graphemes(true)
            .map(|g| width::width(&sanitize::line(g)))
            .sum()
    }

    fn go(&mut self, to: usize) -> Edit {
        self.cursor = to;
        Edit::Moved
    }

    fn cut(&mut self, range: std::ops::Range<usize>) -> Edit {
        if range.is_empty() {
            return Edit::Moved;
        }
        self.cursor = range.start;
        self.text.replace_range(range, "");
        // What stood on both sides of the cut may be one grapheme cluster now.
        self.cursor = self.boundary_from(self.cursor);
        Edit::Changed
    }

    /// The first grapheme boundary at or after `offset`.
    fn boundary_from(&self, offset: usize) -> usize {
        self.text
            .grapheme_indices(true)
            .map(|(at, _)| at)
            .find(|&at| at >= offset)
            .unwrap_or(self.text.len())
    }

    fn left(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or("");
        before.grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn right(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or("");
        after.graphemes(true).next().map_or(self.text.len(), |g| self.cursor + g.len())
    }

    /// Where the word left of the cursor starts; as in a shell, words end at white space.
    fn word_left(&self) -> usize {
        let before = self.text.get(..self.cursor).unwrap_or("").trim_end();
        before
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn word_right(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or("");
        let word = after.len() - after.trim_start().len();
        let rest = after.get(word..).unwrap_or("");
        rest.find(char::is_whitespace).map_or(self.text.len(), |at| self.cursor + word + at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn press(editor: &mut Editor, code: KeyCode, modifiers: KeyModifiers) -> Edit {
        editor.key(KeyEvent::new(code, modifiers))
    }

    #[test]
    fn it_moves_by_grapheme_and_not_by_char() {
        let mut editor = Editor::new("e\u{301}👩‍🚒x");
        press(&mut editor, KeyCode::Left, KeyModifiers::NONE);
        press(&mut editor, KeyCode::Left, KeyModifiers::NONE);
        press(&mut editor, KeyCode::Backspace, KeyModifiers::NONE);
        assert_eq!(editor.text(), "👩‍🚒x");
        press(&mut editor, KeyCode::Delete, KeyModifiers::NONE);
        assert_eq!(editor.text(), "x");
    }

    #[test]
    fn ctrl_w_takes_a_word_and_ctrl_u_the_rest() {
        let mut editor = Editor::new("harbour fire  pier");
        assert_eq!(press(&mut editor, KeyCode::Char('w'), KeyModifiers::CONTROL), Edit::Changed);
        assert_eq!(editor.text(), "harbour fire  ");
        press(&mut editor, KeyCode::Char('w'), KeyModifiers::CONTROL);
        assert_eq!(editor.text(), "harbour ");
        press(&mut editor, KeyCode::Char('u'), KeyModifiers::CONTROL);
        assert!(editor.is_empty());
        assert_eq!(press(&mut editor, KeyCode::Char('u'), KeyModifiers::CONTROL), Edit::Moved);
    }

    #[test]
    fn a_long_line_scrolls_with_the_cursor() {
        let mut editor = Editor::new("0123456789");
        editor.fit(5);
        assert_eq!(editor.view(5), View { text: "6789".into(), cursor: 4 });
        press(&mut editor, KeyCode::Left, KeyModifiers::NONE);
        editor.fit(5);
        assert_eq!(editor.view(5).cursor, 3);
        press(&mut editor, KeyCode::Home, KeyModifiers::NONE);
        editor.fit(5);
        assert_eq!(editor.view(5), View { text: "01234".into(), cursor: 0 });
    }

    #[test]
    fn a_pasted_line_break_is_a_space() {
        assert_eq!(Editor::new("pier\n7\u{1b}[2J").text(), "pier 7 [2J");
    }

    proptest! {
        #[test]
        fn any_keys_leave_the_cursor_in_the_text_and_in_sight(
            keys in prop::collection::vec((0usize..14, any::<char>()), 0..40),
            columns in 0usize..20,
        ) {
            let mut editor = Editor::default();
            let codes = [
                KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::Backspace,
                KeyCode::Delete, KeyCode::Char('w'), KeyCode::Char('u'), KeyCode::Char('k'),
            ];
            for (choice, c) in keys {
                match codes.get(choice) {
                    Some(&code @ KeyCode::Char(_)) => press(&mut editor, code, KeyModifiers::CONTROL),
                    Some(&code) => press(&mut editor, code, KeyModifiers::NONE),
                    None => press(&mut editor, KeyCode::Char(c), KeyModifiers::NONE),
                };
                editor.fit(columns);
                prop_assert!(editor.text.is_char_boundary(editor.cursor));
                let view = editor.view(columns);
                prop_assert!(view.cursor <= columns);
                prop_assert!(width::width(&view.text) <= columns);
                prop_assert!(!view.text.chars().any(char::is_control));
            }
        }
    }
}
