import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Deed } from '#platform/permit.ts'
import { doersOf } from './domain/roles.ts'
import { createSystemPermits } from './system-permits.ts'

describe('the permit of a process of the service', () => {
  const permitOf = createSystemPermits({ clock: { now: () => instant(0) } })

  it('is given for every deed for which the service asks one anywhere', async () => {
    const asked = await deedsAskedFor()
    assert.ok(asked.length > 30)
    for (const deed of asked) assert.equal(permitOf(deed, 'jobs').deed, deed)
  })

  it('is given for nothing that takes a person', () => {
    assert.throws(() => permitOf('orders.placeOrder', 'jobs'), /not work of the service itself/)
  })

  it('is given for nothing that no module declares, which does not compile either', () => {
    // @ts-expect-error No contract has this name.
    assert.throws(() => permitOf('cards.noSuchOperation', 'jobs'), /not work of the service/)
  })
})

/** As the source says them: tests of commands have stand-ins for them, and would not notice. */
async function deedsAskedFor(): Promise<readonly Deed[]> {
  const folder = path.join(import.meta.dirname, '../..')
  const files = (await readdir(folder, { recursive: true })).filter(
    (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const asked = new Set<string>()
  for (const file of files) {
    const source = await readFile(path.join(folder, file), 'utf8')
    for (const [, deed] of source.matchAll(/systemPermit\(\s*'([\w.]+)'/g))
      if (deed !== undefined) asked.add(deed)
  }
  return (Object.keys(doersOf) as Deed[]).filter((deed) => asked.has(deed))
}
