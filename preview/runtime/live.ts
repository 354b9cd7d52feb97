/** Runs before the mini-program: reloads on every good build, shows what is wrong with a bad one. */

/** Session storage key: the page to come back to after a hot reload. */
const RESUME_KEY = 'preview-hot-reload'

function showProblems(problems: string[]): void {
  const overlay = problemOverlay()
  const list = document.createElement('ol')
  for (const problem of problems) {
    const item = document.createElement('li')
    item.textContent = problem
    list.append(item)
  }
  overlay.replaceChildren(heading(problems.length), list)
}

function heading(count: number): HTMLElement {
  const title = document.createElement('h1')
  title.textContent = `编译没有通过：${count} 处`
  return title
}

function problemOverlay(): HTMLElement {
  const shown = document.querySelector<HTMLElement>('.mp-problems')
  if (shown) return shown
  const overlay = document.createElement('section')
  overlay.className = 'mp-problems'
  overlay.setAttribute('role', 'alert')
  // No style sheet yet when the very first build fails.
  overlay.style.cssText =
    'position:fixed;inset:0;z-index:9999;overflow:auto;padding:24px 16px;background:#fffdfa;color:#7a1f1f;font:14px/1.6 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere'
  document.body.append(overlay)
  return overlay
}

function resume(): void {
  const url = sessionStorage.getItem(RESUME_KEY)
  sessionStorage.removeItem(RESUME_KEY)
  if (url) history.replaceState(null, '', `${location.pathname}${location.search}#/${url}`)
}

resume()
const events = new EventSource('/__preview/events')
events.addEventListener('problems', (event) => showProblems(JSON.parse(event.data) as string[]))
events.addEventListener('built', () => {
  const url = window.__preview?.currentUrl()
  if (url) sessionStorage.setItem(RESUME_KEY, url)
  location.reload()
})
