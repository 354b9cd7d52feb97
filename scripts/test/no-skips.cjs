/**
 * Fails the run when a test did not run: skipped, todo, or left out because another one is focused.
 * A suite without tests is an error of jest's own.
 */
module.exports = class NoSkips {
  skipped = []

  onTestResult(_test, { testResults }) {
    for (const { fullName, status } of testResults) {
      if (status !== 'passed' && status !== 'failed') this.skipped.push(fullName)
    }
  }

  onRunComplete() {
    if (this.skipped.length === 0) return
    process.stderr.write(
      `\nThese tests did not run, which fails the run:\n  ${this.skipped.join('\n  ')}\n`,
    )
  }

  getLastError() {
    if (this.skipped.length === 0) return undefined
    return new Error(`${this.skipped.length} tests did not run`)
  }
}
