import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { socketOf } from '@sotevarmenne/issuing/socket/client-roles'
import { digestOfAsked, joinParts, splitParts } from '@sotevarmenne/issuing/socket/frames'
import { aTbs, testNow } from '@sotevarmenne/issuing/testing'
import { ok } from '@sotevarmenne/kernel/result'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import type { LintedTbs } from './contract.ts'
import { createSignerClient, lintTbs } from './index.ts'

describe('a linted token', () => {
  const profile = 'professional-authentication'
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority({
      clock: { now: () => testNow },
      isWanted: ({ role, family }) =>
        family === 'ecc' && (role === 'root' || role === 'professional'),
    })
  })
  after(() => authority.close())

  const professional = () => authority.issuers.current('professional', 'ecc')
  const lint = (tbs: Uint8Array): LintedTbs => {
    const linted = lintTbs(tbs, { issuer: professional(), profile })
    assert.ok(linted.ok)
    return linted.value
  }

  it('is used once, whatever the signer answered', async () => {
    const { signer } = authority
    const token = lint(aTbs({ issuer: professional(), profile }))
    assert.ok((await signer.signCertificate(token)).ok)
    assert.throws(() => signer.signCertificate(token), /used once/)
  })

  it('made anew of the same bytes gets the same signature', async () => {
    const { signer, running } = authority
    const tbs = aTbs({ issuer: professional(), profile })
    const first = await signer.signCertificate(lint(tbs))
    assert.ok(first.ok)
    assert.deepEqual(await signer.signCertificate(lint(tbs)), first)
    assert.equal(running.counts().repeated, 1)
  })

  it('gets “not available” when the signer goes away meanwhile, and the next is asked anew', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'signer-client-'))
    await mkdir(join(folder, 'issuing'))
    let connections = 0
    const server = createServer().on('upgrade', (_, socket) => {
      connections += 1
      const signature = Uint8Array.of(connections)
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n')
      socket.on('data', (asked: Buffer) => {
        const [, , tbs] = splitParts(splitParts(asked)?.[0] ?? asked) ?? []
        if (connections > 1 && tbs !== undefined)
          socket.write(joinParts([joinParts([digestOfAsked(tbs), signature, new Uint8Array(0)])]))
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
    const ask = () => signer.signCertificate(lint(aTbs({ issuer: professional(), profile })))
    const lost = await ask()
    assert.equal(!lost.ok && lost.refusal.kind, 'signer-unavailable')
    assert.deepEqual([await ask(), await ask()], [ok(Uint8Array.of(2)), ok(Uint8Array.of(2))])
    assert.equal(connections, 2)
  })

  it('is not answered by what was signed for other bytes', async (test) => {
    const folder = await mkdtemp(join(tmpdir(), 'signer-client-'))
    await mkdir(join(folder, 'issuing'))
    const server = createServer().on('upgrade', (_, socket) => {
      const other = digestOfAsked(aTbs({ issuer: professional(), profile }))
      const answer = joinParts([other, Uint8Array.of(7), new Uint8Array(0)])
      socket.write('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: a\r\n\r\n')
      socket.once('data', () => socket.end(joinParts([answer])))
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
