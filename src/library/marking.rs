//! Changing marks, for the screen and the command line alike: what is named is looked up, the file is
//! changed in one go, and what was said before is told, so that it can be taken back.

use super::lines::{Lines, now};
use super::marks::is_of;
use super::{Edit, Mark, Marks, Story, StoryId, Subject, View};
use crate::corpus::ArticleId;
use anyhow::Context;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

/// What is to be changed in a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What is marked.
    pub subject: Subject,
    /// Where the article stands; of a story, its first report.
    pub origin: String,
    /// Its headline.
    pub title: String,
    /// The changes, made one after the other.
    pub edits: Vec<Edit>,
}

/// What was changed in a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What is marked.
    pub subject: Subject,
    /// What was said before; nothing where it was not marked.
    pub before: Mark,
    /// What is said now.
    pub after: Mark,
}

impl Changed {
    /// What takes it back, and nothing else that was said since.
    pub fn undone(&self) -> Vec<Edit> {
        let Self { before, after, .. } = self;
        let mut edits = Vec::new();
        if before.read != after.read {
            edits.push(Edit::Read(before.read));
        }
        if before.starred != after.starred {
            edits.push(Edit::Star(before.starred));
        }
        edits.extend(after.tags.difference(&before.tags).cloned().map(Edit::Untag));
        edits.extend(before.tags.difference(&after.tags).cloned().map(Edit::Tag));
        if before.note != after.note {
            edits.push(Edit::Note(before.note.clone()));
        }
        edits
    }
}

impl Marks {
    /// Changes what is said of `subject` in the file at `path`, which others may change at the same time:
    /// nothing is lost. What then says nothing more is left out. `origin` and `title` are for whoever reads
    /// the file. Returns what is said now.
    ///
    /// # Errors
    /// When the file cannot be read or written; it is then as it was.
    pub fn change(
        path: &Path,
        corpus: &str,
        (subject, origin, title): (Subject, &str, &str),
        edits: &[Edit],
    ) -> anyhow::Result<Mark> {
        let (origin, title, edits) = (origin.to_string(), title.to_string(), edits.to_vec());
        let changed = Self::change_all(path, corpus, &[Change { subject, origin, title, edits }])?;
        Ok(changed.into_iter().next().map(|changed| changed.after).unwrap_or_default())
    }

    /// The same for several, in one go: all of them are changed or none.
    ///
    /// # Errors
    /// When the file cannot be read or written; it is then as it was.
    pub fn change_all(
        path: &Path,
        corpus: &str,
        changes: &[Change],
    ) -> anyhow::Result<Vec<Changed>> {
        Lines::<Mark>::change(path, |lines| {
            let names = changes.iter().map(|change| change.subject.to_string()).collect();
            let mut places = places(lines, corpus, &names);
            let mut changed = Vec::with_capacity(changes.len());
            let mut blank = HashSet::new();
            for Change { subject, origin, title, edits } in changes {
                let name = subject.to_string();
                let known = places.get(&name).copied();
                let before = known.and_then(|at| lines.get(at)).cloned();
                let mut after = before.clone().unwrap_or_else(|| Mark {
                    id: name.clone(),
                    corpus: Some(corpus.to_string()),
                    ..Mark::default()
                });
                edits.iter().for_each(|edit| edit.apply(&mut after));
                let same = before.as_ref().is_some_and(|before| *before == after);
                if !same {
                    after.id.clone_from(&name);
                    after.origin.clone_from(origin);
                    after.title.clone_from(title);
                    after.changed = now();
                    // A line that says nothing is left out once all is changed: places stay until then.
                    let at = lines.put(known, after.clone())?;
                    places.insert(name.clone(), at);
                }
                match after.is_blank() {
                    true => blank.insert(name),
                    false => blank.remove(&name),
                };
                changed.push(Changed {
                    subject: *subject,
                    before: before.unwrap_or_default(),
                    after,
                });
            }
            if !blank.is_empty() {
                lines.remove(|mark| blank.contains(&mark.id) && is_of(mark, corpus));
            }
            Ok(changed)
        })
    }
}

/// The line that holds for each of these names: of two the newer one.
fn places(lines: &Lines<Mark>, corpus: &str, names: &HashSet<String>) -> HashMap<String, usize> {
    let mut places: HashMap<String, (usize, &str)> = HashMap::new();
    let own = lines.iter().filter(|(_, mark)| names.contains(&mark.id) && is_of(mark, corpus));
    for (at, mark) in own {
        let place = places.entry(mark.id.clone()).or_insert((at, &mark.changed));
        if place.1 <= mark.changed.as_str() {
            *place = (at, &mark.changed);
        }
    }
    places.into_iter().map(|(name, (at, _))| (name, at)).collect()
}

