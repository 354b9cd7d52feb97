const TRANSFORM = {
  '^.+\\.ts$': [
    '@swc/jest',
    {
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
      module: { type: 'commonjs' },
      sourceMaps: 'inline',
    },
  ],
}

const BROWSER = ['<rootDir>/test/browser/**/*.test.ts', '<rootDir>/test/**/*.browser.test.ts']
const MINIPROGRAM = ['<rootDir>/test/miniprogram/**/*.test.ts']
const OFFICIAL = ['<rootDir>/test/official/**/*.test.ts']

/** What all projects share. */
const BASE = {
  rootDir: __dirname,
  transform: TRANSFORM,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  restoreMocks: true,
}

/** The other projects' tests, kept out of a project by path. */
function but(...folders) {
  return ['/node_modules/', ...folders.map((folder) => `<rootDir>/test/${folder}/`)]
}

/** @type {import('jest').Config} */
module.exports = {
  projects: [
    {
      ...BASE,
      displayName: 'node',
      testEnvironment: 'node',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [
        ...but('browser', 'miniprogram', 'official'),
        '\\.browser\\.test\\.ts$',
      ],
    },
    {
      ...BASE,
      displayName: 'miniprogram',
      testEnvironment: 'jsdom',
      testMatch: MINIPROGRAM,
      testPathIgnorePatterns: ['/node_modules/', '\\.browser\\.test\\.ts$'],
      // .ts before .json: a page's script is required without extension and lies beside its .json.
      moduleFileExtensions: ['ts', 'js', 'json', 'wxs'],
    },
    {
      ...BASE,
      displayName: 'official',
      testEnvironment: 'node',
      testMatch: OFFICIAL,
    },
    {
      ...BASE,
      displayName: 'browser',
      testEnvironment: 'node',
      testMatch: BROWSER,
    },
  ],
  // Jest reads it here only, not in a project.
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/scripts/test/no-skips.cjs'],
}
