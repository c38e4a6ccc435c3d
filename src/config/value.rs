//! The value of a setting, read as what it must be; a mistake is told with its line and what would
//! be right.

use super::document::Document;
use anyhow::Result;
use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The value of a setting, with its place for messages.
pub(super) struct Value<'v> {
    pub(super) document: &'v Document<'v>,
    pub(super) name: &'v str,
    pub(super) value: &'v Spanned<DeValue<'v>>,
}

impl Value<'_> {
    pub(super) fn text(&self) -> Result<&str> {
        self.document.string(self.name, self.value)
    }

    pub(super) fn switch(&self) -> Result<bool> {
        self.value.get_ref().as_bool().ok_or_else(|| self.error("must be true or false"))
    }

    /// A whole number of the range.
    pub(super) fn number<T>(&self, range: RangeInclusive<T>) -> Result<T>
    where
        T: TryFrom<i64> + PartialOrd + Display,
    {
        let integer = self.value.get_ref().as_integer();
        let number = integer
            .and_then(|number| i64::from_str_radix(number.as_str(), number.radix()).ok())
            .and_then(|number| T::try_from(number).ok());
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            let (start, end) = range.into_inner();
            self.error(&format!("must be a whole number from {start} to {end}"))
        })
    }

    /// A number of the range, whole or not.
    pub(super) fn measure(&self, range: RangeInclusive<f32>) -> Result<f32> {
        let written = match self.value.get_ref() {
            DeValue::Float(number) => Some(number.as_str()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str()),
            _ => None,
        };
        let number = written.and_then(|number| number.parse().ok());
        number.filter(|number| range.contains(number)).ok_or_else(|| {
            self.error(&format!("must be a number from {} to {}", range.start(), range.end()))
        })
    }

    pub(super) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T> {
        let text = self.text()?;
        let found = choices.iter().find(|(name, _)| *name == text);
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<_> = choices.iter().map(|(name, _)| format!("\"{name}\"")).collect();
            self.error(&format!("must be {}", names.join(" or ")))
        })
    }

    /// The settings of a group.
    pub(super) fn group(&self) -> Result<&DeTable<'_>> {
        self.document.table(self.name, self.value)
    }

    fn error(&self, message: &str) -> anyhow::Error {
        let at: Range<usize> = self.value.span();
        self.document.error(at, format!("`{}` {message}", self.name))
    }
}
