import type { Reply } from '../../../typings/contract'
import { openScriptedHouse } from '../scripted-house'

const codeOf = (reply: Reply<unknown>) => (reply.ok ? 'ok' : reply.error.code)

test.each(['字'.repeat(64), '𠮷'.repeat(64), 'a'])(
  'verify · open · purpose %s · taken as it is',
  async (purpose) => {
    const house = openScriptedHouse()
    const consent = { version: house.notice.version }
    const reply = await house.reply({ action: 'open', purpose, consent })
    expect(reply).toMatchObject({ ok: true, data: { purpose } })
  },
)

test('verify · open · purposes that the operator lists · no other', async () => {
  const listed = openScriptedHouse({ purposes: ['挂号', '缴费'] })
  const consent = { version: listed.notice.version }
  for (const [purpose, expected] of [
    ['挂号', 'ok'],
    ['开户', 'INVALID_INPUT'],
  ]) {
    expect(codeOf(await listed.reply({ action: 'open', purpose, consent }))).toBe(expected)
  }
})
