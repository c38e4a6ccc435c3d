//! Regular expressions to a tree: letters, `.`, sets, groups, `|` and repetition, with the place of
//! what is wrong. Anchors are taken and mean nothing, since a whole word is matched anyway.

use super::PatternError;
use crate::text::fold::fold;

/// Groups may nest this deep.
const MAX_DEPTH: usize = 30;

/// Repetitions that may be asked for.
const MAX_REPEAT: u32 = 255;

/// A pattern.
pub(super) enum Ast {
    Class(Class),
    /// One after the other.
    Then(Vec<Ast>),
    /// One of these.
    Either(Vec<Ast>),
    /// From so often to so often.
    Repeat(Box<Ast>, u32, Option<u32>),
}

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    ranges: Vec<(char, char)>,
    negated: bool,
}

impl Class {
    pub(super) fn any() -> Self {
        Self { ranges: Vec::new(), negated: true }
    }

    pub(super) fn of(c: char) -> Self {
        Self { ranges: vec![(c, c)], negated: false }
    }

    pub(super) fn has(&self, c: char) -> bool {
        self.ranges.iter().any(|&(from, to)| (from..=to).contains(&c)) != self.negated
    }

    /// The one character of it.
    pub(super) fn only(&self) -> Option<char> {
        match self.ranges.as_slice() {
            &[(from, to)] if from == to && !self.negated => Some(from),
            _ => None,
        }
    }

    /// How many characters are in it; none where nearly all are.
    pub(super) fn size(&self) -> Option<u32> {
        let size = |&(from, to): &(char, char)| (to as u32).saturating_sub(from as u32) + 1;
        (!self.negated).then(|| self.ranges.iter().map(size).sum())
    }
}

/// The tree of `text`.
pub(super) fn parse(text: &str) -> Result<Ast, PatternError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let ast = parser.either()?;
    match parser.peek() {
        None => Ok(ast),
        Some(_) => Err(error(parser.at, "this ) was never opened; write \\) for the sign")),
    }
}

