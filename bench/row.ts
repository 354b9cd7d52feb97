/** One comparison: ours against something bare, both measured in this run, on this machine. */
export interface Row {
  what: string
  ours: number
  /** What it is measured against. */
  against: string
  theirs: number
  unit: string
  /** What the ratio ours : theirs should be, where there is a goal. Never a test: machines differ. */
  goal?: string
  /** What numbers cannot say, such as that theirs throws. */
  note?: string
}

/** The rows as a table for people; numbers to three digits. */
export function formatTable(rows: readonly Row[]): string {
  const head = ['what', 'ours', 'unit', 'against', 'theirs', 'ratio', 'goal', 'note']
  const body = rows.map(({ what, ours, unit, against, theirs, goal, note }) => [
    what,
    short(ours),
    unit,
    against,
    short(theirs),
    short(ours / theirs),
    goal ?? '',
    note ?? '',
  ])
  const widths = head.map((heading, column) =>
    // Notes are sentences, and nothing stands to the right of them.
    heading === 'note'
      ? heading.length
      : Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...body].map(line).join('\n')
}

function short(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–'
}
