import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, it } from 'node:test'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { createOutbox } from '#platform/outbox.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { afternoon } from '../testing.ts'
import { printHouseHttp } from './print-house-http.ts'

const letter = {
  letterNumber: '0123456789',
  pdf: new Uint8Array(Buffer.from('%PDF-1.7')),
  addressee: { lines: ['Aino Esimerkki', 'Esimerkkikatu 1', '00100 HELSINKI'] },
}

let running: Server | undefined
afterEach(() => {
  running?.closeAllConnections()
  running?.close()
  running = undefined
})

describe('the print house over HTTP', () => {
  it('gets number, document and address, and may say that it has had the letter', async () => {
    for (const status of [201, 200]) {
      const { url, asked } = await aPrintHouse((response) => {
        answer(response, status, { letterNumber: letter.letterNumber })
      })
      await printHouseHttp({ url }).post(letter)
      assert.deepEqual(asked, [
        {
          letterNumber: '0123456789',
          pdf: Buffer.from('%PDF-1.7').toString('base64'),
          addressee: { lines: letter.addressee.lines },
        },
      ])
    }
  })

  it('is not believed when it answers 200 and says nothing of the letter', async () => {
    for (const body of [{ error: 'E_1017' }, { letterNumber: '9999999999' }]) {
      const { url } = await aPrintHouse((response) => {
        answer(response, 200, body)
      })
      await assert.rejects(printHouseHttp({ url }).post(letter), /did not say that it has/)
    }
  })

  it('that does not answer in time is a fault', async () => {
    const { url } = await aPrintHouse(() => undefined)
    const slow = printHouseHttp({ url, timeoutMilliseconds: 20 })
    await assert.rejects(slow.post(letter), { name: 'TimeoutError' })
  })
})

forEachDatabase('a letter to the print house', ({ db }) => {
  it('that does not answer is tried again, until the letter is there', async () => {
    let attempt = 0
    const { url } = await aPrintHouse((response) => {
      attempt += 1
      if (attempt === 1) return
      if (attempt === 2) answer(response, 503, {})
      else answer(response, 201, { letterNumber: letter.letterNumber })
    })
    const job = await aLetterJob(url, 'silent')
    await assert.rejects(job.outbox.drain())
    assert.deepEqual(await db.read(job.outbox.deadLetters), [])
    job.pass()
    await assert.rejects(job.outbox.drain())
    job.pass()
    await job.outbox.drain()
    assert.equal(attempt, 3)
  })

  it('that has another letter under the number is a dead letter at once', async () => {
    const { url, asked } = await aPrintHouse((response) => {
      answer(response, 409, { kind: 'another-letter-has-this-number' })
    })
    const job = await aLetterJob(url, 'taken')
    await assert.rejects(job.outbox.drain())
    job.pass()
    await job.outbox.drain()
    assert.equal(asked.length, 1)
    const [dead, ...more] = await db.read(job.outbox.deadLetters)
    assert.deepEqual(more, [])
    assert.equal(dead?.attempts, 1)
    assert.match(dead.lastFault, /another letter under the number 0123456789/)
  })

  async function aLetterJob(url: string, key: string) {
    let now: Instant = afternoon
    const outbox = createOutbox({ db, clock: { now: () => now } })
    const printHouse = printHouseHttp({ url, timeoutMilliseconds: 100 })
    outbox.use({
      handlers: [{ kind: 'test.letter', handle: () => printHouse.post(letter) }],
      subscriptions: [],
    })
    const planned = await db.write(async (tx) => {
      await outbox.planJob(tx, { kind: 'test.letter', key, payload: {} })
      return ok(undefined)
    })
    assert.ok(planned.ok)
    return {
      outbox,
      pass: () => {
        now = plus(now, day)
      },
    }
  }
})

/** A print house that answers as told; what it was asked stands in `asked`. */
async function aPrintHouse(act: (response: ServerResponse) => void) {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    assert.equal(`${String(request.method)} ${String(request.url)}`, 'POST /letters')
    void text(request).then((body) => {
      asked.push(JSON.parse(body))
      act(response)
    })
  }).listen(0, '127.0.0.1')
  running?.closeAllConnections()
  running?.close()
  running = server
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  return { url: `http://127.0.0.1:${String(address.port)}`, asked }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
