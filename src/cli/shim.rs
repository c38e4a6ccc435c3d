//! Stands in for `corpus::read_one`, which is built elsewhere. Goes away when it is there.

/// The one article in the file at `path` (`-` is standard input), or the one that is its `record`.
pub(super) fn read_one(
    path: &std::path::Path,
    record: Option<u64>,
    fields: &std::collections::BTreeMap<String, String>,
) -> anyhow::Result<crate::corpus::Article> {
    use anyhow::Context;
    use std::io::Read;
    let _ = fields;
    let name = path.display().to_string();
    let body = if name == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        text
    } else {
        std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?
    };
    Ok(crate::corpus::Article {
        id: crate::corpus::ArticleId::derive(&name, "", 0),
        key: None,
        origin: crate::corpus::Origin { path: name, record },
        title: body.lines().next().unwrap_or_default().to_string(),
        byline: None,
        source: None,
        place: None,
        section: None,
        tags: Vec::new(),
        lang: None,
        url: None,
        date: None,
        body,
    })
}
