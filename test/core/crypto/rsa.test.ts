import { constants, createPrivateKey, privateDecrypt, publicEncrypt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPkcs1Opener } from '../../../core/crypto/rsa'
import blocks from '../../vectors/rsa-pkcs1/blocks.json'
import rejection from '../../vectors/rsa-pkcs1/implicit-rejection.json'

const readKey = (file: string) => readFileSync(join(__dirname, '../../vectors', file), 'utf8')
const MERCHANT = readKey('keys/realname-merchant.test-key.pem')
const OTHER = readKey('keys/realname-other.test-key.pem')

/** Ciphertext of a block as it is, made by the runtime. */
function encryptBlock(block: Buffer, pem: string): Buffer {
  return publicEncrypt({ key: pem, padding: constants.RSA_NO_PADDING }, block)
}

test.each(blocks.cases)('opener · vector · $name', ({ given, expect: wanted }) => {
  const open = createPkcs1Opener(readKey(given.keyFile))
  const opened = open(Buffer.from(given.ciphertext, 'base64'))
  const hex = 'messageHex' in wanted ? wanted.messageHex : wanted.implicitRejectionHex
  expect(opened?.toString('hex')).toBe(hex)
})

describe.each(rejection.groups)('opener · implicit rejection · $bits bits', (group) => {
  const der = Buffer.from(group.privateKeyPkcs8Base64, 'base64')
  const open = createPkcs1Opener(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))

  test.each(group.cases)('$name', ({ ciphertextHex, ...given }) => {
    const opened = open(Buffer.from(ciphertextHex, 'hex'))
    expect(opened?.toString('hex')).toBe('expectHex' in given ? given.expectHex : undefined)
  })
})

test.each([
  ['empty', Buffer.alloc(0)],
  ['a byte short', Buffer.alloc(255, 1)],
  ['a byte long, zero in front', Buffer.concat([Buffer.alloc(1), Buffer.alloc(256, 1)])],
  ['not below the modulus', Buffer.alloc(256, 0xff)],
])('opener · %s · nothing, and no error of the runtime', (_name, ciphertext) => {
  expect(createPkcs1Opener(MERCHANT)(ciphertext)).toBeUndefined()
})

test('opener · RSA-6 · the wrong key · bytes that change with the ciphertext, never the message', () => {
  const open = createPkcs1Opener(OTHER)
  const block = Buffer.concat([
    Buffer.from([0, 2]),
    Buffer.alloc(247, 0x5a),
    Buffer.from('\0secret'),
  ])
  const ciphertext = encryptBlock(block, MERCHANT)
  expect(createPkcs1Opener(MERCHANT)(ciphertext)?.toString()).toBe('secret')
  expect(open(ciphertext)?.toString('latin1')).not.toContain('secret')
  expect(open(ciphertext)).toEqual(open(ciphertext))
})

/** Only runtimes with OpenSSL 3.2 or later reject implicitly by themselves. */
const NATIVE = Number(process.versions.openssl?.split('.').slice(0, 2).join('.')) >= 3.2

test('opener · random ciphertexts · the same as the runtime, where it rejects implicitly', () => {
  const open = createPkcs1Opener(MERCHANT)
  const key = createPrivateKey(MERCHANT)
  for (let n = 0; n < 200; n++) {
    const block = Buffer.alloc(256, n).fill(0, 0, 1)
    const ciphertext = encryptBlock(block, MERCHANT)
    const opened = open(ciphertext)
    expect(opened).toBeInstanceOf(Buffer)
    if (NATIVE) {
      expect(opened).toEqual(
        privateDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, ciphertext),
      )
    }
  }
})
