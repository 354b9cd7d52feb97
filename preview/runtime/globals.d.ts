/** What a mini-program finds in its global scope; the host puts it there. */
interface Window {
  wx: object
  App(app: Record<string, unknown>): void
  getApp(): object
  getCurrentPages(): object[]
  requirePlugin(name: string): never
  Page(definition: object): void
  Component(definition: object): unknown
  Behavior(definition: object): unknown
  /** Hook of the compiled templates, see the template compiler's runtime script. */
  __wxsListener(...parts: unknown[]): unknown
}

/** Style sheets are bundled by esbuild. */
declare module '*.css'
