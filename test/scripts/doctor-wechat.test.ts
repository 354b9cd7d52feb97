import { readConfig } from '../../core/config'
import type { WechatSandboxOptions } from '../../sandbox/wechat'
import { createWechatSandbox } from '../../sandbox/wechat'
import { reachCategories } from '../../scripts/doctor/reach-wechat'
import { readKey } from '../support/wechat-house'

const ACCOUNT = { appId: 'wx0000000000000001', appSecret: 'marked-secret' }

/** What the doctor says of a mini-program that is set up so at WeChat. */
async function remarksOn(
  options: Partial<WechatSandboxOptions>,
  variables: Record<string, string> = {},
) {
  const sandbox = createWechatSandbox({ ...ACCOUNT, ...options })
  try {
    const config = readConfig(
      {
        SHIMING_MODE: 'sandbox',
        WECHAT_ENDPOINT: await sandbox.listen(),
        WECHAT_APP_ID: ACCOUNT.appId,
        WECHAT_APP_SECRET: ACCOUNT.appSecret,
        REALNAME_MCH_ID: '1900000001',
        REALNAME_CERT_SERIAL: 'A'.repeat(40),
        REALNAME_PRIVATE_KEY: readKey('realname-merchant'),
        REALNAME_CATEGORY_ID: '99,904',
        ...variables,
      },
      () => '',
    )
    return await reachCategories(config)
  } finally {
    await sandbox.close()
  }
}

test('doctor · REALNAME_CATEGORY_ID is one of the mini-program · the list, nothing wrong', async () => {
  expect(await remarksOn({})).toEqual([{ level: 'ok', text: 'category 99,904: 政务民生 / 政务' }])
})

test('doctor · REALNAME_CATEGORY_ID of another mini-program · wrong, with the ones there are', async () => {
  const remarks = await remarksOn({}, { REALNAME_CATEGORY_ID: '1,2' })
  expect(remarks.map(({ level }) => level)).toEqual(['ok', 'wrong'])
  expect(remarks[1]?.text).toContain('REALNAME_CATEGORY_ID')
})

test('doctor · WA-11 not on the whitelist · names the address that WeChat saw', async () => {
  const [remark] = await remarksOn({ ipAllowed: ['203.0.113.7'] })
  expect(remark).toMatchObject({ level: 'wrong', mend: expect.stringContaining('IP白名单') })
  expect(remark?.text).toMatch(/40164, from the address .*127\.0\.0\.1/)
})

test('doctor · a wrong secret · says which variable, not what is in it', async () => {
  const remarks = await remarksOn({}, { WECHAT_APP_SECRET: 'marked-other-secret' })
  expect(JSON.stringify(remarks)).not.toContain('marked')
  expect(remarks[0]).toMatchObject({ level: 'wrong', mend: 'WECHAT_APP_SECRET' })
})
