// The days and figures of the page that are broken over two lines. What people or documents wrote is theirs.
() => {
  const said =
    /\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}月\d{1,2}日|\d{4}-\d\d-\d\d|\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\b(?: \d{4})?|\d+ (?:个工作日|项次|[项条个天次份])/g;
  const theirs = "pre, .words, .paper, .said, mark, textarea, select, svg, .only-read";
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walk.nextNode()); ) {
    if (node.parentElement.closest(theirs)) continue;
    for (const hit of node.data.matchAll(said)) {
      const range = document.createRange();
      range.setStart(node, hit.index);
      range.setEnd(node, hit.index + hit[0].length);
      const tops = new Set([...range.getClientRects()].filter((one) => one.width > 0).map((one) => Math.round(one.top)));
      if (tops.size > 1) found.push(hit[0]);
    }
  }
  return found;
};
