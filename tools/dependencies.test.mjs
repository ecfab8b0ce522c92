import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { cruise } from 'dependency-cruiser'
import config, { libsMayCall, mayCall } from './dependencies.config.mjs'

const server = 'apps/server/src'
const signerKeys = 'apps/signer/src/keys/key-store.ts'

/** What the server's tests import by the package's name, and the folder that it exports. */
const packages = { tests: 'support', 'apps/sandbox': 'src' }

/** For each rule a dependency that breaks it: from, to. */
const broken = {
  'two-public-files': [
    `${server}/cards/orders/place-order.ts`,
    `${server}/cards/lifecycle/store.ts`,
  ],
  'entry-imports-no-store': [`${server}/entry/parts.ts`, `${server}/cards/lifecycle/store.ts`],
  'domain-is-pure': [
    `${server}/cards/lifecycle/domain/card.ts`,
    `${server}/cards/lifecycle/store.ts`,
  ],
  'contract-is-types': [
    `${server}/people/persons/contract.ts`,
    `${server}/people/persons/store.ts`,
  ],
  'sql-only-in-stores': [
    `${server}/people/persons/find-person.ts`,
    'node_modules/kysely/dist/index.js',
  ],
  'platform-knows-no-module': [`${server}/platform/db.ts`, `${server}/people/persons/index.ts`],
  'only-entry-wires': [`${server}/people/persons/find-person.ts`, `${server}/entry/config.ts`],
  'apps-stay-apart': ['apps/reader/src/start.ts', 'apps/sandbox/src/start.ts'],
  'libs-know-no-app': ['libs/kernel/src/result.ts', 'apps/reader/src/start.ts'],
  'card-kit-knows-the-reader-alone': [
    'libs/card-kit/src/start-card-kit.ts',
    'apps/sandbox/src/start.ts',
  ],
  'nobody-knows-the-card-kit': ['apps/reader/src/start.ts', 'libs/card-kit/src/index.ts'],
  'tests-are-leaves': ['libs/x509/src/der.ts', 'libs/x509/src/testing.ts'],
  'no-cycles': [`${server}/audit/index.ts`, `${server}/audit/store.ts`],
  'no-unresolved': ['libs/x509/src/names.ts', 'libs/x509/src/gone.ts'],
  'ca-keys-stay-in-the-signer': [`${server}/entry/web.ts`, signerKeys],
  // Each module calls one that is not in its row of the table.
  ...Object.fromEntries(
    Object.keys(mayCall).map((name) => [
      `${name}-calls-what-its-row-says`,
      [`${server}/${name}/operation.ts`, `${server}/${strangerTo(name, mayCall)}/index.ts`],
    ]),
  ),
  ...Object.fromEntries(
    Object.keys(libsMayCall).map((name) => [
      `libs-${name}-calls-what-its-row-says`,
      [`libs/${name}/src/file.ts`, `libs/${strangerTo(name, libsMayCall)}/src/other.ts`],
    ]),
  ),
}

/** Production code that imports by a package's name what only tests may. */
const byPackage = [
  [`${server}/people/persons/store.ts`, 'tests/support/database/postgres.ts'],
  [`${server}/people/persons/index.ts`, 'apps/sandbox/src/registers/people.ts'],
]

/** Dependencies that every rule permits. */
const allowed = [
  [`${server}/cards/orders/follow-card.ts`, `${server}/pki/crl/contract.ts`],
  [`${server}/cards/orders/follow-card.ts`, `${server}/cards/lifecycle/index.ts`],
  [`${server}/cards/orders/orders.test.ts`, `${server}/cards/lifecycle/store.ts`],
  [`${server}/cards/lifecycle/store.ts`, 'node_modules/kysely/dist/index.js'],
  [`${server}/cards/lifecycle/domain/rules.ts`, 'libs/x509/src/der.ts'],
  [`${server}/entry/parts.ts`, `${server}/cards/lifecycle/index.ts`],
  ['apps/signer/src/start.ts', signerKeys],
  ['apps/signer/src/start.ts', 'libs/issuing/src/issuers.ts'],
  [`${server}/cards/lifecycle/domain/rules.ts`, 'libs/issuing/src/domain/issuer.ts'],
  [`${server}/entry/web.ts`, `${server}/entry/parts.ts`],
  ['libs/smartcard/src/pkcs15.ts', 'libs/x509/src/der.ts'],
  ['libs/x509/src/der.test.ts', 'libs/x509/src/testing.ts'],
  [`${server}/people/persons/persons.test.ts`, 'tests/support/database/postgres.ts'],
  [`${server}/people/persons/persons.test.ts`, 'apps/sandbox/src/registers/people.ts'],
]

