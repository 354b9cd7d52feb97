import { GCM_IV_BYTES, openAes256Gcm, sealAes256Gcm } from '../../../core/crypto/gcm'

/** Test case 16 of the GCM specification (McGrew, Viega). */
const KNOWN = {
  key: Buffer.from('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308', 'hex'),
  iv: Buffer.from('cafebabefacedbaddecaf888', 'hex'),
  plaintext: Buffer.from(
    'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72' +
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    'hex',
  ),
  ciphertext:
    '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
    '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662',
}
const PARTS = { key: KNOWN.key, aad: 'place' }
const SEALED = sealAes256Gcm(KNOWN.plaintext, KNOWN.iv, PARTS)

test('AES-256-GCM · published ciphertext · iv, ciphertext, tag', () => {
  expect(SEALED.subarray(0, GCM_IV_BYTES)).toEqual(KNOWN.iv)
  expect(SEALED.subarray(GCM_IV_BYTES, -16).toString('hex')).toBe(KNOWN.ciphertext)
  expect(openAes256Gcm(SEALED, PARTS)).toEqual(KNOWN.plaintext)
})

test('AES-256-GCM · any single bit changed · does not open', () => {
  for (let at = 0; at < SEALED.length; at++) {
    const changed = Buffer.from(SEALED)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(openAes256Gcm(changed, PARTS)).toBeUndefined()
  }
})

test('AES-256-GCM · any length cut · does not open', () => {
  for (let size = 0; size < SEALED.length; size++) {
    expect(openAes256Gcm(SEALED.subarray(0, size), PARTS)).toBeUndefined()
  }
})

test('AES-256-GCM · another place or key · does not open', () => {
  expect(openAes256Gcm(SEALED, { ...PARTS, aad: 'elsewhere' })).toBeUndefined()
  expect(openAes256Gcm(SEALED, { ...PARTS, key: Buffer.alloc(32) })).toBeUndefined()
})
