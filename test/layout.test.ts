import { join } from 'node:path'
import type { Tree } from './layout/check'
import { CHECKS, explain } from './layout/check'
import { HOUSE, INNOCENT, MISTAKES, spoil } from './layout/mistakes'
import { readTree } from './layout/tree'

const repository = readTree(join(__dirname, '..'))

function findingsOf(tree: Tree) {
  return Object.values(CHECKS).flatMap((check) => check(tree))
}

describe('the repository', () => {
  test.each(Object.entries(CHECKS))('%s', (_name, check) => {
    expect(explain(check(repository))).toEqual([])
  })
})

describe('a planted mistake', () => {
  test.each(MISTAKES)('$what · is named by its path', ({ change, expect: wanted }) => {
    expect(findingsOf(spoil(change))).toContainEqual(expect.objectContaining(wanted))
  })
})

describe('no mistake', () => {
  test('the small house · nothing is said', () => {
    expect(explain(findingsOf(HOUSE))).toEqual([])
  })

  test.each(INNOCENT)('$what · nothing is said', ({ change }) => {
    expect(explain(findingsOf(spoil(change)))).toEqual([])
  })
})
