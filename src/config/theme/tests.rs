//! The themes that come with the program, those of the user, and their mistakes.

use super::*;
use ratatui::style::{Color, Modifier};

/// Relative luminance and contrast as WCAG 2 defines them.
fn contrast(a: [u8; 3], b: [u8; 3]) -> f64 {
    let luminance = |rgb: [u8; 3]| {
        let [r, g, b] = rgb.map(|c| {
            let c = f64::from(c) / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * r + 0.7152 * g + 0.0722 * b
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn with(text: &str) -> Result<Theme> {
    let dir = tempfile::tempdir().unwrap();
    let paths = Paths::below(dir.path());
    let themes = paths.config_dir().join("themes");
    std::fs::create_dir_all(&themes).unwrap();
    std::fs::write(themes.join("mine.toml"), text).unwrap();
    Theme::load("mine", &paths, Depth::True, false)
}

#[test]
fn every_built_in_theme_styles_every_role_at_every_depth() {
    for (name, _) in BUILT_IN {
        for depth in [Depth::Mono, Depth::Ansi16, Depth::Ansi256, Depth::True] {
            let theme = Theme::built_in(name, depth).unwrap();
            for (role, role_name) in ROLES {
                assert!(theme.get(*role).is_some(), "{name} lacks {role_name}");
            }
        }
    }
    assert!(Theme::built_in("sepia", Depth::True).is_err());
}

#[test]
fn each_role_has_one_name() {
    // `Success` is the last of the enum, so its number tells how many there are.
    assert_eq!(ROLES.len(), Role::Success as usize + 1);
    for (place, (role, name)) in ROLES.iter().enumerate() {
        assert_eq!(*role as usize, place, "{name} is out of order");
    }
}

#[test]
fn mono_has_no_colours() {
    let theme = Theme::built_in("mono", Depth::True).unwrap();
    for (role, name) in ROLES {
        let style = theme.style(*role);
        assert_eq!((style.fg, style.bg), (None, None), "{name}");
    }
    assert!(theme.style(Role::Selection).add_modifier.contains(Modifier::REVERSED));
}

#[test]
fn text_can_be_read_on_its_background() {
    for (name, screens) in [
        ("dark", [[0, 0, 0], [30, 30, 30]]),
        ("colorblind", [[0, 0, 0], [30, 30, 30]]),
        ("light", [[255, 255, 255], [250, 245, 235]]),
    ] {
        let theme = Theme::built_in(name, Depth::True).unwrap();
        let ink = if name == "light" { [0, 0, 0] } else { [230, 230, 230] };
        for (role, role_name) in ROLES {
            let style = theme.style(*role);
            let least = if matches!(role, Role::Border | Role::Scrollbar) { 2.5 } else { 4.5 };
            for screen in screens {
                let rgb = |colour: Option<Color>| colour.and_then(colour::components);
                let (fg, bg) = (rgb(style.fg).unwrap_or(ink), rgb(style.bg).unwrap_or(screen));
                let got = contrast(fg, bg);
                assert!(got >= least, "{name}: {role_name} has a contrast of {got:.1}");
            }
        }
    }
}

#[test]
fn auto_follows_the_terminal_and_no_colours_means_mono() {
    let paths = Paths::below(std::path::Path::new("/nowhere"));
    let name = |name, depth, light| {
        Theme::load(name, &paths, depth, light).map(|theme| theme.name().to_string()).ok()
    };
    assert_eq!(name("auto", Depth::True, false).as_deref(), Some("dark"));
    assert_eq!(name("auto", Depth::True, true).as_deref(), Some("light"));
    assert_eq!(name("light", Depth::Ansi256, false).as_deref(), Some("light"));
    assert_eq!(name("light", Depth::Mono, true).as_deref(), Some("mono"));
    assert_eq!(name("mine", Depth::True, true), None);
    assert_eq!(name("../config", Depth::True, true), None);
}

#[test]
fn the_next_theme_comes_round() {
    let first = Theme::built_in("dark", Depth::Ansi256).unwrap();
    let mut theme = first.clone();
    for _ in BUILT_IN {
        theme = theme.next();
    }
    assert_eq!(theme, first);
    assert_eq!(first.next().name(), "light");
    let mono = Theme::built_in("mono", Depth::Mono).unwrap();
    assert_eq!(mono.next().name(), "mono");
}

#[test]
fn a_theme_of_the_users_changes_what_it_names() {
    let theme = with(
        "inherits = \"light\"\n[colors]\nink = \"#102030\"\n[styles]\n\
         title = \"bold underline ink on 7\"\nmatch = \"light-red\"\n",
    )
    .unwrap();
    let title = theme.style(Role::Title);
    assert_eq!((title.fg, title.bg), (Some(Color::Rgb(16, 32, 48)), Some(Color::Indexed(7))));
    assert!(title.add_modifier.contains(Modifier::BOLD | Modifier::UNDERLINED));
    assert_eq!(theme.style(Role::Match).fg, Some(Color::LightRed));
    let light = Theme::built_in("light", Depth::True).unwrap();
    assert_eq!(theme.style(Role::Moved), light.style(Role::Moved));
    assert_eq!((theme.name(), theme.next().name()), ("mine", "dark"));
}

#[test]
fn mistakes_name_line_and_remedy() {
    for (text, parts) in [
        ("[styles]\ntitel = \"bold\"", &["mine.toml, line 2", "`titel`", "`title`"][..]),
        ("[styles]\ntitle = \"bold blu\"", &["line 2", "`blu`", "#rrggbb"]),
        ("[styles]\ntitle = \"on\"", &["line 2", "`on`"]),
        ("[colors]\na = \"#12\"", &["line 2", "`#12`"]),
        ("[colours]\na = \"red\"", &["line 1", "`colors`"]),
        ("inherits = \"sepia\"", &["mine.toml", "sepia"]),
        ("[styles]\ntitle = 3", &["line 2", "text in quotes"]),
    ] {
        let error = format!("{:#}", with(text).unwrap_err());
        for part in parts {
            assert!(error.contains(part), "{text:?}: {error:?} lacks {part:?}");
        }
    }
}
