// Builds everything that runs into dist/. `--quiet` prints nothing unless something is wrong.
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build, stop } from 'esbuild'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..')
const DIST = join(ROOT, 'dist')

/** Programs that run from the repository, beside its node_modules. */
const PROGRAMS = [
  { entry: 'server/main.ts', out: 'server.js' },
  { entry: 'scripts/start.ts', out: 'start.js' },
  { entry: 'scripts/doctor.ts', out: 'doctor.js' },
  { entry: 'scripts/deploy.ts', out: 'deploy.js' },
  { entry: 'bench/main.ts', out: 'bench.js' },
]

/** Never inside a function: it brings its own PostgreSQL, tens of megabytes of it. */
const NEVER_IN_A_FUNCTION = ['@electric-sql/pglite']

/** Asked for by `pg` inside a `try`, and done without. */
const OPTIONAL = ['pg-native']

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  metafile: true,
  write: false,
  logLevel: 'silent',
  // CommonJS has no import.meta; a program that asks where it lies shall still be told.
  define: { 'import.meta.url': '__here' },
  banner: { js: 'const __here = require("node:url").pathToFileURL(__filename).href;' },
}

/** The folders of cloudfunctions/ that are functions: an index.ts, and not a store adapter. */
async function functionNames() {
  const folder = join(ROOT, 'cloudfunctions')
  if (!existsSync(folder)) return []
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('store-'))
    .map((entry) => entry.name)
    .filter((name) => existsSync(join(folder, name, 'index.ts')))
    .sort()
}

/** One function: everything in one file, so that the cloud installs nothing. */
async function buildFunction(name, version) {
  const result = await build({
    ...OPTIONS,
    entryPoints: [`cloudfunctions/${name}/index.ts`],
    target: 'node18',
    minify: true,
    keepNames: true, // logs name the class of an error
  })
  refuse(name, result.metafile)
  const manifest = { name, version, private: true, main: 'index.js', engines: { node: '>=18' } }
  const files = [
    [`cloudfunctions/${name}/index.js`, result.outputFiles[0].contents],
    [`cloudfunctions/${name}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`],
  ]
  // Permissions for cloud calls, read by WeChat DevTools.
  const config = join(ROOT, 'cloudfunctions', name, 'config.json')
  if (existsSync(config)) {
    files.push([`cloudfunctions/${name}/config.json`, await readFile(config)])
  }
  return files
}

/** Stops the build when a function would carry, or look for, what it must not have. */
function refuse(name, metafile) {
  const imported = Object.values(metafile.inputs).flatMap((input) => input.imports)
  const seen = [...Object.keys(metafile.inputs), ...imported.map(({ path }) => path)]
  for (const banned of NEVER_IN_A_FUNCTION) {
    if (!seen.some((path) => path.includes(banned))) continue
    throw new Error(`cloudfunctions/${name}: ${banned} must not be in a cloud function`)
  }
  const outside = imported
    .filter(({ external, path }) => external && path !== '<runtime>' && !isBuiltin(path))
    .map(({ path }) => path)
    .filter((path) => !OPTIONAL.includes(path))
  if (outside.length > 0) {
    throw new Error(`cloudfunctions/${name}: not bundled: ${[...new Set(outside)].join(', ')}`)
  }
}

async function buildProgram({ entry, out }) {
  const result = await build({
    ...OPTIONS,
    entryPoints: [entry],
    target: 'node20',
    packages: 'external',
  })
  return [[out, result.outputFiles[0].contents]]
}

/** Whole or not at all, and only when it changed: a running server may be reading the old one. */
async function put([path, contents]) {
  const target = join(DIST, path)
  const wanted = Buffer.from(contents)
  const present = await readFile(target).catch(() => undefined)
  if (present?.equals(wanted)) return { path, size: wanted.length }
  await mkdir(dirname(target), { recursive: true })
  const draft = `${target}.${process.pid}`
  await writeFile(draft, wanted)
  await rename(draft, target)
  return { path, size: wanted.length }
}

/** A function that was renamed or removed shall not be deployed once more. */
async function removeStale(names) {
  const folder = join(DIST, 'cloudfunctions')
  const present = await readdir(folder).catch(() => [])
  const stale = present.filter((name) => !names.includes(name))
  await Promise.all(stale.map((name) => rm(join(folder, name), { recursive: true })))
}

/** esbuild's own errors carry places in the source; anything else is one line. */
function explain(error) {
  if (!error.errors?.length) return error.message
  return error.errors
    .map(({ text, location }) =>
      location ? `${location.file}:${location.line}:${location.column + 1} ${text}` : text,
    )
    .join('\n')
}

async function main() {
  const started = performance.now()
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'))
  const names = await functionNames()
  const settled = await Promise.allSettled([
    ...names.map((name) => buildFunction(name, version)),
    ...PROGRAMS.map(buildProgram),
  ])
  const failures = settled.flatMap(({ reason }) => (reason ? [explain(reason)] : []))
  if (failures.length > 0) throw new Error(failures.join('\n'))

  const written = await Promise.all(settled.flatMap(({ value }) => value.map(put)))
  await removeStale(names)
  if (process.argv.includes('--quiet') || process.argv.includes('--run')) return
  for (const { path, size } of written) {
    console.log(`dist/${path}  ${(size / 1024).toFixed(0)} KiB`)
  }
  console.log(`built in ${Math.round(performance.now() - started)} ms`)
}

const ORPHAN_POLL_MS = 200

/**
 * npm hands a signal to the shell that it runs us in, and the shell dies without a word to us. So the
 * end of that shell is the signal.
 */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return
  const shell = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === shell) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, ORPHAN_POLL_MS)
  watch.unref()
}

/** `--run NAME …`: goes on as that program, in this very process, with the arguments behind it. */
async function run(name, args) {
  await stop()
  endWithNpm()
  const program = join(DIST, `${name}.js`)
  process.argv = [process.argv[0], program, ...args]
  await import(pathToFileURL(program).href)
}

main().then(
  () => {
    const at = process.argv.indexOf('--run')
    return at < 0 ? undefined : run(process.argv[at + 1], process.argv.slice(at + 2))
  },
  (error) => {
    console.error(`build failed: ${explain(error)}`)
    process.exit(1)
  },
)
