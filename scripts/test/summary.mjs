const SLOWEST = 8
const MESSAGE_LINES = 40

/**
 * The result for people: failures with their reasons, the slowest cases, and the verdict as the very
 * last line.
 *
 * @param {import('./jest.mjs').Case[]} cases
 * @returns {{ text: string, ok: boolean }} `ok` when everything ran and passed.
 */
export function summarise(cases) {
  const count = (status) => cases.filter((test) => test.status === status).length
  const [passed, failed, skipped] = ['passed', 'failed', 'skipped'].map(count)
  const lines = [...failures(cases), ...slowest(cases)]
  // Nothing at all is no success: an empty run proves nothing.
  const nothing = cases.length === 0 ? 1 : 0
  const verdict = `${passed} passed, ${failed + nothing} failed`
  lines.push('', skipped > 0 ? `${verdict}, ${skipped} skipped` : verdict)
  return { text: lines.join('\n'), ok: failed + nothing + skipped === 0 }
}

function failures(cases) {
  const bad = cases.filter(({ status }) => status !== 'passed')
  return bad.flatMap(({ name, status, message }) => {
    const reason = (message ?? '').split('\n').slice(0, MESSAGE_LINES)
    return ['', `✗ ${name}${status === 'skipped' ? ' (skipped)' : ''}`, ...reason.map(indent)]
  })
}

function slowest(cases) {
  const slow = [...cases].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST)
  return ['', 'slowest:', ...slow.map(({ name, ms }) => `  ${(ms / 1000).toFixed(1)} s  ${name}`)]
}

function indent(line) {
  return line ? `    ${line}` : line
}
