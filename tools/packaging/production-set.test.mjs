import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, it } from 'node:test'
import { root } from '../set-up/machine.mjs'
import { kinds, productionPlaces } from './production-set.mjs'

const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))
const setOf = (kind) =>
  productionPlaces(
    packages,
    kinds[kind].apps.map((app) => `apps/${app}`),
  )

describe('the production set', () => {
  for (const kind of Object.keys(kinds))
    it(`of ${kind} has no tools of tests, checks or builds (R641)`, () => {
      const { places, workspaces } = setOf(kind)
      assert.ok(places.length > 5)
      for (const name of ['playwright-core', 'axe-core', 'typescript', 'eslint', 'vite', 'npm'])
        assert.ok(!places.includes(`node_modules/${name}`), name)
      for (const workspace of ['tests', 'tools']) assert.ok(!workspaces.includes(workspace))
    })

  it('of production has no simulators', () => {
    // The image of the demo environment is none of production.
    for (const kind of Object.keys(kinds).filter((name) => name !== 'demo'))
      assert.ok(!setOf(kind).workspaces.includes('apps/sandbox'), kind)
  })

  it('of the signer has no HTTP server, no database and nothing of the server', () => {
    const { places, workspaces } = setOf('signer')
    for (const name of ['fastify', 'pg', 'kysely', '@electric-sql/pglite'])
      assert.ok(!places.includes(`node_modules/${name}`), name)
    assert.ok(!workspaces.includes('apps/server'))
  })
})