describe('the dependency table', () => {
  let root
  let violations
  before(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'dependencies-'))
    await draw([
      ...Object.values(broken),
      ...byPackage,
      ...allowed,
      [broken['no-cycles'][1], broken['no-cycles'][0]],
      // No direct dependency: the keys are reached through another file.
      [`${server}/entry/parts.ts`, signerKeys],
    ])
    const { tsConfig: _, enhancedResolveOptions, ...options } = config.options
    const { output } = await cruise(
      ['apps', 'libs'],
      { ...options, baseDir: root, validate: true, ruleSet: { forbidden: config.forbidden } },
      enhancedResolveOptions,
    )
    violations = output.summary.violations
  })
  after(() => rm(root, { recursive: true }))

  for (const { name } of config.forbidden)
    it(`fails on a dependency that breaks its rule '${name}'`, () => {
      assert.ok(broken[name], 'this test has no dependency that breaks the rule')
      const [from, to] = broken[name]

      const found = violations.filter((one) => one.rule.name === name && one.from === from)
      assert.ok(
        // An unresolved path is reported as written: './gone.ts'.
        found.some((one) => one.to.endsWith(path.basename(to))),
        `${from} → ${to} goes through`,
      )
    })

  for (const [from, to] of byPackage)
    it(`fails on ${from} that imports ${addressOf(from, to)}`, () => {
      const found = violations.filter((one) => one.from === from && one.to === to)

      assert.ok(found.length > 0)
    })

  it('has no cycle', () => {
    const reached = (name, path = []) => {
      assert.ok(!path.includes(name), [...path, name].join(' → '))
      for (const other of mayCall[name]) reached(other, [...path, name])
    }
    for (const name of Object.keys(mayCall)) reached(name)
  })

  it('names every module of the server', async () => {
    const files = await readdir(new URL('../apps/server/src', import.meta.url), { recursive: true })
    const folders = files
      .filter((file) => /^[^/]+(\/[^/]+)?\/index\.ts$/.test(file))
      .map((file) => path.dirname(file))

    assert.deepEqual(folders.sort(), Object.keys(mayCall).sort())
  })

  it('names every library', async () => {
    const folders = await readdir(new URL('../libs', import.meta.url))

    assert.deepEqual(folders.sort(), Object.keys(libsMayCall).sort())
  })

  for (const [from, to] of allowed)
    it(`lets ${from} import ${to}`, () => {
      const found = violations.filter((one) => one.from === from && one.to === to)

      assert.deepEqual(found, [])
    })

  /** Writes a file for each end of a dependency, importing its target. */
  async function draw(all) {
    const imports = new Map()
    for (const [from, to] of all) {
      imports.set(from, [...(imports.get(from) ?? []), to])
      if (to !== broken['no-unresolved'][1]) imports.set(to, imports.get(to) ?? [])
    }
    await write(
      'node_modules/kysely/package.json',
      '{ "name": "kysely", "version": "1.0.0", "type": "module", "main": "dist/index.js" }',
    )
    for (const [folder, exported] of Object.entries(packages)) {
      const { name } = path.parse(folder)
      await write(
        `${folder}/package.json`,
        `{ "name": "@sotevarmenne/${name}", "type": "module", "exports": { "./*": "./${exported}/*.ts" } }`,
      )
      await mkdir(path.join(root, 'node_modules/@sotevarmenne'), { recursive: true })
      await symlink(path.join('../..', folder), path.join(root, 'node_modules/@sotevarmenne', name))
    }
    for (const [file, targets] of imports)
      await write(
        file,
        `${targets.map((target) => `import '${addressOf(file, target)}'`).join('\n')}\nexport const name = 1\n`,
      )
  }

  async function write(file, text) {
    const place = path.join(root, file)
    await mkdir(path.dirname(place), { recursive: true })
    await writeFile(place, text)
  }
})

function addressOf(file, target) {
  if (target.startsWith('node_modules/')) return 'kysely'
  for (const [folder, exported] of file.startsWith(server) ? Object.entries(packages) : []) {
    const inside = path.relative(path.join(folder, exported), target)
    if (!inside.startsWith('..'))
      return `@sotevarmenne/${path.basename(folder)}/${inside.replace(/\.ts$/, '')}`
  }
  const address = path.relative(path.dirname(file), target)
  return address.startsWith('.') ? address : `./${address}`
}

function strangerTo(name, table) {
  return Object.keys(table).findLast((other) => other !== name && !table[name].includes(other))
}