fn error(at: usize, message: &'static str) -> PatternError {
    PatternError { at, message }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, c: char) -> bool {
        let is = self.peek() == Some(c);
        if is {
            self.at += c.len_utf8();
        }
        is
    }

    fn either(&mut self) -> Result<Ast, PatternError> {
        let mut parts = vec![self.then()?];
        while self.take('|') {
            parts.push(self.then()?);
        }
        Ok(if parts.len() > 1 { Ast::Either(parts) } else { Ast::Then(parts) })
    }

    fn then(&mut self) -> Result<Ast, PatternError> {
        let mut parts = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') {
                break;
            }
            let at = self.at;
            let one = match self.one()? {
                Some(one) => self.repeated(one, at)?,
                None => continue,
            };
            parts.push(one);
        }
        Ok(Ast::Then(parts))
    }

    /// One character, set or group; none for an anchor.
    fn one(&mut self) -> Result<Option<Ast>, PatternError> {
        let at = self.at;
        Ok(Some(match self.next() {
            None | Some('^' | '$') => return Ok(None),
            Some('.') => Ast::Class(Class::any()),
            Some('[') => Ast::Class(self.set(at)?),
            Some('(') => {
                if self.text.get(self.at..).is_some_and(|rest| rest.starts_with("?:")) {
                    self.at += 2;
                }
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(error(at, "too many groups inside one another"));
                }
                let group = self.either()?;
                self.depth -= 1;
                if !self.take(')') {
                    return Err(error(at, "expected a closing ) for this group"));
                }
                group
            }
            Some('*' | '+' | '?' | '{') => {
                return Err(error(at, "this repeats nothing; a letter must stand before it"));
            }
            Some('\\') => match self.escape(at)? {
                Escape::Class(class) => Ast::Class(class),
                Escape::Char(c) => letter(c),
            },
            Some(c) => letter(c),
        }))
    }

    fn repeated(&mut self, mut one: Ast, at: usize) -> Result<Ast, PatternError> {
        loop {
            let (least, most) = match self.peek() {
                Some('*') => (0, None),
                Some('+') => (1, None),
                Some('?') => (0, Some(1)),
                Some('{') => {
                    one = self.counted(one)?;
                    continue;
                }
                _ => return Ok(one),
            };
            self.at += 1;
            // A pile of signs says no more than two of them: `a+*?` is `a*`.
            one = match one {
                Ast::Repeat(inner, low, high) if low <= 1 && high.is_none_or(|high| high == 1) => {
                    let most = high.and(most);
                    Ast::Repeat(inner, low.min(least), most)
                }
                one => Ast::Repeat(Box::new(one), least, most),
            };
            if self.at - at > 4 * super::MOST {
                return Err(error(at, super::TOO_LONG));
            }
        }
    }

    /// `{2}`, `{2,}` or `{2,5}` after `one`.
    fn counted(&mut self, one: Ast) -> Result<Ast, PatternError> {
        const EXPECTED: &str = "expected a count such as {2}, {2,} or {2,5}";
        let at = self.at;
        self.at += 1;
        let rest = self.text.get(self.at..).unwrap_or_default();
        let inside = rest.split_once('}').map(|(inside, _)| inside);
        let Some(inside) = inside else { return Err(error(at, EXPECTED)) };
        let number = |text: &str| text.parse::<u32>().ok().filter(|&n| n <= MAX_REPEAT);
        let counts = match inside.split_once(',') {
            None => number(inside).map(|n| (n, Some(n))),
            Some((least, "")) => number(least).map(|n| (n, None)),
            Some((least, most)) => number(least).zip(number(most).map(Some)),
        };
        match counts {
            Some((least, most)) if most.is_none_or(|most| most >= least) => {
                self.at += inside.len() + 1;
                self.depth += 1;
                if self.depth > MAX_DEPTH {
                    return Err(error(at, "too many counts after one another"));
                }
                Ok(Ast::Repeat(Box::new(one), least, most))
            }
            _ => Err(error(at, EXPECTED)),
        }
    }

    fn set(&mut self, at: usize) -> Result<Class, PatternError> {
        let unclosed = error(at, "expected a closing ] for this set");
        let mut class = Class { ranges: Vec::new(), negated: self.take('^') };
        let mut first = true;
        loop {
            let from = match self.next() {
                None => return Err(unclosed),
                Some(']') if !first => return Ok(class),
                Some('\\') => match self.escape(self.at - 1)? {
                    Escape::Class(inner) => {
                        class.ranges.extend(inner.ranges);
                        first = false;
                        continue;
                    }
                    Escape::Char(c) => c,
                },
                Some(c) => c,
            };
            first = false;
            let rest = self.text.get(self.at..).unwrap_or_default();
            let mut to = from;
            if rest.starts_with('-') && !rest.starts_with("-]") {
                self.at += 1;
                to = self.next().ok_or_else(|| unclosed.clone())?;
                if to < from {
                    return Err(error(at, "a range in this set ends before it begins"));
                }
            }
            class.add(from, to);
        }
    }

    fn escape(&mut self, at: usize) -> Result<Escape, PatternError> {
        let class = |ranges: &[(char, char)]| Class { ranges: ranges.to_vec(), negated: false };
        Ok(match self.next() {
            None => return Err(error(at, "expected a sign after \\")),
            Some('d') => Escape::Class(class(&[('0', '9')])),
            Some('w') => Escape::Class(class(&[('0', '9'), ('a', 'z'), ('\u{80}', char::MAX)])),
            Some(c) if c.is_ascii_alphanumeric() => {
                return Err(error(at, "of letters after \\, only \\d and \\w are known"));
            }
            Some(c) => Escape::Char(c),
        })
    }
}

enum Escape {
    Class(Class),
    Char(char),
}

impl Class {
    /// Adds a range, its ends as the index has them.
    fn add(&mut self, from: char, to: char) {
        let folded = |c: char| {
            let key = fold(c.encode_utf8(&mut [0; 4]));
            let mut all = key.chars();
            all.next().filter(|_| all.next().is_none()).unwrap_or(c)
        };
        let (low, high) = (folded(from), folded(to));
        self.ranges.push(if low <= high { (low, high) } else { (from, to) });
    }
}

/// A letter as the index has it: `É` is `e`, `ß` is `ss`.
fn letter(c: char) -> Ast {
    let key = fold(c.encode_utf8(&mut [0; 4]));
    let mut parts: Vec<Ast> = key.chars().map(|c| Ast::Class(Class::of(c))).collect();
    match parts.pop() {
        None => Ast::Class(Class::of(c)),
        Some(only) if parts.is_empty() => only,
        Some(last) => {
            parts.push(last);
            Ast::Then(parts)
        }
    }
}
