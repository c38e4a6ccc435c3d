use super::*;

#[test]
fn placeholder() {
    assert!(of("", &Context::default()).is_empty());
}
