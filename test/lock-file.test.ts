import lock from '../package-lock.json'

interface Locked {
  version?: string
  optionalDependencies?: Record<string, string>
}

const packages = lock.packages as Record<string, Locked>

/** Where Node would look for a package from a folder: there, then in every folder above. */
function isLocked(name: string, from: string): boolean {
  const place = `${from ? `${from}/` : ''}node_modules/${name}`
  if (packages[place]?.version) return true
  return (
    from !== '' && isLocked(name, from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)))
  )
}

// A registry that lacks the packages of other platforms makes npm leave them out without a word, and
// then `npm ci` refuses the lock file everywhere.
test('lock file · optional packages of every platform · all of them are there', () => {
  const missing = Object.entries(packages).flatMap(([from, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(name, from)),
  )
  expect(missing).toEqual([])
})
