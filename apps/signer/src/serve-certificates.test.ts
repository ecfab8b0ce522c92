import assert from 'node:assert/strict'
import { once } from 'node:events'
import { duplexPair } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import { describe, it } from 'node:test'
import { joinParts, mostTogether, partReader } from '@sotevarmenne/issuing/socket/frames'
import { ok } from '@sotevarmenne/kernel/result'
import { serveCertificates } from './serve-certificates.ts'

describe('a connection for certificates', () => {
  const profile = 'server'
  const answerLength = 1000
  const serve = () => {
    const [asker, signer] = duplexPair()
    const taken: string[] = []
    serveCertificates(signer, Buffer.alloc(0), {
      signer: {
        signCertificate: ({ tbs }) => {
          taken.push(Buffer.from(tbs).toString('utf8'))
          return Promise.resolve(ok(new Uint8Array(answerLength)))
        },
      },
      mayAskProfile: () => true,
      onFault: (fault) => assert.fail(String(fault)),
    })
    return { asker, taken }
  }
  const asked = (tbs: string): Uint8Array =>
    joinParts([joinParts(['an issuer', profile, tbs].map((part) => Buffer.from(part)))])

  it('takes nothing more from who does not take its answers, and all of it once they are taken', async () => {
    const { asker, taken } = serve()
    const count = 20 * mostTogether
    for (let nr = 0; nr < count; nr += 1) asker.write(asked(`certificate ${String(nr)}`))
    let before = -1
    while (before < taken.length) {
      before = taken.length
      await turns(2 * mostTogether)
    }
    assert.ok(taken.length < 2 * mostTogether, `${String(taken.length)} were taken`)

    const readParts = partReader(2 * answerLength)
    let answers = 0
    asker.on('data', (piece: Buffer) => {
      answers += readParts(piece)?.length ?? assert.fail('too long')
      if (answers === count) asker.end()
    })
    await once(asker, 'end')
    assert.equal(answers, count)
    assert.equal(new Set(taken).size, count)
  })
})

/** Of the event loop. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await setImmediate()
}
