import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { text as readText } from 'node:stream/consumers'
import { address } from '@sotevarmenne/api/values'
import { parseIdentityCode, type IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseSatu } from '@sotevarmenne/identifiers/satu'
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
  address: { street: 'Katu 1', postalCode: '33100', postOffice: 'Tampere', country: 'FI' },
}

type Requested = { readonly url: string; readonly body: unknown; readonly requestId: string }

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
    assert.equal(last?.url, '/rights/search')
    assert.deepEqual(last.body, { identityCode: '140388-9039' })
    assert.match(last.requestId, /^[0-9a-f-]{36}$/)
  })

  it('return the data of a person', async () => {
    responses(200, { ...resident, died: '2026-11-01' })
    assert.deepEqual(await registers().lookUpPerson(aino), {
      ok: true,
      value: { ...resident, died: '2026-11-01' },
    })
  })

  it('return an address as the forms write it, so that a confirmed one is the same', async () => {
    const sent = { street: '1  High Street', postalCode: 'sw1a  1aa', postOffice: ' London' }
    responses(200, { ...resident, address: { ...sent, country: 'gb' } })
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok && person.value.address)
    const confirmed = address.parse(person.value.address)
    assert.deepEqual(confirmed, person.value.address)
    assert.equal(confirmed.postalCode, 'SW1A 1AA')
    responses(200, { ...resident, address: { ...sent, postalCode: '', country: 'HK' } })
    assert.ok((await registers().lookUpPerson(aino)).ok, 'of a country without postal codes')
  })

  it('return no address under non-disclosure, even when the register sends one', async () => {
    responses(200, { ...resident, nonDisclosure: true })
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok)
    assert.ok(!('address' in person.value))
  })

  it('return the person with a SATU, which is sent in the body only, and no address under non-disclosure', async () => {
    const satu = parseSatu('999004228')
    assert.ok(satu.ok)
    responses(200, { ...resident, identityCode: '140388-9039', nonDisclosure: true })
    const { address, ...input } = resident
    assert.ok(address.street)
    assert.deepEqual(await registers().lookUpBySatu(satu.value), {
      ok: true,
      value: { ...input, nonDisclosure: true, identityCode: '140388-9039' },
    })
    const last = requested.at(-1)
    assert.equal(last?.url, '/population/search')
    assert.deepEqual(last.body, { satu: '999004228' })
    for (const body of [resident, { ...resident, identityCode: '140388-9038' }]) {
      responses(200, body)
      assert.deepEqual(
        await registers().lookUpBySatu(satu.value),
        unavailable('population', 'unreadable-response'),
      )
    }
    responses(404, '')
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
    assert.deepEqual(await registers().lookUpPerson(aino), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
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
