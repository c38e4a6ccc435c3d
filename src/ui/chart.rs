//! A figure over time as a step line of signs: laid out here as cells of a grid, then put on the screen.
//! It says the same without colours.

mod scale;
#[cfg(test)]
mod tests;

use super::canvas::Canvas;
use crate::app::variants::{Point, Series};
use crate::config::Role;
use ratatui::layout::Rect;
use scale::{Values, times};

/// Rows and columns under which a chart says less than a list.
pub(super) const SMALLEST: (u16, u16) = (24, 5);
/// Sign of a report, of one of the same event in other words, and of the selected one.
const MARKS: [char; 3] = ['●', '○', '◉'];
/// What goes through a cell: up, down, left, right; and the sign of each combination.
const LINES: [(u8, char); 15] = [
    (0b1100, '│'),
    (0b0011, '─'),
    (0b1010, '╯'),
    (0b0110, '╮'),
    (0b1001, '╰'),
    (0b0101, '╭'),
    (0b1110, '┤'),
    (0b1101, '├'),
    (0b1011, '┴'),
    (0b0111, '┬'),
    (0b1111, '┼'),
    (0b1000, '╵'),
    (0b0100, '╷'),
    (0b0010, '╴'),
    (0b0001, '╶'),
];
const UP: u8 = 0b1000;
const DOWN: u8 = 0b0100;
const LEFT: u8 = 0b0010;
const RIGHT: u8 = 0b0001;

/// What a report is on the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// Of the story.
    Member,
    /// Of the same event in other words.
    SameEvent,
    /// The one that is selected.
    Selected,
}

/// Draws `series` in `rect`, which is at least [`SMALLEST`]; `standing` says what the report in a column
/// of the table is.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    rect: Rect,
    series: &Series,
    standing: impl Fn(usize) -> Standing,
) {
    let plot = Plot::of(series, (rect.width, rect.height), standing);
    for (y, row) in (rect.y..rect.bottom()).zip(&plot.cells) {
        for (x, (sign, role)) in (rect.x..rect.right()).zip(row) {
            if *sign != ' ' {
                canvas.sign(x, y, sign.encode_utf8(&mut [0; 4]), *role);
            }
        }
    }
}

/// A chart as cells: a sign and its role each, row by row.
struct Plot {
    cells: Vec<Vec<(char, Role)>>,
    /// Where the line may run: the first column, and one past the last; rows start at 0.
    columns: (usize, usize),
    rows: usize,
}

impl Plot {
    fn of(series: &Series, size: (u16, u16), standing: impl Fn(usize) -> Standing) -> Self {
        let (width, height) = (usize::from(size.0), usize::from(size.1));
        // Under the line: the axis, and what the times on it are.
        let rows = height.saturating_sub(2).max(1);
        let values = Values::over(series.points.iter().map(|point| point.value), rows);
        let labels = values.ticks.iter().map(|(_, label)| label.len()).max().unwrap_or(0);
        let last = series.points.last().map(|point| scale::number(point.value)).unwrap_or_default();
        let first_column = labels + 3;
        // A line that ends has a cell more, a space and its value.
        let end = width.saturating_sub(last.len() + 3).max(first_column + 1);
        let mut plot = Self {
            cells: vec![vec![(' ', Role::Text); width]; height],
            columns: (first_column, end),
            rows,
        };
        plot.axes(&values, labels);
        let (from, to) = ends(&series.points);
        let x = |seconds: i64| {
            let share = (seconds - from) as f64 / ((to - from).max(1)) as f64;
            first_column + (share * (end - 1 - first_column) as f64).round() as usize
        };
        plot.times(from, to, &x);
        let places: Vec<(usize, usize, &Point)> =
            series.points.iter().map(|p| (x(p.seconds), values.row(p.value), p)).collect();
        plot.line(&places);
        for (x, y, point) in &places {
            plot.mark(*x, *y, standing(point.column));
        }
        plot.values(&places, &last);
        plot
    }

    /// Puts `sign` where it fits.
    fn put(&mut self, x: usize, y: usize, sign: char, role: Role) {
        if let Some(cell) = self.cells.get_mut(y).and_then(|row| row.get_mut(x)) {
            *cell = (sign, role);
        }
    }

    /// Writes `text`, which is of signs of one column.
    fn write(&mut self, x: usize, y: usize, text: &str, role: Role) {
        for (x, sign) in (x..).zip(text.chars()) {
            self.put(x, y, sign, role);
        }
    }

    /// The value axis with its round numbers, and the line under it all.
    fn axes(&mut self, values: &Values, labels: usize) {
        let x = labels + 2;
        for y in 0..self.rows {
            self.put(x - 1, y, '│', Role::Border);
        }
        for (row, label) in &values.ticks {
            self.write(labels - label.len(), *row, label, Role::Dim);
            self.put(x - 1, *row, '┤', Role::Border);
        }
        self.put(x - 1, self.rows, '└', Role::Border);
        for column in x..self.columns.1 + 1 {
            self.put(column, self.rows, '─', Role::Border);
        }
    }

