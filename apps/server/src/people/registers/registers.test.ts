import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { text as readText } from 'node:stream/consumers'
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

type Asked = { readonly url: string; readonly body: unknown; readonly requestId: string }

describe('the registers', () => {
  let server: Server
  let url = ''
  let answer: { status: number; body: string; headers?: { [name: string]: string } } | 'silence'
  const asked: Asked[] = []

  const receive = async (request: IncomingMessage): Promise<void> => {
    asked.push({
      url: request.url ?? '',
      body: JSON.parse(await readText(request)),
      requestId: String(request.headers['x-request-id']),
    })
  }
  before(async () => {
    server = createServer((request, response) => {
      void receive(request).then(() => {
        if (answer === 'silence') return
        response.writeHead(answer.status, answer.headers).end(answer.body)
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
  const answers = (status: number, body: unknown): void => {
    answer = { status, body: typeof body === 'string' ? body : JSON.stringify(body) }
  }

  it('say which rights a person holds', async () => {
    answers(200, {
      ...rights,
      doctorId: '204115',
      rights: [{ ...rights.rights[0], to: '2028-05-31', limits: 'valvonnan alaisena' }],
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
          },
        ],
      },
    })
  })

  it('are asked with the code in the body only, each request with an id', async () => {
    answers(200, rights)
    assert.ok((await registers().lookUpRights(aino)).ok)
    const last = asked.at(-1)
    assert.equal(last?.url, '/rights/search')
    assert.deepEqual(last.body, { identityCode: '140388-9039' })
    assert.match(last.requestId, /^[0-9a-f-]{36}$/)
  })

  it('say who a person is', async () => {
    answers(200, { ...resident, died: '2026-11-01' })
    assert.deepEqual(await registers().lookUpPerson(aino), {
      ok: true,
      value: { ...resident, died: '2026-11-01' },
    })
  })

  it('give no address under non-disclosure, even when the register sends one', async () => {
    answers(200, { ...resident, nonDisclosure: true })
    const person = await registers().lookUpPerson(aino)
    assert.ok(person.ok)
    assert.ok(!('address' in person.value))
  })

  it('say whose a SATU is, which travels in the body only, and tell no address under non-disclosure', async () => {
    const satu = parseSatu('999004228')
    assert.ok(satu.ok)
    answers(200, { ...resident, identityCode: '140388-9039', nonDisclosure: true })
    const { address, ...told } = resident
    assert.ok(address.street)
    assert.deepEqual(await registers().lookUpBySatu(satu.value), {
      ok: true,
      value: { ...told, nonDisclosure: true, identityCode: '140388-9039' },
    })
    const last = asked.at(-1)
    assert.equal(last?.url, '/population/search')
    assert.deepEqual(last.body, { satu: '999004228' })
    for (const body of [resident, { ...resident, identityCode: '140388-9038' }]) {
      answers(200, body)
      assert.deepEqual(
        await registers().lookUpBySatu(satu.value),
        unavailable('population', 'unreadable-answer'),
      )
    }
    answers(404, '')
    assert.deepEqual(await registers().lookUpBySatu(satu.value), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
  })

  it('do not know everybody', async () => {
    answers(404, '')
    assert.deepEqual(await registers().lookUpRights(aino), {
      ok: false,
      refusal: { kind: 'no-right' },
    })
    assert.deepEqual(await registers().lookUpPerson(aino), {
      ok: false,
      refusal: { kind: 'unknown-to-population-register' },
    })
  })

  it('are not taken to know nobody when a page of some other server says “not found”', async () => {
    answers(404, '<html>Not found</html>')
    assert.deepEqual(
      await registers().lookUpPerson(aino),
      unavailable('population', 'unreadable-answer'),
    )
  })

  const unavailable = (register: string, because: string) => ({
    ok: false,
    refusal: { kind: 'register-unavailable', register, because },
  })

  it('are unavailable when they answer with an error', async () => {
    for (const status of [400, 401, 429, 500, 503]) {
      answers(status, rights)
      assert.deepEqual(await registers().lookUpRights(aino), unavailable('rights', 'error-answer'))
    }
  })

  it('are unavailable when the answer can’t be read or lacks a fact', async () => {
    const { registrationNumber, ...numberless } = rights
    assert.ok(registrationNumber)
    const noSuchDay = { ...rights, rights: [{ ...rights.rights[0], to: '2026-02-30' }] }
    for (const body of ['', '<html>', '[]', numberless, noSuchDay]) {
      answers(200, body)
      assert.deepEqual(
        await registers().lookUpRights(aino),
        unavailable('rights', 'unreadable-answer'),
      )
    }
  })

  it('are unavailable when they keep silent', async () => {
    answer = 'silence'
    assert.deepEqual(
      await registers(50).lookUpPerson(aino),
      unavailable('population', 'no-answer-in-time'),
    )
  })

  it('are unavailable when nobody listens there, or they send elsewhere', async () => {
    const nobody = createRegisters({ url: 'http://127.0.0.1:9' })
    assert.deepEqual(await nobody.lookUpPerson(aino), unavailable('population', 'no-connection'))

    answer = { status: 307, body: '', headers: { location: 'http://127.0.0.1:9/elsewhere' } }
    assert.deepEqual(
      await registers().lookUpPerson(aino),
      unavailable('population', 'no-connection'),
    )
  })
})