/// What is to be marked, by what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// This article.
    Article(ArticleId),
    /// The story of this article, whole.
    StoryOf(ArticleId),
    /// What this mark is on, which need not be there any more.
    Marked(Box<Mark>),
}

/// What a user said of the articles of a view, as a screen asks for it.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The marks.
    pub marks: Arc<Marks>,
    /// By which names the story of an article is marked, where it is.
    pub stories: HashMap<ArticleId, Vec<Subject>>,
    /// The tags in use, the most frequent first.
    pub tags: Vec<String>,
}

impl View {
    /// What is known of all marks now.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn marks_known(&self) -> anyhow::Result<Known> {
        let marks = self.marks()?;
        let mut stories: HashMap<ArticleId, Vec<Subject>> = HashMap::new();
        for (id, mark) in marks.stories() {
            for report in self.reports_marked(id, mark) {
                stories.entry(report).or_default().push(Subject::Story(id));
            }
        }
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in marks.iter().flat_map(|(_, mark)| &mark.tags) {
            *counts.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(&str, usize)> = counts.into_iter().collect();
        tags.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        let tags = tags.into_iter().map(|(tag, _)| tag.to_string()).collect();
        Ok(Known { marks, stories, tags })
    }

    /// Changes what is said of each of these, in one go. What is not there any more is left out: the
    /// second list says why.
    ///
    /// # Errors
    /// When the file cannot be read or written; it is then as it was.
    pub fn mark(
        &self,
        wanted: &[(Target, Vec<Edit>)],
    ) -> anyhow::Result<(Vec<Changed>, Vec<String>)> {
        let marks = self.marks()?;
        let (mut changes, mut gone) = (Vec::with_capacity(wanted.len()), Vec::new());
        for (target, edits) in wanted {
            match self.change(&marks, target, edits) {
                Ok(change) => changes.push(change),
                Err(error) => gone.push(format!("{error:#}")),
            }
        }
        if changes.is_empty() {
            return Ok((Vec::new(), gone));
        }
        let changed = Marks::change_all(self.own.path(), self.own.corpus(), &changes)?;
        Ok((changed, gone))
    }

    fn change(&self, marks: &Marks, target: &Target, edits: &[Edit]) -> anyhow::Result<Change> {
        let (subject, card) = match target {
            Target::Article(id) => (Subject::Article(*id), self.card(*id)?),
            Target::StoryOf(id) => {
                let story = self.story_of(*id).context("this article is in no story")?;
                (self.subject_of(marks, story), self.card(story.first.unwrap_or(story.medoid))?)
            }
            Target::Marked(mark) => {
                let subject = Subject::named(&mark.id);
                let subject = subject.with_context(|| format!("{} names nothing", mark.id))?;
                let (origin, title) = (mark.origin.clone(), mark.title.clone());
                return Ok(Change { subject, origin, title, edits: edits.to_vec() });
            }
        };
        let (origin, title) = (card.origin.to_string(), card.title);
        Ok(Change { subject, origin, title, edits: edits.to_vec() })
    }

    /// By which name a story is marked: where it was before a rebuild, by the name it had then.
    fn subject_of(&self, marks: &Marks, story: &Story) -> Subject {
        let own = Subject::Story(story.id);
        if marks.of(own).is_some() {
            return own;
        }
        let known = marks.stories().find(|(id, mark)| {
            self.story_marked(*id, mark).is_some_and(|marked| marked.id == story.id)
        });
        known.map_or(own, |(id, _)| Subject::Story(id))
    }

    /// The story a mark is on. An index made anew may give it another name: then it is the story of the
    /// report that the mark names, or of the one that gave it its name.
    fn story_marked(&self, id: StoryId, mark: &Mark) -> Option<&Story> {
        let namesake = self.story_of(ArticleId(id.0));
        if let Some(story) = namesake.filter(|story| story.id == id) {
            return Some(story);
        }
        let first = || self.searcher.by_origin(&mark.origin).ok().flatten();
        self.story(id).or_else(|| self.story_of(first()?)).or(namesake)
    }

