import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'

export interface DeployRequest {
  /** The repository, built. */
  root: string
  env: NodeJS.ProcessEnv
  /** Takes the CLI's output as it comes, and our own lines. */
  write(text: string): void
}

/** What the CLI prints when something failed; its exit code says 0 all the same. */
const FAILURE_MARKS = [/✖/, /失败/, /\berror\b/i, /No valid identity information/i]

/** Colours and cursor movements, which may stand in the middle of a word. */
const ESCAPES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;?]*[A-Za-z]`, 'g')

const INSTALL = 'the CloudBase CLI is not here: npm i -g @cloudbase/cli, then tcb login'

/**
 * Deploys every function of `cloudbaserc.json` with the CloudBase CLI.
 *
 * @returns The exit code: 0 only when the CLI ended well and printed no failure.
 */
export async function deploy({ root, env, write }: DeployRequest): Promise<number> {
  const problems = problemsBefore(root, env)
  for (const problem of problems) write(`${problem}\n`)
  if (problems.length > 0) return 1

  const { code, output } = await runCli({ root, env, write })
  const mark = failureIn(output)
  if (mark) write(`\ndeploy failed: the CLI printed ${JSON.stringify(mark)}\n`)
  else if (code !== 0) write(`\ndeploy failed: the CLI ended with code ${code}\n`)
  return mark || code !== 0 ? 1 : 0
}

/** The line that says that it failed, if one does. */
export function failureIn(output: string): string | undefined {
  const lines = output.replace(ESCAPES, '').split(/\r?\n/)
  return lines.find((line) => FAILURE_MARKS.some((mark) => mark.test(line)))?.trim()
}

/** What would fail, or deploy something else than was meant. Names variables, never values. */
function problemsBefore(root: string, env: NodeJS.ProcessEnv): string[] {
  const text = readFileSync(join(root, 'cloudbaserc.json'), 'utf8')
  const { functions } = JSON.parse(text) as { functions: { name: string }[] }
  const unbuilt = functions
    .map(({ name }) => `dist/cloudfunctions/${name}/index.js`)
    .filter((path) => !existsSync(join(root, path)))
    .map((path) => `${path} is not there: npm run build`)
  const folders = (env.PATH ?? '').split(delimiter)
  const installed = folders.some((folder) => folder && existsSync(join(folder, 'tcb')))
  return [
    ...(installed ? [] : [INSTALL]),
    ...(env.TCB_ENV_ID ? [] : ['TCB_ENV_ID is not set: the id of the CloudBase environment']),
    ...unbuilt,
  ]
}

function runCli({ root, env, write }: DeployRequest): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn('tcb', ['fn', 'deploy', '--all', '--force'], {
      cwd: root,
      env,
      stdio: ['inherit', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      const decoder = new StringDecoder('utf8')
      stream.on('data', (chunk: Buffer) => {
        const text = decoder.write(chunk)
        output += text
        write(text)
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: output + error.message }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
