import { encodeGb18030 } from '../../sandbox/realname-gb18030'
import gb18030 from '../vectors/identity/gb18030.json'
import decrypt from '../vectors/realname/decrypt.json'
import signatures from '../vectors/realname/sign.json'
import { MERCHANT, openHouse, PATHS, realnameBody } from './wechat-client'

describe('sign.json', () => {
  test.each(signatures.cases)('$name', async ({ given, expect: wanted }) => {
    const { certSerialNo, timestamp } = given
    const strict = await openHouse({
      merchant: { ...MERCHANT, certSerial: certSerialNo },
      clock: { now: () => timestamp },
    })
    try {
      const signed = wanted.sign ?? ('sign' in given ? given.sign : '')
      const body = realnameBody('none', { cert_serialno: certSerialNo, timestamp, sign: signed })
      // Whoever gets past the signature is told that there is no such user token.
      const { errcode } = await strict.call(PATHS.realname, body)
      expect(errcode).toBe(wanted.sign === undefined ? 94003 : 94005)
    } finally {
      await strict.wechat.close()
    }
  })
})

describe('GB18030', () => {
  test.each(gb18030.cases.filter(({ name }) => !name.startsWith('95329031')))(
    '$name',
    ({ given, expect: wanted }) => {
      const character = String.fromCodePoint(Number.parseInt(wanted.unicode.slice(2), 16))
      expect(encodeGb18030(character).toString('hex')).toBe(given.bytes)
    },
  )

  const names = decrypt.cases.filter(
    ({ expect: { text, plaintextHex }, given }) =>
      text && given.charset === 'gb18030' && !plaintextHex?.includes('95329031'),
  )
  test.each(names)('decrypt.json · $name', ({ expect: { text, plaintextHex } }) => {
    expect(encodeGb18030(String(text)).toString('hex')).toBe(plaintextHex)
  })

  test('ASCII stays, half a surrogate pair is refused', () => {
    expect(encodeGb18030('Az0').toString()).toBe('Az0')
    expect(() => encodeGb18030('\ud800')).toThrow(RangeError)
  })
})
