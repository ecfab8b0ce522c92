import assert from 'node:assert/strict'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { aSite } from '../testing.ts'
import { noonOfNextLetterDay, openDemoClock } from '../environment/clock.ts'
import { createFaults } from '../environment/faults.ts'
import { generatedPeople } from './generated-people.ts'
import { exampleOrganisations } from './organisations.ts'
import { examplePeople } from './people.ts'
import { openRegisterState } from './register-state.ts'
import { createRegisters } from './server.ts'
import { xRoadServices } from './x-road.ts'

const tuesday = instant(Date.parse('2026-11-24T12:00:00Z'))

async function registers() {
  const folder = await mkdtemp(path.join(tmpdir(), 'environment-'))
  const clock = await openDemoClock(path.join(folder, 'clock.json'), () => tuesday)
  const faults = createFaults()
  const state = await openRegisterState(path.join(folder, 'happened'), clock)
  return {
    clock,
    faults,
    reopen: () => openRegisterState(path.join(folder, 'happened'), clock),
    server: createRegisters({ site: aSite, clock, faults, state }),
  }
}

const behindXRoad = {
  rights: `/r1/${xRoadServices.rights}`,
  population: `/r1/${xRoadServices.population}/api/v1`,
}
const asClient = {
  'x-road-client': 'FI-TEST/GOV/0245437-2/sotevarmenne',
  authorization: `Basic ${Buffer.from('me:me').toString('base64')}`,
}

it('each register knows the people that it should', async () => {
  const { server } = await registers()
  const rights = async (identityCode: string) => {
    const url = `${behindXRoad.rights}/search`
    const payload = { identityCode }
    return (await server.inject({ method: 'POST', url, payload, headers: asClient })).statusCode
  }
  const population = async (...hetulista: string[]) => {
    const url = `${behindXRoad.population}/perustiedot`
    const payload = { hetulista }
    const response = await server.inject({ method: 'POST', url, payload, headers: asClient })
    return response
      .json<{ perustiedot: { henkilotunnus: string }[] }>()
      .perustiedot.map(({ henkilotunnus }) => henkilotunnus)
  }
  assert.equal(await rights('140388-9039'), 200)
  assert.deepEqual(await population('140388-9039', '110377-910R'), ['140388-9039'])
  assert.equal(await rights('230499-906U'), 404)
  assert.equal(await rights('110377-910R'), 200)
})

it('the security server refuses a caller without an identifier, and the population register one without a password', async () => {
  const { server } = await registers()
  const url = `${behindXRoad.population}/muutokset`
  const payload = { viimeisinKirjausavain: 0 }
  const { authorization, ...client } = asClient
  const refused = await server.inject({ method: 'POST', url, payload, headers: { authorization } })
  assert.equal(refused.headers['x-road-error'], 'Client.BadRequest')
  assert.equal(
    (await server.inject({ method: 'POST', url, payload, headers: client })).statusCode,
    401,
  )
  const answered = await server.inject({ method: 'POST', url, payload, headers: asClient })
  assert.equal(answered.headers['x-road-client'], asClient['x-road-client'])
})

it('the population register returns the person of a SATU', async () => {
  const { server } = await registers()
  const request = async (satu: string) => {
    const url = `/r1/${xRoadServices.population}/satu/search`
    const payload = { satu }
    return server.inject({ method: 'POST', url, payload, headers: asClient })
  }
  const aino = examplePeople.find(({ identityCode }) => identityCode === '140388-9039')
  const satu = aino?.satu ?? ''
  assert.ok(parseSatu(satu).ok)
  const found = await request(satu)
  assert.equal(found.json<{ henkilotunnus: string }>().henkilotunnus, '140388-9039')
  assert.equal((await request('999004228')).statusCode, 404)
  const all = [...examplePeople, ...generatedPeople()].flatMap((person) => person.satu ?? [])
  assert.equal(new Set(all).size, all.length)
})

