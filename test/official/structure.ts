/** Path from the mini-program's root → text. */
export type Sources = ReadonlyMap<string, string>

/** Tags that WeChat itself draws. A tag that nobody knows is drawn as nothing, without a word. */
const BUILT_IN = new Set(
  `ad ad-custom audio block button camera canvas checkbox checkbox-group cover-image cover-view
  editor form grid-view icon image import include input keyboard-accessory label list-view
  live-player live-pusher map match-media movable-area movable-view navigation-bar navigator
  official-account open-data page-container page-meta picker picker-view picker-view-column
  progress radio radio-group rich-text root-portal scroll-view share-element slider slot
  snapshot sticky-header sticky-section swiper swiper-item switch template text textarea video
  view voip-room web-view wxs`.split(/\s+/),
)

const PARTS = ['ts', 'wxml', 'json']

/** What WeChat's compilers let pass and a phone does not: every finding names its file. */
export function findProblems(sources: Sources): string[] {
  const jsons = [...sources].filter(([path]) => path.endsWith('.json'))
  const broken = jsons.filter(([, text]) => read(text) === undefined)
  if (broken.length > 0) return broken.map(([path]) => `${path}: not JSON`)
  return [
    ...pagesOf(sources).flatMap((page) => missingParts(page, sources)),
    ...jsons.flatMap(([path, text]) => lostComponents(path, text, sources)),
    ...[...sources].flatMap(([path, text]) =>
      path.endsWith('.wxml') ? unknownTags(path, text, sources) : [],
    ),
    ...[...sources].flatMap(([path, text]) =>
      path.endsWith('.wxml') ? lostImports(path, text, sources) : [],
    ),
  ].sort()
}

interface Json {
  pages?: string[]
  subPackages?: { root: string; pages: string[] }[]
  subpackages?: { root: string; pages: string[] }[]
  usingComponents?: Record<string, string>
}

function read(text: string | undefined): Json | undefined {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return undefined
  }
}

function pagesOf(sources: Sources): string[] {
  const app = read(sources.get('app.json'))
  const packages = [...(app?.subPackages ?? []), ...(app?.subpackages ?? [])]
  const inside = packages.flatMap(({ root, pages }) =>
    pages.map((page) => `${root.replace(/\/$/, '')}/${page}`),
  )
  return [...(app?.pages ?? []), ...inside]
}

function missingParts(page: string, sources: Sources): string[] {
  return PARTS.map((part) => `${page}.${part}`)
    .filter((path) => !sources.has(path))
    .map((path) => `${path}: a page without it`)
}

function componentsOf(json: string | undefined): Record<string, string> {
  return read(json)?.usingComponents ?? {}
}

function lostComponents(path: string, text: string, sources: Sources): string[] {
  return Object.entries(componentsOf(text))
    .map(([tag, target]) => ({ tag, at: resolve(path, target) }))
    .filter(({ at }) => !PARTS.every((part) => sources.has(`${at}.${part}`)))
    .map(({ tag, at }) => `${path}: <${tag}> is not at ${at}`)
}

function unknownTags(path: string, text: string, sources: Sources): string[] {
  const own = componentsOf(sources.get(path.replace(/\.wxml$/, '.json')))
  const everywhere = componentsOf(sources.get('app.json'))
  const known = (tag: string) => BUILT_IN.has(tag) || Object.hasOwn({ ...everywhere, ...own }, tag)
  const markup = text.replace(/<!--[\s\S]*?-->|<wxs[^/>]*>[\s\S]*?<\/wxs>/g, '')
  const tags = [...markup.matchAll(/<([a-zA-Z][\w-]*)/g)].map(([, tag = '']) => tag)
  return [...new Set(tags)]
    .filter((tag) => !known(tag))
    .map((tag) => `${path}: <${tag}> is unknown`)
}

function lostImports(path: string, text: string, sources: Sources): string[] {
  const named = [...text.matchAll(/<(?:import|include|wxs)\b[^>]*\bsrc="([^"{]+)"/g)]
  return named
    .map(([, src = '']) => resolve(path, src))
    .filter((at) => !sources.has(at) && !sources.has(`${at}.wxml`))
    .map((at) => `${path}: imports ${at}, which is not there`)
}

/** A path in a file as WeChat reads it: from the root with a slash, else from the file's folder. */
function resolve(from: string, target: string): string {
  const base = target.startsWith('/') ? 'file:///' : `file:///${from}`
  return decodeURIComponent(new URL(target, base).pathname).slice(1)
}
