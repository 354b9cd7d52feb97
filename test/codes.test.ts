import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeTable } from '../core/channels/code-table'
import * as face1 from '../core/channels/face1/codes'
import * as face2 from '../core/channels/face2/codes'
import * as iauth from '../core/channels/iauth/codes'
import * as realname from '../core/channels/realname/codes'

const ROOT = join(__dirname, '..')

/** Where a code of each surface has its row. One line per channel; its folder asks for it. */
const TABLES: Record<string, Record<string, CodeTable>> = {
  iauth: {
    errorcode: iauth.TRANSPORT_CODES,
    yt_errorcode: iauth.VERDICT_CODES,
    client: iauth.CLIENT_CODES,
  },
  realname: { errcode: realname.CALL_CODES, event: realname.EVENT_CODES },
  face1: {
    identify_ret: face1.VERDICT_CODES,
    further: face1.FURTHER_CODES,
    errcode: face1.CALL_CODES,
    checkIsSupport: face1.SUPPORT_CODES,
  },
  face2: {
    verify_ret: face2.VERDICT_CODES,
    errcode: face2.CALL_CODES,
    client: face2.CLIENT_CODES,
  },
}

interface Case {
  given: { surface: string; code: string }
  expect: { effect: string; error?: string; cause?: string; retry?: string }
}

const CHANNELS = readdirSync(join(ROOT, 'core/channels'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

function casesOf(channel: string): Case[] {
  const text = readFileSync(join(ROOT, `test/vectors/${channel}/codes.json`), 'utf8')
  return JSON.parse(text).cases
}

/** `errorcode 8: UPSTREAM_UNAVAILABLE vendor retry pending`; what is a yes or a hint has no row. */
function wantedRows(channel: string): string[] {
  return casesOf(channel).flatMap(({ given: { surface, code }, expect: row }) =>
    row.error ? [`${surface} ${code}: ${row.error} ${row.cause} ${row.retry} ${row.effect}`] : [],
  )
}

function presentRows(channel: string): string[] {
  return Object.entries(TABLES[channel] ?? {}).flatMap(([surface, table]) =>
    Object.entries(table).map(
      ([code, { code: error, cause, retry, effect = 'failed' }]) =>
        `${surface} ${code}: ${error} ${cause} ${retry} ${effect}`,
    ),
  )
}

/** Rows of the page's tables: code, meaning, ErrorCode, cause, retry, effect. */
function documentedRows(page: string): string[] {
  return page.split('\n').flatMap((line) => {
    const [, code, , error, cause, retry, effect] = line
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim())
    const named = /^`(?<name>[^`]+)`$/.exec(code ?? '')?.groups?.name
    const refused = /^`(?<name>[A-Z_]+)`$/.exec(error ?? '')?.groups?.name
    return named && refused && effect ? [`${named}: ${refused} ${cause} ${retry} ${effect}`] : []
  })
}

test('codes · channels · every folder has its line here, and the reverse', () => {
  expect(CHANNELS.sort()).toEqual(Object.keys(TABLES).sort())
})

describe.each(CHANNELS)('%s', (channel) => {
  test('codes · known codes · are many, each named once', () => {
    const names = casesOf(channel).map(({ given }) => `${given.surface} ${given.code}`)
    expect(names.length).toBeGreaterThan(10)
    expect(new Set(names).size).toBe(names.length)
  })

  test('codes · tables · every known code has its row, and the reverse', () => {
    expect(presentRows(channel).sort()).toEqual(wantedRows(channel).sort())
  })

  test('codes · tables · what is a yes has no row that could be read as a no', () => {
    for (const { given, expect: row } of casesOf(channel)) {
      if (row.error) continue
      expect(Object.keys(TABLES[channel]?.[given.surface] ?? {})).not.toContain(given.code)
    }
  })

  const path = join(ROOT, `docs/channels/${channel}.md`)
  if (!existsSync(path)) return // the layout test asks for the page

  test('codes · documentation · names the same codes with the same meaning', () => {
    const wanted = wantedRows(channel).map((row) => row.slice(row.indexOf(' ') + 1))
    expect(documentedRows(readFileSync(path, 'utf8')).sort()).toEqual(wanted.sort())
  })
})

test('codes · documentation · its tables are read', () => {
  const page = [
    '| code | 含义 | → ErrorCode | cause | retry | effect | to the person |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    '| `0` | 成功 | – | – | – | hint | |',
    '| `8` | 系统错误 | `UPSTREAM_UNAVAILABLE` | vendor | retry | pending | 服务繁忙。 |',
    '| `FACE1` | a variable | `off` |',
  ]
  expect(documentedRows(page.join('\n'))).toEqual(['8: UPSTREAM_UNAVAILABLE vendor retry pending'])
})
