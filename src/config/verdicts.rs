//! The group of settings that says what verdicts on pairs of articles go by: each threshold by its
//! name in `neardup`, with the range it may lie in.

use super::document;
use super::settings;
use super::value::Value;
use crate::neardup::Thresholds;
use anyhow::Result;

/// The group's name.
pub(super) const GROUP: &str = "verdicts";

/// A threshold by what it measures, which says what it may be.
enum Bound<'t> {
    /// A part of a whole.
    Share(&'t mut f32),
    /// How many times as much.
    Times(&'t mut f32),
    /// A mean length in words.
    Mean(&'t mut f32),
    /// A length in words.
    Words(&'t mut u32),
    /// How many.
    Count(&'t mut u32),
}

/// One threshold: its name and where it is kept.
type Row = (&'static str, for<'t> fn(&'t mut Thresholds) -> Bound<'t>);

const THRESHOLDS: &[Row] = &[
    ("copy", |t| Bound::Share(&mut t.copy)),
    ("near", |t| Bound::Share(&mut t.near)),
    ("contained", |t| Bound::Share(&mut t.contained)),
    ("blocks", |t| Bound::Count(&mut t.blocks)),
    ("covered", |t| Bound::Share(&mut t.covered)),
    ("passage", |t| Bound::Words(&mut t.passage)),
    ("excerpt", |t| Bound::Share(&mut t.excerpt)),
    ("longer", |t| Bound::Times(&mut t.longer)),
    ("phrase", |t| Bound::Words(&mut t.phrase)),
    ("phrase_at_home", |t| Bound::Words(&mut t.phrase_at_home)),
    ("much", |t| Bound::Words(&mut t.much)),
    ("half", |t| Bound::Share(&mut t.half)),
    ("quote", |t| Bound::Words(&mut t.quote)),
    ("foot", |t| Bound::Words(&mut t.foot)),
    ("sentence", |t| Bound::Mean(&mut t.sentence)),
    ("slack", |t| Bound::Words(&mut t.slack)),
    ("furniture", |t| Bound::Words(&mut t.furniture)),
    ("aside", |t| Bound::Share(&mut t.aside)),
    ("event", |t| Bound::Share(&mut t.event)),
    ("event_crowd", |t| Bound::Share(&mut t.event_crowd)),
    ("event_late", |t| Bound::Share(&mut t.event_late)),
    ("event_rivals", |t| Bound::Share(&mut t.event_rivals)),
    ("event_at_home", |t| Bound::Share(&mut t.event_at_home)),
    ("event_abroad", |t| Bound::Share(&mut t.event_abroad)),
    ("event_borne_out", |t| Bound::Share(&mut t.event_borne_out)),
    ("event_telling", |t| Bound::Count(&mut t.event_telling)),
    ("event_days", |t| Bound::Count(&mut t.event_days)),
    ("event_small", |t| Bound::Count(&mut t.event_small)),
    ("event_partners", |t| Bound::Count(&mut t.event_partners)),
];

/// Whether there is such a threshold.
pub(super) fn knows(name: &str) -> bool {
    THRESHOLDS.iter().any(|(known, _)| *known == name)
}

/// Lays the thresholds that `group` names over the others.
pub(super) fn overlay(thresholds: &mut Thresholds, group: &Value<'_>) -> Result<()> {
    let document = group.document;
    for (name, at, value) in document::entries(group.group()?) {
        let Some((name, bound)) = THRESHOLDS.iter().find(|(known, _)| *known == name) else {
            if settings::names().any(|known| known == name) {
                return Err(document.error(at, format!("`{name}` belongs above [{GROUP}]")));
            }
            let known = THRESHOLDS.iter().map(|(name, _)| *name);
            return Err(document.unknown(at, "threshold", name, known));
        };
        let value = Value { document, name, value };
        match bound(thresholds) {
            Bound::Share(share) => *share = value.measure(0.0..=1.0)?,
            Bound::Times(times) => *times = value.measure(1.0..=100.0)?,
            Bound::Mean(words) => *words = value.measure(0.0..=10_000.0)?,
            Bound::Words(words) => *words = value.number(1..=10_000)?,
            Bound::Count(count) => *count = value.number(0..=1_000)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::Settings;
    use super::*;
    use std::collections::BTreeSet;

    const DEFAULTS: &str = include_str!("../../assets/config.toml");

    /// Every threshold there is, by its name in `neardup`.
    fn all() -> BTreeSet<String> {
        let value = serde_json::to_value(Thresholds::default()).unwrap();
        value.as_object().unwrap().keys().cloned().collect()
    }

    #[test]
    fn every_threshold_can_be_set() {
        let known: BTreeSet<String> = THRESHOLDS.iter().map(|row| row.0.to_string()).collect();
        assert_eq!(known, all());
        assert_eq!(known.len(), THRESHOLDS.len(), "one is listed twice");
    }

    #[test]
    fn the_defaults_name_and_explain_every_one_and_are_those_of_neardup() {
        let group = DEFAULTS.split_once("[verdicts]\n").unwrap().1;
        let mut lines = vec![""];
        lines.extend(group.lines());
        for name in all() {
            let at = lines.iter().position(|line| line.starts_with(&format!("{name} = ")));
            let at = at.unwrap_or_else(|| panic!("{name} has no default"));
            assert!(lines[at - 1].starts_with("# "), "{name} is not explained");
        }
        assert_eq!(Settings::defaults().unwrap().verdicts, Thresholds::default());
    }

    #[test]
    fn each_name_sets_the_threshold_of_that_name() {
        for name in all() {
            // Whatever it measures, it can be one.
            let text = format!("[verdicts]\n{name} = 1\n");
            let settings = Settings::parse("config.toml", &text).unwrap();
            let mut expected = serde_json::to_value(Thresholds::default()).unwrap();
            let found = serde_json::to_value(settings.verdicts).unwrap();
            expected[&name] = found[&name].clone();
            assert_eq!(found, expected, "{name}");
            assert_eq!(found[&name].as_f64(), Some(1.0), "{name}");
        }
    }

    #[test]
    fn the_users_thresholds_lie_over_the_defaults() {
        let text = "fold = false\n[verdicts]\ncopy = 0.9\nphrase = 8\n";
        let settings = Settings::parse("config.toml", text).unwrap();
        let expected = Thresholds { copy: 0.9, phrase: 8, ..Thresholds::default() };
        assert_eq!(settings.verdicts, expected);
        assert!(!settings.fold);
    }

    #[test]
    fn reports_of_one_event_need_not_be_sought() {
        let text = "[verdicts]\nevent_partners = 0\nevent_days = 0\n";
        let verdicts = Settings::parse("config.toml", text).unwrap().verdicts;
        assert_eq!((verdicts.event_partners, verdicts.event_days), (0, 0));
    }
}
