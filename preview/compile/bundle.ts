import { dirname, isAbsolute, join, relative, sep } from 'node:path'
import type { BuildContext, BuildOptions, Message, Plugin } from 'esbuild'
import { context } from 'esbuild'
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

const PAGES_OF_OUR_OWN = ['frame/frame.ts', 'frame/frame.css', 'runtime/live.ts']

/**
 * Bundles the phone (`app.js`, `app.css`: runtime plus mini-program) and the frame around it.
 * With `watch()` of the returned context every save builds again and calls `built`.
 */
export function createBundle(
  places: Places,
  built: (result: Built) => void,
): Promise<BuildContext> {
  const { root } = places
  const options: BuildOptions = {
    absWorkingDir: root,
    entryPoints: [
      { in: 'mini-program', out: 'app' },
      ...PAGES_OF_OUR_OWN.map((file) => ({
        in: join(root, 'preview', file),
        out: file.replace(/^.*\/|\.\w+$/g, ''),
      })),
    ],
    bundle: true,
    write: false,
    outdir: join(root, 'dist/preview'),
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    sourcemap: 'inline',
    sourcesContent: true,
    logLevel: 'silent',
    mainFields: ['module', 'main'],
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [miniProgram(places), onEnd(places, built)],
  }
  return context(options)
}

function onEnd({ root }: Places, built: (result: Built) => void): Plugin {
  return {
    name: 'result',
    setup(build) {
      build.onEnd(({ errors, outputFiles = [] }) => {
        if (errors.length > 0) return built({ problems: errors.map((one) => problemOf(one, root)) })
        const files = outputFiles.map((file) => [file.path.split(sep).pop() ?? '', file.contents])
        return built({ files: new Map(files as [string, Uint8Array][]) })
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
    setup(build) {
      build.onResolve({ filter: /^mini-program$/ }, () => ({
        path: 'entry',
        namespace: 'mini-program',
      }))
      build.onLoad({ filter: /.*/, namespace: 'mini-program' }, () => {
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
      build.onResolve({ filter: /^[./]/ }, ({ importer, path }) => {
        if (!importer.startsWith(miniprogramRoot + sep) || !dirname(importer)) return undefined
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
