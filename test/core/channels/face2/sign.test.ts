import { certHash } from '../../../../core/channels/face2/sign'
import vectors from '../../../vectors/face2/cert-hash.json'

interface Case {
  name: string
  given: { certType: string; certName: string; certNo: string; cert_hash?: string }
  expect: { cert_hash?: string }
  invalid?: string
}

const CASES = vectors.cases as Case[]

test.each(CASES.filter(({ invalid }) => !invalid))(
  'certHash · vector · $name',
  ({ given: { certType, certName, certNo }, expect: { cert_hash } }) => {
    expect(certHash({ certType, certName, certNo })).toBe(cert_hash)
  },
)

test.each(CASES.filter(({ invalid }) => invalid))(
  'certHash · F2-2 what upstream refuses · never made: $name',
  ({ given: { certType, certName, certNo, cert_hash } }) => {
    expect(cert_hash).toMatch(/^[0-9a-fA-F]{40,64}$/)
    expect(certHash({ certType, certName, certNo })).not.toBe(cert_hash)
  },
)

test('certHash · vectors · both sides are there', () => {
  expect(CASES.filter(({ invalid }) => !invalid).length).toBeGreaterThan(4)
  expect(CASES.filter(({ invalid }) => invalid).length).toBeGreaterThan(4)
})

test('certHash · F2-2 a blank more, another case · another hash: nothing is normalised here', () => {
  const person = { certType: 'IDENTITY_CARD', certName: '张三', certNo: '65000019720101009X' }
  const hash = certHash(person)
  expect(certHash({ ...person, certName: '张三 ' })).not.toBe(hash)
  expect(certHash({ ...person, certNo: '65000019720101009x' })).not.toBe(hash)
})