    /// The reports that a mark on a story holds for. Of a story that is none any more it is the report the
    /// mark names.
    pub(super) fn reports_marked(&self, id: StoryId, mark: &Mark) -> Vec<ArticleId> {
        match self.story_marked(id, mark) {
            Some(story) => story.ids().collect(),
            None => self.searcher.by_origin(&mark.origin).ok().flatten().into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Cancel, CorpusSpec, Library, Marked, Options};
    use std::fs;

    const FERRY: &str = "The ferry Halcyon ran aground on a sandbank off Calder Point on Saturday \
        morning with 28 people aboard, the coast guard said. Two lifeboats took the passengers ashore \
        within the hour, and nobody was hurt. The vessel had left the northern pier in thick fog shortly \
        before seven. Divers will look at the hull at low water, and the line stays closed until Monday.";

    /// Two copies and another report, refreshed.
    fn library() -> (tempfile::TempDir, Library) {
        let dir = tempfile::tempdir().unwrap();
        let corpus = dir.path().join("corpus");
        fs::create_dir(&corpus).unwrap();
        for (name, text) in [
            ("a.txt", format!("Ferry aground\n\n{FERRY}\n")),
            ("b.txt", format!("Ferry stuck\n\n{FERRY} A tug comes.\n")),
            ("c.txt", "Market opens\n\nTraders moved into the second hall.\n".to_string()),
        ] {
            fs::write(corpus.join(name), text).unwrap();
        }
        let spec = CorpusSpec::Paths { paths: vec![corpus], fields: Default::default() };
        let library = Library::open(spec, &Options::new(dir.path().join("data"))).unwrap();
        library.refresh(&|_| {}, &Cancel::default()).unwrap();
        (dir, library)
    }

    fn file(library: &Library) -> Vec<String> {
        let text = fs::read_to_string(&library.own_files().marks).unwrap();
        text.lines().map(str::to_string).collect()
    }

    #[test]
    fn a_mark_on_a_story_outlasts_its_name() {
        let (_dir, library) = library();
        let view = library.view().unwrap();
        let id = view.resolve("b.txt").unwrap();
        let star = [(Target::StoryOf(id), vec![Edit::Star(true)])];
        let (changed, gone) = view.mark(&star).unwrap();
        assert!(gone.is_empty() && changed[0].after.starred);
        let name = changed[0].after.id.clone();
        assert_eq!(view.marked(&Marked::Starred).unwrap().len(), 2);
        // The index made anew calls it by another name.
        let other = StoryId(7).to_string();
        let text = file(&library)[0].replace(&name, &other);
        fs::write(&library.own_files().marks, format!("{text}\n")).unwrap();
        assert_eq!(view.marked(&Marked::Starred).unwrap().len(), 2);
        let known = view.marks_known().unwrap();
        assert_eq!(known.stories[&id], [Subject::Story(StoryId(7))]);
        // What is said of it from now on goes to the same line.
        view.mark(&[(Target::StoryOf(id), vec![Edit::Tag("toll".into())])]).unwrap();
        let lines = file(&library);
        assert!(lines.len() == 1 && lines[0].contains(&other) && lines[0].contains("toll"));
        // A story that is none any more is the report it was named by.
        let text = lines[0].replace("a.txt", "c.txt").replace("b.txt", "c.txt");
        fs::write(&library.own_files().marks, format!("{text}\n")).unwrap();
        assert_eq!(view.marked(&Marked::Starred).unwrap(), [view.resolve("c.txt").unwrap()]);
    }

    #[test]
    fn what_was_changed_can_be_taken_back_and_no_more() {
        let (_dir, library) = library();
        let view = library.view().unwrap();
        let id = view.resolve("c.txt").unwrap();
        let mark = |edits: &[Edit]| {
            let (mut changed, _) = view.mark(&[(Target::Article(id), edits.to_vec())]).unwrap();
            changed.remove(0)
        };
        let first = mark(&[Edit::Star(true), Edit::Tag("toll".into()), Edit::Note("ask".into())]);
        mark(&[Edit::Read(true), Edit::Tag("fire".into())]);
        let target = Target::Marked(Box::new(first.after.clone()));
        view.mark(&[(target, first.undone())]).unwrap();
        let now = view.marks().unwrap().of(Subject::Article(id)).unwrap().clone();
        assert!(now.read && !now.starred && now.note.is_empty());
        assert_eq!(now.tags, ["fire".to_string()].into());
        assert_eq!(mark(&[Edit::Read(true)]).undone(), []);
        mark(&[Edit::Read(false), Edit::Untag("FIRE".into())]);
        assert_eq!(file(&library), [""; 0]);
    }
}
