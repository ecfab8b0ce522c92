import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { permissions } from '@sotevarmenne/api/permissions'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Permission } from '#platform/permit.ts'
import { createSystemPermits } from './system-permits.ts'

describe('the permit of a process of the service', () => {
  const permitOf = createSystemPermits({ clock: { now: () => instant(0) } })

  it('exists for every operation that the source requests one for', async () => {
    const requested = await operationsRequested()
    assert.ok(requested.length > 30)
    for (const operation of requested)
      assert.equal(permitOf(operation, 'jobs').operation, operation)
  })

  it('is refused for every operation that needs a person', () => {
    assert.throws(() => permitOf('orders.placeOrder', 'jobs'), /not work of the service itself/)
  })

  it('is refused for an operation that no module declares, which does not compile either', () => {
    // @ts-expect-error No contract has this name.
    assert.throws(() => permitOf('cards.noSuchOperation', 'jobs'), /not work of the service/)
  })
})

/** As written in the source: tests of commands replace them with fakes and would not notice. */
async function operationsRequested(): Promise<readonly Permission[]> {
  const folder = path.join(import.meta.dirname, '../..')
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const requested = new Set<string>()
  for (const file of files) {
    const source = await readFile(path.join(folder, file), 'utf8')
    for (const [, operation] of source.matchAll(/systemPermit\(\s*'([\w.]+)'/g))
      if (operation !== undefined) requested.add(operation)
  }
  return (Object.keys(permissions) as Permission[]).filter((operation) => requested.has(operation))
}