it('the signing register says who signs for an organisation, alone or with others, and nothing about anybody else', async () => {
  const { server } = await registers()
  const businessId = exampleOrganisations.find(
    ({ name }) => name === 'Esimerkkilääkärit Oy',
  )?.businessId
  const request = async (identityCode: string) => {
    const payload = { businessId, identityCode }
    const response = await server.inject({ method: 'POST', url: '/signing-rights/search', payload })
    return response.statusCode === 200 ? response.json<unknown>() : response.statusCode
  }
  assert.deepEqual(await request('051170-904A'), { signing: 'alone' })
  assert.deepEqual(await request('121265-905C'), { signing: 'together' })
  assert.equal(await request('140388-9039'), 404)
})

it('a register that is set to respond wrongly does so', async () => {
  const { server, faults } = await registers()
  faults.set('rights', { kind: 'wrong' })
  const response = await server.inject({
    method: 'POST',
    url: `${behindXRoad.rights}/search`,
    payload: { identityCode: '140388-9039' },
    headers: asClient,
  })
  assert.equal(response.json<Record<string, unknown>>()['registrationNumber'], undefined)
})

it('every invented identity code is well formed, in the temporary range, and unique', () => {
  const codes = [...examplePeople, ...generatedPeople()].map(({ identityCode }) => identityCode)
  for (const code of codes) assert.ok(parseIdentityCode(code).ok && /^.{7}9\d\d.$/.test(code), code)
  assert.equal(new Set(codes).size, codes.length)
})

it('the generated professionals include every case that a register has', () => {
  const people = generatedPeople()
  assert.equal(people.length, 5000)
  const count = (has: (person: (typeof people)[number]) => boolean | undefined) =>
    people.filter(has).length
  assert.ok(count(({ inRights }) => inRights && inRights.rights.length > 1) > 300)
  assert.ok(count(({ inRights }) => inRights?.rights.some(({ limits }) => limits)) > 100)
  assert.ok(count(({ inRights }) => inRights?.rights.some(({ to }) => to && to < '2026')) > 50)
  assert.ok(count(({ inPopulation }) => inPopulation?.nonDisclosure) > 20)
  assert.ok(count(({ inPopulation }) => inPopulation?.died !== undefined) > 30)
  assert.ok(count(({ inRights }) => inRights?.doctorId !== undefined) > 300)
  for (const letter of 'äöåáŊČŠ')
    assert.ok(
      people.some(({ inPopulation: who }) => JSON.stringify(who).includes(letter)),
      letter,
    )
})

it('a change of a person is sent by the feed of the register concerned, and persists across a restart', async () => {
  const { server, faults, reopen } = await registers()
  const happen = (happening: string) =>
    server.inject({
      method: 'POST',
      url: '/happen',
      payload: { identityCode: '140388-9039', happening },
    })
  const changes = async (changedSince: string | null) =>
    (
      await server.inject({
        method: 'POST',
        url: `${behindXRoad.rights}/changes`,
        payload: { changedSince, limit: 100 },
        headers: asClient,
      })
    ).json<{ events: { eventId: string }[]; cursor: string; hasMore: boolean }>()
  const populationChanges = async () => {
    const url = `${behindXRoad.population}/muutokset`
    const payload = { viimeisinKirjausavain: 0 }
    const response = await server.inject({ method: 'POST', url, payload, headers: asClient })
    return response.json<{ muutokset: object[] }>().muutokset
  }
  assert.equal((await happen('right-ends')).statusCode, 303)
  const first = await changes(null)
  assert.deepEqual(
    first.events.map(({ eventId }) => eventId),
    ['R-000000001'],
  )
  assert.deepEqual(await populationChanges(), [])

  await happen('as-before')
  faults.set('rights', { kind: 'out-of-order' })
  assert.deepEqual(
    (await changes(first.cursor)).events.map(({ eventId }) => eventId),
    ['R-000000001', 'R-000000002'],
  )
  await happen('renamed')
  const reopened = await reopen()
  assert.equal(reopened.find('140388-9039')?.inPopulation?.surname, 'Esimerkki-Uusi')
  assert.equal(reopened.changedSince('rights', 0, 10).total, 2)
})

it('the demo clock moves to noon of the fourth working day, and never back', async () => {
  const { clock } = await registers()
  assert.equal(formatInstant(noonOfNextLetterDay(tuesday)), '2026-11-30T10:00:00.000Z')
  await clock.moveToNextLetter()
  assert.equal(formatInstant(clock.now()), '2026-11-30T10:00:00.000Z')
})
