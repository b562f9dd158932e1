//! The fenced blocks of a page in Markdown.

/// A fenced block: the words of its fence, and its lines.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    /// The words behind the backticks: the language, and what the page says of the block besides.
    pub fence: Vec<&'a str>,
    /// The lines between the fences.
    pub lines: Vec<&'a str>,
}

/// Returns the blocks of a page, in their order.
pub fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut is_open = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(_) if is_open => is_open = false,
            Some(fence) => {
                let fence = fence.split_whitespace().collect();
                let lines = Vec::new();
                blocks.push(Block { fence, lines });
                is_open = true;
            }
            None if is_open => blocks
                .last_mut()
                .into_iter()
                .for_each(|it| it.lines.push(line)),
            None => {}
        }
    }
    blocks
}
