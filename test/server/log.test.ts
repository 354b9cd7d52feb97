import { bugOf } from '../../core/log'
import { createLog, createLogger } from '../../server/log'

function open() {
  const lines: string[] = []
  const logger = createLogger({ write: (line) => lines.push(line) })
  return { log: createLog(logger), logger, lines }
}

test('a line · time, level, event, and the fields that were chosen', () => {
  const { log, lines } = open()
  log('call.answered', { trace: 'abc', ms: 3 })
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    event: 'call.answered',
    trace: 'abc',
    ms: 3,
  })
})

test('a field that should not be there · is not legible', () => {
  const { log, lines } = open()
  const secret = '110000199003071231'
  const nested = { idNumber: secret, openid: secret } as unknown as string
  log('call.answered', { name: secret, idNumber: secret, token: secret, nested })
  expect(lines.join()).not.toContain(secret)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    name: '[redacted]',
    idNumber: '[redacted]',
    token: '[redacted]',
    nested: '[redacted]',
  })
})

test('the framework’s own lines · hold no request, no address, no error', () => {
  const { logger, lines } = open()
  const secret = '110000199003071231'
  const own = logger.child({}, { level: 'warn' })
  own.info({ url: secret }, 'request')
  own.warn({ err: new Error(secret), req: { url: secret }, deep: [{ secret }] }, 'broken')
  expect(lines).toHaveLength(1)
  expect(lines[0]).not.toContain(secret)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'warn', event: 'broken' })
})

test('an error · class, code and frames, never its message', () => {
  const bug = bugOf(Object.assign(new SyntaxError('{"name":"张三"}\n{"x":1}'), { code: 'E1' }))
  expect(bug).toMatchObject({ error: 'SyntaxError', code: 'E1' })
  expect(bug.frames).toMatch(/^at .*log\.test\.ts/)
  expect(JSON.stringify(bug)).not.toContain('张三')
  expect(bugOf('张三')).toEqual({ error: 'string' })
  expect(bugOf(undefined)).toEqual({ error: 'undefined' })
})
