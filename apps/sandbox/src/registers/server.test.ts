import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { aSite } from '../testing.ts'
import { noonOfNextLetterDay, openWorldClock } from '../world/clock.ts'
import { createFaults } from '../world/faults.ts'
import { examplePeople } from './people.ts'
import { createRegisters } from './server.ts'

const tuesday = instant(Date.parse('2026-11-24T12:00:00Z'))

async function registers() {
  const folder = await mkdtemp(path.join(tmpdir(), 'world-'))
  const clock = await openWorldClock(path.join(folder, 'clock.json'), () => tuesday)
  const faults = createFaults()
  return {
    clock,
    faults,
    server: createRegisters({ site: aSite, clock, faults }),
  }
}

it('each register knows those it should', async () => {
  const { server } = await registers()
  const ask = async (url: string, identityCode: string) =>
    (await server.inject({ method: 'POST', url, payload: { identityCode } })).statusCode
  assert.equal(await ask('/rights/search', '140388-9039'), 200)
  assert.equal(await ask('/population/search', '140388-9039'), 200)
  assert.equal(await ask('/rights/search', '230499-906U'), 404)
  assert.equal(await ask('/population/search', '110377-910R'), 404)
  assert.equal(await ask('/rights/search', '110377-910R'), 200)
})

it('a register that is set to answer wrongly does', async () => {
  const { server, faults } = await registers()
  faults.set('rights', { kind: 'wrong' })
  const answer = await server.inject({
    method: 'POST',
    url: '/rights/search',
    payload: { identityCode: '140388-9039' },
  })
  assert.equal(answer.json<Record<string, unknown>>()['registrationNumber'], undefined)
})

it('every invented identity code is well formed', () => {
  for (const { identityCode } of examplePeople) assert.ok(parseIdentityCode(identityCode).ok)
})

it('the clock moves to noon of the fourth working day, and never back', async () => {
  const { clock } = await registers()
  assert.equal(formatInstant(noonOfNextLetterDay(tuesday)), '2026-11-30T10:00:00.000Z')
  await clock.moveToNextLetter()
  assert.equal(formatInstant(clock.now()), '2026-11-30T10:00:00.000Z')
})
