import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, it } from 'node:test'
import { bureauHttp } from './letter-bureau-http.ts'

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

describe('the card and letter bureau over HTTP', () => {
  it('receives number, document and address of a letter, and may say that it already has it', async () => {
    for (const status of [201, 200]) {
      const { bureau, requested } = await aBureau((response) => {
        reply(response, status, { letterNumber: letter.letterNumber })
      })
      assert.ok((await bureau.bring(batchId, letter)).ok)
      assert.deepEqual(requested, [
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

  it('refuses a letter with the number of another letter, and a manifest that does not match', async () => {
    const { bureau } = await aBureau((response) => {
      reply(response, 409, { kind: 'whatever' })
    })
    const brought = await bureau.bring(batchId, letter)
    assert.equal(!brought.ok && brought.refusal.kind, 'another-letter-has-this-number')
    const ordered = await bureau.order(batchId, manifest)
    assert.equal(!ordered.ok && ordered.refusal.kind, 'manifest-refused')
  })

  it('reports which manifest it has accepted, and none for an open batch', async () => {
    const { bureau } = await aBureau((response) => {
      reply(response, 200, { manifest })
    })
    assert.equal(await bureau.acceptedManifest(batchId), manifest)
    const open = await aBureau((response) => {
      reply(response, 404, {})
    })
    assert.equal(await open.bureau.acceptedManifest(batchId), undefined)
  })

  it('is not trusted when it returns 200 without naming the letter or the manifest', async () => {
    for (const body of [{ error: 'E_1017' }, { letterNumber: '9999999999', manifest: 'other' }]) {
      const { bureau } = await aBureau((response) => {
        reply(response, 200, body)
      })
      await assert.rejects(bureau.bring(batchId, letter), /did not confirm the letter/)
      await assert.rejects(bureau.order(batchId, manifest), /did not acknowledge/)
    }
  })

  it('causes an error when it times out or returns anything else', async () => {
    const silent = await aBureau(() => undefined, 20)
    await assert.rejects(silent.bureau.order(batchId, manifest), { name: 'TimeoutError' })
    const { bureau } = await aBureau((response) => {
      reply(response, 503, {})
    })
    await assert.rejects(bureau.order(batchId, manifest), /returned status 503/)
  })
})

/** A card and letter bureau that responds as configured; the requests it received are in `asked`. */
async function aBureau(action: (response: ServerResponse) => void, timeoutMilliseconds = 10_000) {
  const requested: unknown[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      requested.push({
        at: `${String(request.method)} ${String(request.url)}`,
        body: body === '' ? undefined : (JSON.parse(body) as unknown),
      })
      action(response)
    })
  }).listen(0, '127.0.0.1')
  running?.closeAllConnections()
  running?.close()
  running = server
  await once(server, 'listening')
  const address = server.address()
  assert.ok(address !== null && typeof address === 'object')
  const url = `http://127.0.0.1:${String(address.port)}`
  return { bureau: bureauHttp({ url, timeoutMilliseconds }), requested }
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
