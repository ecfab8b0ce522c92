import assert from 'node:assert/strict'
import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, it } from 'node:test'
import { joinParts, maxTogether, partReader } from '@sotevarmenne/issuing/socket/frames'
import { ok } from '@sotevarmenne/kernel/result'
import { serveCertificates } from './serve-certificates.ts'

describe('a connection for signing certificates', () => {
  const profile = 'server'
  const responseLength = 1000
  const serve = () => {
    const [clientRole, signer] = duplexPair()
    const taken: string[] = []
    serveCertificates(signer, Buffer.alloc(0), {
      signer: {
        signCertificate: ({ tbs }) => {
          taken.push(Buffer.from(tbs).toString('utf8'))
          return Promise.resolve(ok(new Uint8Array(responseLength)))
        },
      },
      mayRequestProfile: () => true,
      onFault: (fault) => assert.fail(String(fault)),
    })
    return { clientRole, taken }
  }
  const requested = (tbs: string): Uint8Array =>
    joinParts([joinParts(['an issuer', profile, tbs].map((part) => Buffer.from(part)))])

  it('reads nothing more from a client that does not read its responses, and everything once they are read', async () => {
    const { clientRole, taken } = serve()
    const count = 20 * maxTogether
    for (let nr = 0; nr < count; nr += 1) clientRole.write(requested(`certificate ${String(nr)}`))
    let before = -1
    while (before < taken.length) {
      before = taken.length
      await turns(2 * maxTogether)
    }
    assert.ok(taken.length < 2 * maxTogether, `${String(taken.length)} were taken`)

    const readParts = partReader(2 * responseLength)
    let responses = 0
    clientRole.on('data', (piece: Buffer) => {
      responses += readParts(piece)?.length ?? assert.fail('too long')
      if (responses === count) clientRole.end()
    })
    await once(clientRole, 'end')
    assert.equal(responses, count)
    assert.equal(new Set(taken).size, count)
  })
})

/** Turns of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate()
}
