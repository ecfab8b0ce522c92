import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { describe, it } from 'node:test'
import { exampleOrganisations } from '../registers/organisations.ts'
import { examplePeople } from '../registers/people.ts'
import { customersToTry, othersToTry, peopleToTry, pointsToTry } from './what-to-try.ts'

describe('the data for trying things out', () => {
  it('is in the simulators of the registers', () => {
    const codes = examplePeople.map(({ identityCode }) => identityCode)
    for (const code of peopleToTry) assert.ok(codes.includes(code), code)
    const ids: readonly string[] = exampleOrganisations.map(({ businessId }) => businessId)
    for (const [businessId] of [...customersToTry, ...othersToTry])
      assert.ok(ids.includes(businessId), businessId)
    const ceased = exampleOrganisations.filter(({ ended }) => ended !== undefined)
    assert.deepEqual(
      ceased.map(({ businessId }) => businessId as string),
      [othersToTry[1][0]],
    )
  })

  it('matches what the service enters at the beginning', async () => {
    const entry = new URL('../../../server/src/entry/', import.meta.url)
    const read = (name: string) => readFile(new URL(name, entry), 'utf8')
    const organisations = await read('example-organisations.ts')
    for (const [businessId] of customersToTry) assert.ok(organisations.includes(businessId))
    for (const [businessId] of othersToTry) assert.ok(!organisations.includes(businessId))
    const points =
      (await read('example-points.ts')) +
      (await readFile(new URL('../points/points/example-point.ts', entry), 'utf8'))
    for (const [name] of pointsToTry) assert.ok(points.includes(`'${name}'`), name)
  })
})
