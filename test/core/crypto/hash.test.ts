import { hmacSha1, hmacSha256, md5Hex, sha256 } from '../../../core/crypto/hash'

const KEY = Buffer.alloc(20, 0x0b)

test('hash · RFC 2202 · HMAC-SHA1', () => {
  expect(hmacSha1(KEY, 'Hi There').toString('hex')).toBe('b617318655057264e28bc0b6fb378c8ef146be00')
})

test('hash · RFC 4231 · HMAC-SHA-256', () => {
  expect(hmacSha256(KEY, 'Hi There').toString('hex')).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
})

test('hash · FIPS 180-4 · SHA-256 of abc', () => {
  expect(sha256('abc').toString('hex')).toBe(
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
  )
})

test('hash · RFC 1321 · MD5 is lower-case hex', () => {
  expect(md5Hex('message digest')).toBe('f96b697d7cb7938d525a2f31aaf161d0')
})

test('hash · text and its UTF-8 bytes · the same', () => {
  expect(md5Hex('张三')).toBe(md5Hex(Buffer.from('张三', 'utf8')))
  expect(hmacSha256('张', '三')).toEqual(hmacSha256(Buffer.from('张'), Buffer.from('三')))
})
