//! The notation of a style: `bold yellow on #203040 underline`.
//! Colours are names of the theme's palette, ANSI names, numbers 0–255 or `#rrggbb`.

use ratatui::style::{Color, Modifier, Style};
use std::collections::HashMap;

const ATTRIBUTES: &[(&str, Modifier)] = &[
    ("bold", Modifier::BOLD),
    ("dim", Modifier::DIM),
    ("italic", Modifier::ITALIC),
    ("underline", Modifier::UNDERLINED),
    ("reverse", Modifier::REVERSED),
    ("crossed", Modifier::CROSSED_OUT),
];

/// Reads a style: attributes and a colour in any order, `on` before the colour of the background.
pub(super) fn parse(text: &str, palette: &HashMap<String, Color>) -> Result<Style, String> {
    let mut style = Style::new();
    let mut words = text.split_whitespace();
    while let Some(word) = words.next() {
        if let Some((_, attribute)) = ATTRIBUTES.iter().find(|(name, _)| *name == word) {
            style = style.add_modifier(*attribute);
        } else if word == "on" {
            let word = words.next().ok_or("a colour must follow `on`")?;
            style = style.bg(colour(word, palette)?);
        } else {
            style = style.fg(colour(word, palette)?);
        }
    }
    Ok(style)
}

/// Reads a colour.
pub(super) fn colour(word: &str, palette: &HashMap<String, Color>) -> Result<Color, String> {
    if let Some(colour) = palette.get(word) {
        return Ok(*colour);
    }
    match word {
        "default" => Ok(Color::Reset),
        word => word.parse().map_err(|_| {
            format!(
                "`{word}` is neither a colour nor an attribute; colours are names such as `blue` \
                 or `light-blue`, numbers from 0 to 255, `#rrggbb` and `default`, attributes are \
                 {}",
                ATTRIBUTES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
            )
        }),
    }
}
