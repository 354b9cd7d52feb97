import type { KeyObject } from 'node:crypto'
import { constants, generateKeyPairSync, privateDecrypt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPkcs1Opener } from '../core/crypto/rsa'
import { ratesOf } from './measure'
import { NAME, seal } from './realname'
import type { Row } from './row'

interface Sealed {
  key: KeyObject
  pem: string
  ciphertext: Buffer
}

/** A way to open one field; it may throw. Bytes, or text in whatever encoding it takes them for. */
interface Way {
  against: string
  goal?: string
  open(): Buffer | string
}

/**
 * One field of the answer of getrealnameinfo, opened: ours with its constant-time decoding, against
 * the private-key operation alone and against what else there is on npm. Where one throws on this
 * Node, that is the result.
 */
export async function measureRealnameOpener(root: string): Promise<Row[]> {
  const { privateKey: key } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = String(key.export({ type: 'pkcs8', format: 'pem' }))
  const sealed = { key, pem, ciphertext: seal(NAME, key) }
  const opener = createPkcs1Opener(key)
  const ours = () => opener(sealed.ciphertext)
  if (!ours()?.equals(NAME)) throw new Error('the field did not open')

  const ways = [rawOperation(sealed), native(sealed), ...(await fromNpm(sealed, root))]
  const judged = ways.map((way) => ({ ...way, fault: faultOf(way) }))
  const working = judged.filter(({ fault }) => !fault?.startsWith('throws'))
  const works = Object.fromEntries(working.map(({ against, open }) => [against, open]))
  const rates: Record<string, number> = await ratesOf({ ours, ...works })
  return judged.map(({ against, goal, fault }) => ({
    what: 'realname field',
    ours: rates.ours ?? Number.NaN,
    against,
    theirs: rates[against] ?? Number.NaN,
    unit: 'per s',
    ...(goal && { goal }),
    ...(fault && { note: fault }),
  }))
}

/** What is wrong with what comes out; `undefined` when it is the name. */
function faultOf({ open }: Way): string | undefined {
  try {
    const opened = open()
    // The bare operation leaves the padding on.
    const isName = typeof opened === 'string' ? opened === '张三' : opened.subarray(-4).equals(NAME)
    return isName ? undefined : 'gives another text: reads GBK as UTF-8'
  } catch (error) {
    return `throws: ${error instanceof Error ? error.message : String(error)}`
  }
}

function rawOperation({ key, ciphertext }: Sealed): Way {
  const options = { key, padding: constants.RSA_NO_PADDING }
  return {
    against: 'privateDecrypt, RSA_NO_PADDING',
    goal: '≥ 0.8',
    open: () => privateDecrypt(options, ciphertext),
  }
}

function native({ key, ciphertext }: Sealed): Way {
  const options = { key, padding: constants.RSA_PKCS1_PADDING }
  return {
    against: 'privateDecrypt, RSA_PKCS1_PADDING',
    open: () => privateDecrypt(options, ciphertext),
  }
}

/** Loaded here and not above: the other measurements shall not carry them in their memory. */
async function fromNpm({ pem, ciphertext }: Sealed, root: string): Promise<Way[]> {
  const { default: forge } = await import('node-forge')
  const { Rsa } = await import('wechatpay-axios-plugin')
  const { default: WxPay } = await import('wechatpay-node-v3')

  const base64 = ciphertext.toString('base64')
  const bytes = ciphertext.toString('latin1')
  const forgeKey = forge.pki.privateKeyFromPem(pem)
  const privateKey = Buffer.from(pem)
  const merchant = { appid: 'wx0000000000000000', mchid: '1900000000', serial_no: '00' }
  const pay = new WxPay({ ...merchant, publicKey: privateKey, privateKey })
  const padding = constants.RSA_PKCS1_PADDING
  const named = (name: string) => `${name} ${versionOf(name, root)}`
  return [
    {
      against: named('node-forge'),
      open: () => Buffer.from(forgeKey.decrypt(bytes, 'RSAES-PKCS1-V1_5'), 'latin1'),
    },
    { against: named('wechatpay-axios-plugin'), open: () => Rsa.decrypt(base64, pem, padding) },
    { against: named('wechatpay-node-v3'), open: () => pay.privateDecrypt(base64, padding) },
  ]
}

function versionOf(name: string, root: string): string {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version
}
