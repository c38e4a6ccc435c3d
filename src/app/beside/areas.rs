//! Where several reports stand beside one another on the screen. Right for any size.

use crate::app::areas::{Column, Foot, foot, gutter_width, left, right, top, whole};
use ratatui::layout::Rect;

/// The least columns of the screen one report takes: fewer are no pleasure to read.
const LEAST: u16 = 36;

/// The screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Areas {
    /// The report on the left.
    pub left: Column,
    /// Those beside it.
    pub columns: Vec<Column>,
    /// The lines between them, over the whole height.
    pub dividers: Vec<Rect>,
    /// The rule under the heads.
    pub rule: Rect,
    /// The foot.
    pub foot: Foot,
}

/// How many reports can stand beside the left one at `size`.
pub fn fitting(size: (u16, u16)) -> usize {
    usize::from((size.0 / LEAST).saturating_sub(1).max(1))
}

/// Columns of the screen that `columns` reports beside the left one need.
pub fn needed(columns: usize) -> usize {
    (columns + 1) * usize::from(LEAST)
}

/// The screen at `size` with `columns` reports beside the left one; `digits` is how many the largest
/// paragraph number has.
pub fn of(size: (u16, u16), columns: usize, digits: u16) -> Areas {
    let mut rest = whole(size);
    let foot = foot(&mut rest);
    let mut head = top(&mut rest, if size.1 < 8 { 0 } else { 4 });
    let rule = top(&mut rest, u16::from(head.height > 0));
    right(&mut rest, u16::from(size.0 >= 30));
    head.width = rest.width;
    let count = u16::try_from(columns + 1).unwrap_or(u16::MAX);
    // A line and a blank stand before every column but the first.
    let each = (rest.width.saturating_sub((count - 1) * 2)) / count.max(1);
    let gutter = if each >= 20 { gutter_width(digits, false) } else { 0 };
    let mut dividers = Vec::with_capacity(columns);
    let mut cut = |rest: &mut Rect, head: &mut Rect, first: bool| {
        if !first {
            let line = Rect { width: 1.min(rest.width), ..left(rest, 2) };
            let line = Rect { y: 0, height: size.1.saturating_sub(foot.height()), ..line };
            dividers.push(line);
            left(head, 2);
        }
        let mut text = left(rest, each);
        let head = left(head, each);
        let gutter = left(&mut text, gutter);
        Column { gutter, text, head }
    };
    let first = cut(&mut rest, &mut head, true);
    let columns = (0..columns).map(|_| cut(&mut rest, &mut head, false)).collect();
    Areas { left: first, columns, dividers, rule, foot }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_equally_wide_and_lie_on_the_screen() {
        for width in 0..260 {
            for columns in 1..7 {
                let areas = of((width, 30), columns, 2);
                for column in areas.columns.iter().chain([&areas.left]) {
                    assert_eq!(column.text.width, areas.left.text.width);
                    assert!(column.text.right() <= width && column.head.right() <= width);
                }
                for line in areas.dividers {
                    assert!(line.right() <= width);
                }
            }
        }
    }

    #[test]
    fn wide_screens_have_room_for_more() {
        let fit = [80, 120, 200].map(|width| fitting((width, 40)));
        assert_eq!(fit, [1, 2, 4]);
        assert_eq!(needed(2), 108);
    }
}
