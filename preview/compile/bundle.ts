import { basename, extname, isAbsolute, join, relative, sep } from 'node:path'
import type { BuildContext, BuildOptions, Message, OutputFile, Plugin } from 'esbuild'
import { build, context } from 'esbuild'
import { isFile, resolveReference, SCRIPT_EXTENSIONS } from './files'
import type { Problem } from './problem'
import type { CompiledProgram } from './program'
import { compileProgram } from './program'

/** Where the sources lie: the repository, and the mini-program in it. */
export interface Places {
  root: string
  miniprogramRoot: string
}

/** The files of one good build by name, or what is wrong. */
export type Built = { files: Map<string, Uint8Array> } | { problems: Problem[] }

/** Pages of our own: the frame, and what reloads the phone. They work while the phone has mistakes. */
const FRAME_FILES = ['frame/frame.ts', 'frame/frame.css', 'runtime/live.ts']

function optionsFor(root: string): BuildOptions {
  return {
    absWorkingDir: root,
    bundle: true,
    write: false,
    outdir: join(root, 'dist/preview'),
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'inline',
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"development"' },
  }
}

/** Bundles the frame around the phone: `frame.js`, `frame.css`, `live.js`. */
export async function buildFrame(root: string): Promise<Map<string, Uint8Array>> {
  const entryPoints = FRAME_FILES.map((file) => ({
    in: join(root, 'preview', file),
    out: basename(file, extname(file)),
  }))
  const { outputFiles } = await build({ ...optionsFor(root), entryPoints, write: false })
  return byName(outputFiles)
}

/**
 * Bundles the phone: `app.js`, `app.css`, the runtime plus the mini-program. With `watch()` of the
 * returned context every save builds again and calls `built`.
 */
export function createBundle(
  places: Places,
  built: (result: Built) => void,
): Promise<BuildContext> {
  return context({
    ...optionsFor(places.root),
    entryPoints: [{ in: 'mini-program', out: 'app' }],
    plugins: [miniProgram(places), reporting(places, built)],
  })
}

function byName(files: OutputFile[]): Map<string, Uint8Array> {
  return new Map(files.map(({ path, contents }) => [basename(path), contents]))
}

function reporting({ root }: Places, built: (result: Built) => void): Plugin {
  return {
    name: 'result',
    setup({ onEnd }) {
      onEnd(({ errors, outputFiles = [] }) => {
        if (errors.length > 0) return built({ problems: errors.map((one) => problemOf(one, root)) })
        return built({ files: byName(outputFiles) })
      })
    },
  }
}

function problemOf({ text, location }: Message, root: string): Problem {
  const file = location?.file ?? ''
  return {
    file: isAbsolute(file) ? relative(root, file) : file,
    line: location?.line ?? 1,
    column: (location?.column ?? 0) + 1,
    message: text,
  }
}

/** Compiles the mini-program into the entry of the bundle, and resolves its imports as WeChat does. */
function miniProgram({ root, miniprogramRoot }: Places): Plugin {
  return {
    name: 'mini-program',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^mini-program$/ }, () => ({
        path: 'entry',
        namespace: 'mini-program',
      }))
      onLoad({ filter: /.*/, namespace: 'mini-program' }, () => {
        const program = compileProgram(miniprogramRoot)
        return {
          contents: entryOf(program, join(root, 'preview/runtime/host.ts')),
          resolveDir: root,
          errors: program.problems.map(({ file, line, column, message }) => ({
            text: message,
            location: { file: relative(root, file), line, column: column - 1 },
          })),
          watchFiles: program.files,
          watchDirs: program.folders,
        }
      })
      onResolve({ filter: /^[./]/ }, ({ importer, path }) => {
        if (!importer.startsWith(miniprogramRoot + sep)) return undefined
        const base = resolveReference(miniprogramRoot, importer, path)
        const candidates = ['', ...SCRIPT_EXTENSIONS, '/index.ts', '/index.js']
        const found = candidates.map((end) => base + end).find(isFile)
        return found ? { path: found } : undefined
      })
    },
  }
}

/** The scripts are required one by one, since `Component()` must know whose script is running. */
function entryOf({ data, groupCode, appScript, scripts }: CompiledProgram, host: string): string {
  const json = JSON.stringify
  const defines = [...scripts]
    .filter(([, script]) => script)
    .map(([is, script]) => `host.define(${json(is)}, () => require(${json(script)}))`)
  return [
    `import { createHost } from ${json(host)}`,
    `const host = createHost({ ...${json(data)}, groups: ${groupCode} })`,
    appScript ? `host.run(() => require(${json(appScript)}))` : '',
    ...defines,
    'host.start()',
  ].join('\n')
}
