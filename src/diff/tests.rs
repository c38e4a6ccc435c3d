//! Whole comparisons: what must hold for any two texts, and what real reports must show.

use super::*;

#[test]
fn scratch() {
    let a = std::fs::read_to_string(std::env::var("A").unwrap()).unwrap();
    let b = std::fs::read_to_string(std::env::var("B").unwrap()).unwrap();
    let t = std::time::Instant::now();
    let c = compare(Text { body: &a }, Text { body: &b });
    println!("{:?}", t.elapsed());
    for blk in c.reading_order() {
        let (Block::Pair(g) | Block::Left(g) | Block::Right(g)) = blk;
        let gr = &c.groups[g];
        println!(
            "-- {blk:?} {:?} {:.2} {}",
            gr.kind,
            gr.similarity,
            if gr.moved { "MOVED" } else { "" }
        );
        if gr.kind == GroupKind::Same {
            println!(
                "   = {}",
                c.left.sentences[gr.left[0]].span.of(&a).chars().take(60).collect::<String>()
            );
            continue;
        }
        for s in &gr.left {
            println!("   L {}", c.left.sentences[*s].span.of(&a));
        }
        for s in &gr.right {
            println!("   R {}", c.right.sentences[*s].span.of(&b));
        }
        for ch in &gr.changes {
            println!("      {:?} [{}] -> [{}]", ch.kind, ch.left.of(&a), ch.right.of(&b));
        }
    }
    for f in &c.figures {
        println!(
            "{} | {:?} {:?} {} g{}",
            f.label,
            f.left.as_ref().map(|f| &f.text),
            f.right.as_ref().map(|f| &f.text),
            f.agrees,
            f.group
        );
    }
    println!("{:?}\n{:?}", c.scores, c.totals());
}
