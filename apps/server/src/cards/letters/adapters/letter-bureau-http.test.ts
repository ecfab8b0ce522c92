import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, it } from 'node:test'
import { printHouseHttp } from './letter-bureau-http.ts'

const batchId = '00000000-0000-4000-8000-000000000001'
const manifest = `${'a'.repeat(64)}  0123456789.pdf\n`
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
  it('gets number, document and address of a letter, and may say that it has had it', async () => {
    for (const status of [201, 200]) {
      const { printHouse, asked } = await aPrintHouse((response) => {
        answer(response, status, { letterNumber: letter.letterNumber })
      })
      assert.ok((await printHouse.bring(batchId, letter)).ok)
      assert.deepEqual(asked, [
        {
          at: `PUT /batches/${batchId}/letters/0123456789`,
          body: {
            pdf: Buffer.from('%PDF-1.7').toString('base64'),
            addressee: { lines: letter.addressee.lines },
          },
        },
      ])
    }
  })

  it('refuses a letter whose number is another’s, and a manifest that does not fit', async () => {
    const { printHouse } = await aPrintHouse((response) => {
      answer(response, 409, { kind: 'whatever' })
    })
    const brought = await printHouse.bring(batchId, letter)
    assert.equal(!brought.ok && brought.refusal.kind, 'another-letter-has-this-number')
    const ordered = await printHouse.order(batchId, manifest)
    assert.equal(!ordered.ok && ordered.refusal.kind, 'manifest-refused')
  })

  it('says which manifest it has accepted, and nothing of a batch that is open', async () => {
    const { printHouse } = await aPrintHouse((response) => {
      answer(response, 200, { manifest })
    })
    assert.equal(await printHouse.acceptedManifest(batchId), manifest)
    const open = await aPrintHouse((response) => {
      answer(response, 404, {})
    })
    assert.equal(await open.printHouse.acceptedManifest(batchId), undefined)
  })

  it('is not believed when it answers 200 and says nothing of letter or manifest', async () => {
    for (const body of [{ error: 'E_1017' }, { letterNumber: '9999999999', manifest: 'other' }]) {
      const { printHouse } = await aPrintHouse((response) => {
        answer(response, 200, body)
      })
      await assert.rejects(printHouse.bring(batchId, letter), /did not say that it has/)
      await assert.rejects(printHouse.order(batchId, manifest), /did not acknowledge/)
    }
  })

  it('that does not answer in time, or says anything else, is a fault', async () => {
    const silent = await aPrintHouse(() => undefined, 20)
    await assert.rejects(silent.printHouse.order(batchId, manifest), { name: 'TimeoutError' })
    const { printHouse } = await aPrintHouse((response) => {
      answer(response, 503, {})
    })
    await assert.rejects(printHouse.order(batchId, manifest), /answered 503/)
  })
})

/** A print house that answers as told; what it was asked stands in `asked`. */
async function aPrintHouse(act: (response: ServerResponse) => void, timeoutMilliseconds = 10_000) {
  const asked: unknown[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push({
        at: `${String(request.method)} ${String(request.url)}`,
        body: body === '' ? undefined : (JSON.parse(body) as unknown),
      })
      act(response)
    })
  }).listen(0, '127.0.0.1')
  running?.closeAllConnections()
  running?.close()
  running = server
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const url = `http://127.0.0.1:${String(address.port)}`
  return { printHouse: printHouseHttp({ url, timeoutMilliseconds }), asked }
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
