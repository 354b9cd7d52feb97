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
}

/** The rows as a table for people; numbers to three digits. */
export function formatTable(rows: readonly Row[]): string {
  const head = ['what', 'ours', 'unit', 'against', 'theirs', 'ratio', 'goal']
  const body = rows.map(({ what, ours, unit, against, theirs, goal }) => [
    what,
    short(ours),
    unit,
    against,
    short(theirs),
    short(ours / theirs),
    goal ?? '',
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
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
