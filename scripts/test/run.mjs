import { spawn } from 'node:child_process'

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: object, cwd?: string, show?: boolean, uid?: number, gid?: number }} [options]
 *   `show` lets its output through as it comes; otherwise it is only collected.
 * @returns {Promise<{ ok: boolean, output: string }>} `output` is stdout and stderr as they came.
 */
export function run(command, args, { env = {}, show = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      ...options,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const chunks = []
    const take = (stream, sink) => {
      stream.on('data', (chunk) => {
        chunks.push(chunk)
        if (show) sink.write(chunk)
      })
    }
    take(child.stdout, process.stdout)
    take(child.stderr, process.stderr)
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => {
      resolve({ ok: code === 0, output: Buffer.concat(chunks).toString() })
    })
  })
}

/** Does it start at all? */
export async function works(command, args = ['--version']) {
  return (await run(command, args)).ok
}
