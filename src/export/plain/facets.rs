//! What a search finds, counted, as plain text: a table for each thing it was counted by, with bars.

use super::{Pen, Role, count, number};
use crate::library::{Facet, Facets};
use std::io::{self, Write};

/// The longest bar.
const BAR: usize = 20;

/// Writes a table for each facet, an empty line between them.
pub fn facets(out: &mut dyn Write, pen: Pen, facets: &Facets) -> io::Result<()> {
    let total = count(facets.total, "article matches", "articles match");
    writeln!(out, "{}", pen.row(Role::Dim, &total))?;
    for facet in &facets.facets {
        writeln!(out)?;
        writeln!(out, "{}", head(pen, facet))?;
        let widest = facet.values.iter().map(|value| number(value.count as u64).len()).max();
        let most = facet.values.iter().map(|value| value.count).max().unwrap_or(1).max(1);
        for value in &facet.values {
            let bar = (value.count * BAR).div_ceil(most);
            let told = format!("{:>1$}  ", number(value.count as u64), widest.unwrap_or(0));
            let mut line = pen.text().with(Role::Plain, &told);
            line.push(Role::Accent, &format!("{:<BAR$}  ", "▇".repeat(bar)));
            line.push(Role::Plain, &value.value);
            if let Some(title) = &value.title {
                line.push(Role::Dim, &format!("  {title}"));
            }
            writeln!(out, "{}", line.fitted(pen.columns))?;
        }
    }
    Ok(())
}

/// `source · 12 of 490 · 3 without`
fn head(pen: Pen, facet: &Facet) -> super::Row {
    let mut told = match facet.period {
        Some(period) => format!(" by {}", period.name()),
        None => String::new(),
    };
    told.push_str(&match facet.values.len() {
        all if all == facet.distinct => format!(" · {}", number(all as u64)),
        some => format!(" · {} of {}", number(some as u64), number(facet.distinct as u64)),
    });
    if facet.without > 0 {
        told.push_str(&format!(" · {} without", number(facet.without as u64)));
    }
    let mut line = pen.text().with(Role::Title, facet.by.name());
    line.push(Role::Dim, &told);
    line.row()
}