    /// The round times between the first report and the last.
    fn times(&mut self, from: i64, to: i64, x: &dyn Fn(i64) -> usize) {
        let (start, end) = self.columns;
        let mut free = start.saturating_sub(3);
        for (seconds, label) in times(from, to, (end - start) / 14) {
            let at = x(seconds);
            let begin = at.saturating_sub(label.len() / 2).max(free);
            let width = self.cells.first().map_or(0, Vec::len);
            if begin > at || begin + label.len() > width {
                continue;
            }
            self.put(at, self.rows, '┬', Role::Border);
            self.write(begin, self.rows + 1, &label, Role::Dim);
            free = begin + label.len() + 2;
        }
    }

    /// The line: level until a report says something else, then up or down to that.
    fn line(&mut self, places: &[(usize, usize, &Point)]) {
        let mut level: Option<usize> = None;
        let mut rest = places;
        for x in self.columns.0..=self.columns.1 {
            let here = rest.partition_point(|(at, ..)| *at <= x);
            let (said, after) = rest.split_at(here);
            rest = after;
            let rows = || level.into_iter().chain(said.iter().map(|(_, y, _)| *y));
            let (Some(top), Some(bottom)) = (rows().min(), rows().max()) else { continue };
            let leaves = said.last().map(|(_, y, _)| *y).or(level);
            for y in top..=bottom {
                let ways = [
                    (y > top, UP),
                    (y < bottom, DOWN),
                    (level == Some(y), LEFT),
                    (leaves == Some(y), RIGHT),
                ];
                let ways = ways.iter().filter(|(on, _)| *on).fold(0, |all, (_, way)| all | way);
                if let Some((_, sign)) = LINES.iter().find(|(of, _)| *of == ways) {
                    self.put(x, y, *sign, Role::Accent);
                }
            }
            level = leaves;
        }
    }

    /// The mark of a report; one that is selected stays to be seen.
    fn mark(&mut self, x: usize, y: usize, standing: Standing) {
        let known = self.cells.get(y).and_then(|row| row.get(x)).map(|cell| cell.0);
        let rank = |sign| [MARKS[1], MARKS[0], MARKS[2]].iter().position(|mark| *mark == sign);
        let (sign, role) = match standing {
            Standing::SameEvent => (MARKS[1], Role::Text),
            Standing::Member => (MARKS[0], Role::Text),
            Standing::Selected => (MARKS[2], Role::Mark),
        };
        if known.and_then(rank) <= rank(sign) {
            self.put(x, y, sign, role);
        }
        if standing == Standing::Selected {
            self.put(x, self.rows, '▲', Role::Mark);
        }
    }

    /// What the first and the last report say, and those that say something new.
    fn values(&mut self, places: &[(usize, usize, &Point)], last: &str) {
        let Some((_, row, end)) = places.last() else { return };
        self.write(self.columns.1 + 2, *row, last, Role::Title);
        let mut before = None;
        let changes = places.iter().filter(|(.., point)| {
            let changed = before != Some(point.value);
            before = Some(point.value);
            changed
        });
        let changes: Vec<_> = changes.collect();
        let runs = changes.len();
        for (at, (x, y, point)) in changes.into_iter().enumerate() {
            // The last run has its value at its end.
            if at > 0 && at + 1 == runs && point.value == end.value {
                continue;
            }
            let label = scale::number(point.value);
            let above = y.checked_sub(1).map(|row| (x + 1, row));
            // A highest one has no row above, and the line that leads up to it right below.
            let below = [(x + 1, y + 1), (x + 2, y + 1)].into_iter().filter(|_| y + 1 < self.rows);
            // Behind a line that goes up or down at once.
            let behind = (x + 2..x + 7).map(|x| (x, *y));
            let free = |place: &(usize, usize)| self.is_free(*place, label.len());
            if let Some((x, y)) = above.into_iter().chain(below).chain(behind).find(free) {
                self.write(x, y, &label, Role::Title);
            }
        }
    }

    /// Whether `columns` from a place on are free, and have space around them where numbers would run
    /// together.
    fn is_free(&self, (x, y): (usize, usize), columns: usize) -> bool {
        let Some(row) = self.cells.get(y) else { return false };
        let beside = [x.checked_sub(1), Some(x + columns)];
        let apart = beside.into_iter().flatten().filter_map(|at| row.get(at));
        row.get(x..x + columns).is_some_and(|cells| cells.iter().all(|cell| cell.0 == ' '))
            && apart.into_iter().all(|cell| [' ', '─'].contains(&cell.0) || MARKS.contains(&cell.0))
            && x + columns <= self.columns.1
    }
}

/// When the first and the last of the points are.
fn ends(points: &[Point]) -> (i64, i64) {
    let seconds = || points.iter().map(|point| point.seconds);
    (seconds().min().unwrap_or(0), seconds().max().unwrap_or(0))
}
