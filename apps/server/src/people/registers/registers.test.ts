import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { text as readText } from 'node:stream/consumers'
import { address } from '@sotevarmenne/api/values'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
import { localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { createRegisters } from './index.ts'

const code = (text: string): IdentityCode => {
  const parsed = parseIdentityCode(text)
  assert.ok(parsed.ok)
  return parsed.value
}

const aino = code('140388-9039')

const rights = {
  registrationNumber: '00198706129',
  rights: [
    {
      rightId: '00198706129-1',
      register: 'TERHIKKI',
      code: 'T10',
      name: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
      from: '2012-06-01',
    },
  ],
}

const resident = {
  givenNames: 'Aino',
  surname: 'Esimerkki',
  language: 'fi',
  nonDisclosure: false,
  address: { street: 'Katu 1 B 4', postalCode: '33100', postOffice: 'Tampere', country: 'FI' },
}

const home = {
  tietoryhma: 'VAKINAINEN_KOTIMAINEN_OSOITE',
  katunimi: { fi: 'Katu', sv: 'Gatan' },
  ...{ katunumero: '1', huoneistokirjain: 'B', huoneistonumero: '004', postinumero: '33100' },
  postitoimipaikka: { fi: 'Tampere', sv: 'Tammerfors' },
  alkupv: { arvo: '2020-01-01', tarkkuus: 'PAIVA' },
}
const name = { tietoryhma: 'HENKILON_NIMI', etunimi: 'Aino', sukunimi: 'Esimerkki' }
const disclosed = { tietoryhma: 'TURVAKIELTO', turvakieltoAktiivinen: false }
const undisclosed = { ...disclosed, turvakieltoAktiivinen: true }
const speaks = (kielikoodi: string) => ({ tietoryhma: 'ASIOINTIKIELI', kielikoodi })
const of = (henkilotunnus: string, ...tietoryhmat: object[]) => ({ henkilotunnus, tietoryhmat })
const basicData = (...tietoryhmat: object[]) => ({
  perustiedot: [of('140388-9039', ...tietoryhmat)],
  ajanTasalla: true,
})
const ainoInRegister = [name, speaks('fi'), disclosed, home]

type Requested = {
  readonly url: string
  readonly body: unknown
  readonly requestId: string
  readonly headers: IncomingMessage['headers']
}

describe('the registers', () => {
  let server: Server
  let url = ''
  let reply: { status: number; body: string; headers?: { [name: string]: string } } | 'silence'
  const requested: Requested[] = []

  const receive = async (request: IncomingMessage): Promise<void> => {
    requested.push({
      url: request.url ?? '',
      body: JSON.parse(await readText(request)),
      requestId: String(request.headers['x-request-id']),
      headers: request.headers,
    })
  }
  before(async () => {
    server = createServer((request, response) => {
      void receive(request).then(() => {
        if (reply === 'silence') return
        response.writeHead(reply.status, reply.headers).end(reply.body)
      })
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })

  const registers = (timeoutMilliseconds = 5000) => createRegisters({ url, timeoutMilliseconds })
  const responses = (status: number, body: unknown): void => {
    reply = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
  }

  it('return the rights of a person', async () => {
    responses(200, {
      ...rights,
      doctorId: '204115',
      rights: [
        { ...rights.rights[0], to: '2028-05-31', limits: 'valvonnan alaisena', mayPrescribe: true },
      ],
    })
    const held = await registers().lookUpRights(aino)
    assert.deepEqual(held, {
      ok: true,
      value: {
        registrationNumber: '00198706129',
        doctorId: '204115',
        rights: [
          {
            rightId: '00198706129-1',
            register: 'TERHIKKI',
            code: 'T10',
            title: { fi: 'Sairaanhoitaja', sv: 'Sjukskötare', en: 'Nurse' },
            validFrom: '2012-06-01',
            validTo: '2028-05-31',
            limits: 'valvonnan alaisena',
            mayPrescribe: true,
          },
        ],
      },
    })
  })

  it('are requested with the code in the body only, each request with an id', async () => {
    responses(200, rights)
    assert.ok((await registers().lookUpRights(aino)).ok)
    const last = requested.at(-1)
    assert.equal(last?.url, '/r1/FI-TEST/GOV/0000000-0/Terhikki/rights/search')
    assert.deepEqual(last.body, { identityCode: '140388-9039' })
    assert.match(last.requestId, /^[0-9a-f-]{36}$/)
  })

  it('return the data of a person, who is asked for through X-Road in the body only', async () => {
    const dead = {
      ...{ tietoryhma: 'KUOLINPAIVA', kuollut: true },
      kuolinpv: { arvo: '2026-11-01', tarkkuus: 'PAIVA' },
    }
    responses(200, basicData(...ainoInRegister, dead, { tietoryhma: 'SOMETHING_ELSE' }))
    assert.deepEqual(await registers().lookUpPerson(aino), {
      ok: true,
      value: { ...resident, died: '2026-11-01' },
    })
    const { url: at, headers, body } = requested.at(-1) ?? assert.fail()
    assert.equal(at, '/r1/FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa/api/v1/perustiedot')
    assert.deepEqual((body as { hetulista: string[] }).hetulista, ['140388-9039'])
    assert.equal(headers['x-road-client'], 'FI-TEST/GOV/0245437-2/sotevarmenne')
    assert.match(String(headers['x-road-id']), /^[0-9a-f-]{36}$/)
    assert.equal(headers['x-road-userid'], 'FI-sotevarmenne')
    assert.match(String(headers.authorization), /^Basic /)
    assert.ok((await registers().lookUpPerson(aino)).ok)
    assert.notEqual(requested.at(-1)?.headers['x-road-id'], headers['x-road-id'])
  })

  it('return the first day of the month or year of a death whose day is unknown, and none of the living', async () => {
    const diedOn = async (kuollut: boolean, arvo?: string) => {
      const kuolinpv = arvo === undefined ? {} : { kuolinpv: { arvo, tarkkuus: 'KUUKAUSI' } }
      const dead = { tietoryhma: 'KUOLINPAIVA', kuollut, ...kuolinpv }
      responses(200, basicData(...ainoInRegister, dead))
      const person = await registers().lookUpPerson(aino)
      assert.ok(person.ok)
      return person.value.died
    }
    assert.equal(await diedOn(true, '2026-07'), '2026-07-01')
    assert.equal(await diedOn(true, '2026'), '2026-01-01')
    assert.equal(await diedOn(false), undefined)
  })

  it('return the street and the post office in the language of the person', async () => {
    const mother = { tietoryhma: 'AIDINKIELI', kielikoodi: 'sv' }
    responses(200, basicData(name, mother, disclosed, home))
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok)
    assert.deepEqual(
      [person.value.language, person.value.address?.street, person.value.address?.postOffice],
      ['sv', 'Gatan 1 B 4', 'Tammerfors'],
    )
    responses(200, basicData(name, speaks('so'), disclosed, home))
    const other = await registers().lookUpPerson(aino)
    assert.equal(other.ok && other.value.language, 'fi')
  })

  it('return the name and the address that have not ended', async () => {
    const loppupv = { arvo: '2024-12-31', tarkkuus: 'PAIVA' }
    const former = { ...home, katunimi: { fi: 'Vanhatie' }, loppupv }
    const maiden = { ...name, sukunimi: 'Entinen', loppupv }
    responses(200, basicData(maiden, name, speaks('fi'), disclosed, former, home))
    const person = await registers().lookUpPerson(aino)
    assert.deepEqual(person, { ok: true, value: resident })
  })

  it('return no address of a person whose address has ended, and one that ends later', async () => {
    const addressUntil = async (arvo: string) => {
      const ending = { ...home, loppupv: { arvo, tarkkuus: 'PAIVA' } }
      responses(200, basicData(name, speaks('fi'), disclosed, ending))
      const clock = { now: () => startOfDay(localDate('2026-12-01')) }
      const person = await createRegisters({ url, clock }).lookUpPerson(aino)
      assert.ok(person.ok)
      return person.value.address?.street
    }
    assert.equal(await addressUntil('2026-11-30'), undefined)
    assert.equal(await addressUntil('2026-12-01'), 'Katu 1 B 4')
  })

  it('return the person without an address when the address is incomplete', async () => {
    for (const incomplete of [
      { postinumero: '' },
      { postinumero: '1' },
      { postinumero: null },
      { katunimi: {} },
      { katunimi: undefined },
      { katunimi: { fi: '', sv: ' ' } },
      { postitoimipaikka: null },
      { postitoimipaikka: { fi: '' } },
    ]) {
      responses(200, basicData(name, speaks('fi'), disclosed, { ...home, ...incomplete }))
      const { address: without, ...others } = resident
      assert.ok(without.street)
      assert.deepEqual(await registers().lookUpPerson(aino), { ok: true, value: others })
    }
    const finnishOnly = { katunimi: { fi: 'Katu', sv: '' }, postitoimipaikka: { fi: 'Tampere' } }
    responses(200, basicData(name, speaks('sv'), disclosed, { ...home, ...finnishOnly }))
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok)
    assert.equal(person.value.address?.street, 'Katu 1 B 4')
  })

  it('return an address as the forms write it, so that a confirmed one is the same', async () => {
    const odd = { ...home, katunimi: { fi: ' High  Street ' }, huoneistonumero: null }
    responses(200, basicData(name, speaks('fi'), disclosed, odd))
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok && person.value.address)
    assert.deepEqual(address.parse(person.value.address), person.value.address)
    assert.equal(person.value.address.street, 'High Street 1 B')
  })

  it('return no address under non-disclosure, even when the register sends one', async () => {
    responses(200, basicData(name, speaks('fi'), undisclosed, home))
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok)
    assert.equal(person.value.nonDisclosure, true)
    assert.ok(!('address' in person.value))
    const withheld = { tietoryhma: 'VAKINAINEN_KOTIMAINEN_OSOITE', turvakiellonAlaisetKentat: [] }
    responses(200, basicData(name, speaks('fi'), undisclosed, withheld))
    assert.ok((await registers().lookUpPerson(aino)).ok)
  })

  it('return the person with a SATU, which is sent in the body only, and no address under non-disclosure', async () => {
    const satu = parseSatu('999004228')
    assert.ok(satu.ok)
    responses(200, of('140388-9039', name, speaks('fi'), undisclosed, home))
    const { address: at, ...input } = resident
    assert.ok(at.street)
    assert.deepEqual(await registers().lookUpBySatu(satu.value), {
      ok: true,
      value: { ...input, nonDisclosure: true, identityCode: '140388-9039' },
    })
    const last = requested.at(-1)
    assert.match(last?.url ?? '', /VTJmutpa\/satu\/search$/)
    assert.deepEqual(last?.body, { satu: '999004228' })
    for (const body of [{}, of('140388-9038', ...ainoInRegister)]) {
      responses(200, body)
      assert.deepEqual(
        await registers().lookUpBySatu(satu.value),
        unavailable('population', 'unreadable-response'),
      )
    }
    for (const body of ['', { status: 404, error: 'Not Found' }]) {
      responses(404, body)
      assert.deepEqual(
        await registers().lookUpBySatu(satu.value),
        unavailable('population', 'unreadable-response'),
        'an interface without this search',
      )
    }
    responses(404, { kind: 'unknown' })
    assert.deepEqual(await registers().lookUpBySatu(satu.value), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
  })

  it('do not know everybody', async () => {
    responses(404, '')
    assert.deepEqual(await registers().lookUpRights(aino), {
      ok: false,
      refusal: { kind: 'no-right' },
    })
    responses(200, { perustiedot: [], ajanTasalla: true })
    const unknown = { ok: false, refusal: { kind: 'unknown-to-population-register' } }
    assert.deepEqual(await registers().lookUpPerson(aino), unknown)
    responses(200, { perustiedot: [of('131052-308T', ...ainoInRegister)], ajanTasalla: true })
    assert.deepEqual(await registers().lookUpPerson(aino), unknown, 'another person was sent')
  })

  it('do not count a person as unknown when X-Road says that there is no such service', async () => {
    const error = {
      type: 'Server.ServerProxy.UnknownService',
      ...{ message: 'Unknown service', detail: '4f2a' },
    }
    for (const status of [200, 400, 404]) {
      responses(status, error)
      const looked = [
        await registers().lookUpRights(aino),
        await registers().lookUpPerson(aino),
      ] as const
      assert.deepEqual(looked, [
        unavailable('rights', 'error-response'),
        unavailable('population', 'error-response'),
      ])
    }
    responses(404, '')
    assert.deepEqual(
      await registers().lookUpPerson(aino),
      unavailable('population', 'error-response'),
    )
  })

  it('are unavailable when the population register leaves out the name or non-disclosure, or sends a malformed group', async () => {
    for (const groups of [
      [name, speaks('fi'), home],
      [speaks('fi'), disclosed, home],
      [name, disclosed, { tietoryhma: 'KUOLINPAIVA', kuollut: true }],
      [
        name,
        disclosed,
        { tietoryhma: 'KUOLINPAIVA', kuollut: true, kuolinpv: { arvo: '2026-02-30' } },
      ],
    ]) {
      responses(200, basicData(...groups))
      assert.deepEqual(
        await registers().lookUpPerson(aino),
        unavailable('population', 'unreadable-response'),
      )
    }
  })

  it('do not count a person as unknown when another server’s page says “not found”', async () => {
    responses(404, '<html>Not found</html>')
    assert.deepEqual(
      await registers().lookUpPerson(aino),
      unavailable('population', 'unreadable-response'),
    )
  })

  const unavailable = (register: string, because: string) => ({
    ok: false,
    refusal: { kind: 'register-unavailable', register, because },
  })

  it('are unavailable when they respond with an error', async () => {
    for (const status of [400, 401, 429, 500, 503]) {
      responses(status, rights)
      assert.deepEqual(
        await registers().lookUpRights(aino),
        unavailable('rights', 'error-response'),
      )
    }
  })

  it('are unavailable when the response is malformed or incomplete', async () => {
    const { registrationNumber, ...numberless } = rights
    assert.ok(registrationNumber)
    const noSuchDay = { ...rights, rights: [{ ...rights.rights[0], to: '2026-02-30' }] }
    for (const body of ['', '<html>', '[]', numberless, noSuchDay]) {
      responses(200, body)
      assert.deepEqual(
        await registers().lookUpRights(aino),
        unavailable('rights', 'unreadable-response'),
      )
    }
  })

  it('are unavailable when they do not respond', async () => {
    reply = 'silence'
    assert.deepEqual(
      await registers(50).lookUpPerson(aino),
      unavailable('population', 'no-response-in-time'),
    )
  })

  it('are unavailable when nothing listens there, or they redirect', async () => {
    const nobody = createRegisters({ url: 'http://127.0.0.1:9' })
    assert.deepEqual(await nobody.lookUpPerson(aino), unavailable('population', 'no-connection'))

    reply = { status: 307, body: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } }
    assert.deepEqual(
      await registers().lookUpPerson(aino),
      unavailable('population', 'no-connection'),
    )
  })
})
