import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { socketOf } from '@sotevarmenne/issuing/socket/client-roles'
import { digestOfRequested, joinParts, splitParts } from '@sotevarmenne/issuing/socket/frames'
import { aTbs, testNow } from '@sotevarmenne/issuing/testing'
import { ok } from '@sotevarmenne/kernel/result'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import type { LintedTbs } from './contract.ts'
import { createSignerClient, lintTbs } from './index.ts'

describe('a linted token', () => {
  const profile = 'professional-authentication'
  let ca: TestCa
  before(async () => {
    ca = await startTestCa({
      clock: { now: () => testNow },
      isWanted: ({ role, family }) =>
        family === 'ecc' && (role === 'root' || role === 'professional'),
    })
  })
  after(() => ca.close())

  const professional = () => ca.issuers.current('professional', 'ecc')
  const lint = (tbs: Uint8Array): LintedTbs => {
    const linted = lintTbs(tbs, { issuer: professional(), profile })
    assert.ok(linted.ok)
    return linted.value
  }

  it('is used once, whatever the signer’s response', async () => {
    const { signer } = ca
    const token = lint(aTbs({ issuer: professional(), profile }))
    assert.ok((await signer.signCertificate(token)).ok)
    assert.throws(() => signer.signCertificate(token), /used once/)
  })

  it('created again from the same bytes gets the same signature', async () => {
    const { signer, running } = ca
    const tbs = aTbs({ issuer: professional(), profile })
    const first = await signer.signCertificate(lint(tbs))
    assert.ok(first.ok)
    assert.deepEqual(await signer.signCertificate(lint(tbs)), first)
    assert.equal(running.counts().repeated, 1)
  })

  it('gets “not available” when the signer goes away meanwhile, and the next one is requested again', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'signer-client-'))
    await mkdir(join(folder, 'issuing'))
    let connections = 0
    const server = createServer().on('upgrade', (_, socket) => {
      connections += 1
      const signature = Uint8Array.of(connections)
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n')
      socket.on('data', (requested: Buffer) => {
        const [, , tbs] = splitParts(splitParts(requested)?.[0] ?? requested) ?? []
        if (connections > 1 && tbs !== undefined)
          socket.write(
            joinParts([joinParts([digestOfRequested(tbs), signature, new Uint8Array(0)])]),
          )
        else socket.destroy()
      })
    })
    server.listen(socketOf(folder, 'issuing'))
    await once(server, 'listening')
    const signer = createSignerClient({ socketFolder: folder })
    test.after(async () => {
      signer.close()
      server.close()
      await rm(folder, { recursive: true })
    })
    const request = () => signer.signCertificate(lint(aTbs({ issuer: professional(), profile })))
    const lost = await request()
    assert.equal(!lost.ok && lost.refusal.kind, 'signer-unavailable')
    assert.deepEqual(
      [await request(), await request()],
      [ok(Uint8Array.of(2)), ok(Uint8Array.of(2))],
    )
    assert.equal(connections, 2)
  })

  it('never accepts a signature over other bytes', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'signer-client-'))
    await mkdir(join(folder, 'issuing'))
    const server = createServer().on('upgrade', (_, socket) => {
      const other = digestOfRequested(aTbs({ issuer: professional(), profile }))
      const response = joinParts([other, Uint8Array.of(7), new Uint8Array(0)])
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n')
      socket.once('data', () => socket.end(joinParts([response])))
    })
    server.listen(socketOf(folder, 'issuing'))
    await once(server, 'listening')
    const signer = createSignerClient({ socketFolder: folder })
    test.after(async () => {
      signer.close()
      server.close()
      await rm(folder, { recursive: true })
    })
    await assert.rejects(
      signer.signCertificate(lint(aTbs({ issuer: professional(), profile }))),
      /for other bytes/,
    )
  })
})
