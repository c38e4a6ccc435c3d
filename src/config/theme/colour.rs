//! How many colours a terminal has, and the nearest of them to a colour it has not.

use ratatui::style::{Color, Modifier, Style};

/// How many colours a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Depth {
    /// None: bold, underline and reverse only.
    Mono,
    /// The sixteen ANSI colours.
    Ansi16,
    /// xterm's 256.
    Ansi256,
    /// Any, as `#rrggbb`.
    True,
}

/// The sixteen ANSI colours with what xterm makes of them.
const ANSI: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// Values of `TERM` whose terminals show every colour; over SSH they often come without `COLORTERM`.
const TRUE: &[&str] =
    &["alacritty", "foot", "foot-extra", "wezterm", "xterm-ghostty", "xterm-kitty"];

/// The steps of the 6×6×6 cube in xterm's palette.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

impl Depth {
    /// How many colours the environment promises: `NO_COLOR`, `COLORTERM` and `TERM`.
    pub fn from_env() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    fn of(env: impl Fn(&str) -> Option<String>) -> Self {
        let term = env("TERM").unwrap_or_default();
        let colorterm = env("COLORTERM").unwrap_or_default();
        if env("NO_COLOR").is_some_and(|value| !value.is_empty())
            || term == "dumb"
            || term.starts_with("vt1")
            || term.starts_with("vt2")
        {
            Self::Mono
        } else if ["truecolor", "24bit"].contains(&colorterm.as_str())
            || term.ends_with("-direct")
            || TRUE.contains(&term.as_str())
        {
            Self::True
        } else if term.contains("256color") {
            Self::Ansi256
        } else {
            Self::Ansi16
        }
    }

    /// The style in the colours there are. With sixteen, the tint of a background comes out as black
    /// or white and would be lost on the screen: reverse video takes its place.
    pub(super) fn reduce(self, style: Style) -> Style {
        let mut reduced = style;
        reduced.fg = style.fg.map(|colour| self.nearest(colour));
        reduced.bg = style.bg.map(|colour| self.nearest(colour));
        match self {
            Self::Mono => {
                reduced.fg = None;
                reduced.bg = None;
            }
            Self::Ansi16 if reduced.bg != style.bg => {
                reduced.bg = None;
                reduced = reduced.add_modifier(Modifier::REVERSED);
            }
            _ => {}
        }
        reduced
    }

    fn nearest(self, colour: Color) -> Color {
        match (self, components(colour)) {
            (Self::Ansi256, Some(rgb)) if matches!(colour, Color::Rgb(..)) => {
                Color::Indexed(nearest_of_256(rgb))
            }
            (Self::Ansi16, Some(rgb)) => ANSI
                .iter()
                .min_by_key(|(_, other)| distance(rgb, *other))
                .map_or(Color::Reset, |(colour, _)| *colour),
            _ => colour,
        }
    }
}

/// Red, green and blue of a colour that is not one of the sixteen, which each terminal paints as it
/// likes.
pub(super) fn components(colour: Color) -> Option<[u8; 3]> {
    match colour {
        Color::Rgb(r, g, b) => Some([r, g, b]),
        Color::Indexed(index) => Some(match index {
            0..=15 => ANSI.get(usize::from(index))?.1,
            16..=231 => {
                let step = |place: u8| CUBE.get(usize::from((index - 16) / place % 6)).copied();
                [step(36)?, step(6)?, step(1)?]
            }
            232.. => [8 + 10 * (index - 232); 3],
        }),
        _ => None,
    }
}

fn nearest_of_256(rgb: [u8; 3]) -> u8 {
    let candidates =
        (16..=255).filter_map(|index| Some((index, components(Color::Indexed(index))?)));
    candidates.min_by_key(|(_, other)| distance(rgb, *other)).map_or(16, |(index, _)| index)
}

/// Squared distance, weighted by how much the eye makes of each component.
fn distance(a: [u8; 3], b: [u8; 3]) -> u32 {
    let square = |i: usize| match (a.get(i), b.get(i)) {
        (Some(a), Some(b)) => u32::from(a.abs_diff(*b)).pow(2),
        _ => 0,
    };
    3 * square(0) + 6 * square(1) + square(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(vars: &[(&str, &str)]) -> Depth {
        Depth::of(|name| vars.iter().find(|(n, _)| *n == name).map(|(_, v)| v.to_string()))
    }

    #[test]
    fn the_environment_tells_the_depth() {
        assert_eq!(depth(&[("TERM", "xterm-256color")]), Depth::Ansi256);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth(&[("TERM", "xterm"), ("COLORTERM", "24bit")]), Depth::True);
        assert_eq!(depth(&[("TERM", "xterm-kitty")]), Depth::True);
        assert_eq!(depth(&[("TERM", "linux")]), Depth::Ansi16);
        assert_eq!(depth(&[("TERM", "dumb"), ("COLORTERM", "truecolor")]), Depth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Depth::Mono);
        assert_eq!(depth(&[("TERM", "xterm-256color"), ("NO_COLOR", "")]), Depth::Ansi256);
    }

    #[test]
    fn colours_find_their_nearest() {
        assert_eq!(Depth::True.nearest(Color::Rgb(1, 2, 3)), Color::Rgb(1, 2, 3));
        assert_eq!(Depth::Ansi256.nearest(Color::Rgb(255, 0, 0)), Color::Indexed(196));
        assert_eq!(Depth::Ansi256.nearest(Color::Rgb(128, 128, 128)), Color::Indexed(244));
        assert_eq!(Depth::Ansi256.nearest(Color::Blue), Color::Blue);
        assert_eq!(Depth::Ansi16.nearest(Color::Rgb(250, 10, 10)), Color::LightRed);
        assert_eq!(Depth::Ansi16.nearest(Color::Indexed(16)), Color::Black);
        assert_eq!(Depth::Ansi16.nearest(Color::Reset), Color::Reset);
    }

    #[test]
    fn a_tint_that_sixteen_colours_lose_becomes_reverse_video() {
        let style = Style::new().fg(Color::Yellow).bg(Color::Rgb(20, 30, 40));
        let reduced = Depth::Ansi16.reduce(style);
        assert_eq!(reduced.bg, None);
        assert!(reduced.add_modifier.contains(Modifier::REVERSED));
        let named = Style::new().bg(Color::Blue);
        assert_eq!(Depth::Ansi16.reduce(named), named);
    }
}
