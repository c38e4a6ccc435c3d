//! What a chart looks like, line by line, and that it holds whatever it is made of.

use super::scale::{Values, number, times};
use super::*;
use proptest::prelude::*;

const HOUR: i64 = 3_600;
/// 22 March 2031, 08:00.
const START: i64 = 1_931_932_800;

fn series(points: &[(i64, f64)]) -> Series {
    let point = |(column, (hours, value)): (usize, &(i64, f64))| Point {
        seconds: START + hours * HOUR,
        value: *value,
        column,
    };
    Series { points: points.iter().enumerate().map(point).collect(), undated: 0 }
}

fn plot(points: &[(i64, f64)], size: (u16, u16)) -> Vec<String> {
    let standing = |column| match column {
        1 => Standing::Selected,
        2 => Standing::SameEvent,
        _ => Standing::Member,
    };
    let plot = Plot::of(&series(points), size, standing);
    let line = |row: &Vec<(char, Role)>| row.iter().map(|cell| cell.0).collect::<String>();
    plot.cells.iter().map(|row| line(row).trim_end().to_string()).collect()
}

#[test]
fn a_toll_rises_in_steps() {
    let toll = [(0, 40.0), (4, 60.0), (8, 60.0), (10, 60.0), (22, 63.0), (23, 63.0)];
    assert_eq!(
        plot(&toll, (48, 9)),
        [
            "   │        60                          ●─●─ 63",
            "60 ┤       ◉──────○──●──────────────────╯",
            "   │       │",
            "50 ┤       │",
            "   │       │",
            "   │  40   │",
            "40 ┤ ●─────╯",
            "   └───────▲───────────────────┬────────────",
            "     22 Mar 12:00           23 Mar",
        ]
    );
}

#[test]
fn a_peak_has_its_value_though_there_is_no_row_above_it() {
    let lines = plot(&[(0, 3.0), (10, 7.0), (26, 11.0), (46, 9.0)], (60, 10));
    assert!(lines[0].contains('○') && lines[1].contains(" 11 "), "{lines:#?}");
}

#[test]
fn reports_that_contradict_one_another_at_one_time_stand_over_one_another() {
    let lines = plot(&[(0, 1.0), (10, 5.0), (10, 1.0), (10, 3.0), (20, 3.0)], (40, 7));
    let column = |sign| lines.iter().filter(|line| line.contains(sign)).count();
    assert_eq!((column('●'), column('◉'), column('○')), (2, 1, 1), "{lines:#?}");
}

#[test]
fn the_value_axis_has_round_numbers_only() {
    let ticks = |values: &[f64], rows| {
        let axis = Values::over(values.iter().copied(), rows);
        axis.ticks.into_iter().map(|(_, label)| label).collect::<Vec<_>>()
    };
    assert_eq!(ticks(&[40.0, 133.0], 11), ["40", "60", "80", "100", "120"]);
    assert_eq!(ticks(&[4.0, 5.0], 11), ["4", "5"], "nobody counts halves");
    assert_eq!(ticks(&[24.5, 24.75], 7), ["24.5", "24.6", "24.7"]);
    assert_eq!(ticks(&[1.2e6, 6.0e6], 7), ["2M", "4M", "6M"]);
    assert_eq!(ticks(&[17.0, 18.0], 1).len(), 1);
}

#[test]
fn numbers_are_short() {
    let short = [40.0, 6_200.0, 24.75, 1.2e6, 3.0e9, -2.5, 0.0].map(number);
    assert_eq!(short, ["40", "6,200", "24.75", "1.2M", "3bn", "-2.5", "0"]);
}

#[test]
fn the_time_axis_has_round_times_only() {
    let told = |hours: i64, count| {
        let all = times(START + 600, START + hours * HOUR, count);
        all.into_iter().map(|(_, label)| label).collect::<Vec<_>>()
    };
    assert_eq!(told(7, 4), ["22 Mar 10:00", "12:00", "14:00"]);
    assert_eq!(told(40, 4), ["22 Mar 12:00", "23 Mar", "12:00", "24 Mar"]);
    assert_eq!(told(24 * 6, 3), ["24 Mar", "26 Mar", "28 Mar"]);
    assert_eq!(told(24 * 200, 4), ["May 2031", "Jul 2031", "Sep 2031"]);
    assert_eq!(told(24 * 365 * 30, 4), ["2040", "2050", "2060"]);
    // Nothing round in a minute: its ends.
    assert_eq!(times(START + 61, START + 80, 3).len(), 2);
}

proptest! {
    #[test]
    fn every_report_has_its_mark_and_nothing_is_drawn_outside(
        mut points in prop::collection::vec((0i64..9_000, -1e7f64..1e13), 2..60),
        size in (24u16..200, 5u16..40),
    ) {
        points.sort_by_key(|point| point.0);
        points[0].1 += 1.0;
        let lines = plot(&points, size);
        prop_assert_eq!(lines.len(), usize::from(size.1));
        prop_assert!(lines.iter().all(|line| line.chars().count() <= usize::from(size.0)));
        let marks = lines.iter().flat_map(|line| line.chars()).filter(|c| MARKS.contains(c));
        prop_assert!(marks.count() >= 1);
        prop_assert_eq!(lines.iter().filter(|line| line.contains('◉')).count(), 1);
    }

    #[test]
    fn times_rise_and_lie_between_the_ends(from in -60_000_000_000i64..60_000_000_000, span in 0i64..9_000_000_000, count in 0usize..30) {
        let all = times(from, from + span, count);
        prop_assert!(!all.is_empty());
        prop_assert!(all.windows(2).all(|pair| pair[0].0 < pair[1].0));
        prop_assert!(all.iter().all(|(at, _)| (from..=from + span).contains(at)));
        prop_assert!(all.len() <= 64 + count * 3);
    }
}
