import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { DirectoryLock } from './store-postgres/pglite'

/** Another process works in the directory. The message names the directory and the process. */
export class DirectoryInUse extends Error {
  override readonly name = 'DirectoryInUse'
}

/** A process that was killed takes a moment to be gone; whoever starts it again need not wait. */
const PATIENCE_MS = 3_000
const RETRY_MS = 100

/** Longer than two starting processes need to see each other's file. */
const CONFIRM_MS = 50

/** Who holds a lock: the number alone may belong to somebody else by now. */
interface Holder {
  pid: number
  /** When that process began, as the kernel tells it; empty where it does not. */
  began: string
  /** Random: tells this lock from an earlier one of the same process. */
  nonce: string
}

/**
 * Takes a directory for this process alone, with the file `lock` in it, and makes it if need be.
 * The lock of a process that has died is taken over. It does not reach across containers that
 * share a volume.
 *
 * @param patienceMs How long a living holder is waited for.
 * @returns `path`: the folder `pglite` in the directory, where the database may lie.
 * @throws {DirectoryInUse}
 */
export async function lockDirectory(
  directory: string,
  patienceMs = PATIENCE_MS,
): Promise<DirectoryLock> {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = join(directory, 'lock')
  const mine: Holder = {
    pid: process.pid,
    began: beganAt(process.pid),
    nonce: randomBytes(16).toString('hex'),
  }

  for (let waited = 0; !take(file, mine); waited += RETRY_MS) {
    if (waited >= patienceMs) throw inUse(directory, readHolder(file))
    await sleep(RETRY_MS)
  }
  await sleep(CONFIRM_MS)
  if (readHolder(file)?.nonce !== mine.nonce) throw inUse(directory, readHolder(file))

  held.add(mine.nonce)
  return {
    path: join(directory, 'pglite'),
    async release() {
      held.delete(mine.nonce)
      if (readHolder(file)?.nonce === mine.nonce) rmSync(file, { force: true })
    },
  }
}

/** Locks of this process. In a container every process is number 1, the dead one too. */
const held = new Set<string>()

/** @returns `false` while somebody alive holds it. */
function take(file: string, mine: Holder): boolean {
  const own = `${file}.${mine.nonce}`
  writeFileSync(own, JSON.stringify(mine), { flag: 'wx', mode: 0o600 })
  try {
    if (isLinked(own, file)) return true
    const holder = readHolder(file)
    if (holder && isAlive(holder)) return false
    renameSync(own, file)
    return true
  } finally {
    rmSync(own, { force: true })
  }
}

/** Gives the file its name unless the name is taken; it is never seen half written. */
function isLinked(own: string, file: string): boolean {
  try {
    linkSync(own, file)
    return true
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false
    throw error
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    const { pid, began, nonce } = JSON.parse(readFileSync(file, 'utf8'))
    return Number.isSafeInteger(pid) && pid > 0 ? { pid, began, nonce } : undefined
  } catch {
    return undefined
  }
}

function isAlive({ pid, began, nonce }: Holder): boolean {
  if (pid === process.pid) return held.has(nonce)
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!isCode(error, 'EPERM')) return false
  }
  return began === beganAt(pid)
}

/**
 * Boot and clock tick at which a process began; empty where there is no `/proc`. One that has ended
 * and waits for its parent to notice (`Z`) has let go of its files, and is nobody.
 */
function beganAt(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return afterName[0] === 'Z' ? 'ended' : `${boot}/${afterName[19]}`
  } catch {
    return ''
  }
}

function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code
}

function inUse(directory: string, holder: Holder | undefined): DirectoryInUse {
  const who = holder ? `process ${holder.pid}` : 'another process'
  return new DirectoryInUse(`${directory} is in use by ${who}: one server per data directory`)
}
