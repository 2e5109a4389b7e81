/// <reference lib="dom" />

/**
 * The part of Markdown that Adaptive Cards allow: bold, italic, links and lists.
 *
 * @returns markup in which everything that came from the card is escaped.
 * @see {@link https://learn.microsoft.com/adaptive-cards/authoring-cards/text-features}
 */
export function cardMarkdown(text: string): string {
  const blocks: string[] = [];
  let list: { readonly tag: string; readonly items: string[] } = { tag: '', items: [] };
  for (const line of text.split(/\r?\n/)) {
    const item = /^\s*(?:([-*+])|\d+\.)\s+(.*)$/.exec(line);
    if (item === null) {
      list = { tag: '', items: [] };
      if (line.trim() !== '') blocks.push(`<p>${inline(line)}</p>`);
      continue;
    }
    const tag = item[1] === undefined ? 'ol' : 'ul';
    if (list.tag !== tag) {
      list = { tag, items: [] };
      blocks.push('');
    }
    list.items.push(`<li>${inline(item[2] ?? '')}</li>`);
    blocks[blocks.length - 1] = `<${tag}>${list.items.join('')}</${tag}>`;
  }
  return blocks.join('');
}

function inline(text: string): string {
  return escapeMarkup(text)
    .replace(/\[([^\]]+)\]\((https?:[^\s)]+)\)/g, '<a href="$2" target="_blank" rel="noopener">$1</a>')
    .replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>')
    .replace(/(^|[^\w])_(.+?)_(?!\w)/g, '$1<em>$2</em>')
    .replace(/(^|[^*])\*([^*\s][^*]*)\*(?!\*)/g, '$1<em>$2</em>');
}

function escapeMarkup(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
