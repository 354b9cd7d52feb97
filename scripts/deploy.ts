import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deploy } from './deploy/run'

// Built into dist/, so the repository is one folder up.
const root = join(fileURLToPath(import.meta.url), '../..')
const write = (text: string) => void process.stdout.write(text)

async function main() {
  process.exitCode = await deploy({ root, env: process.env, write })
}

void main()
