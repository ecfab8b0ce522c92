import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { checkpointBytes, sha256 } from '@sotevarmenne/issuing/checkpoint'
import {
  append,
  consistencyPath,
  emptyTree,
  join as joinHashes,
  leafHash,
  rootOf,
  type Node,
} from '@sotevarmenne/issuing/domain/merkle'
import { anIssuer, testNow } from '@sotevarmenne/issuing/testing'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { createFileKeys } from '#keys/file-keys.ts'
import type { SigningKey } from '#keys/signing-key.ts'
import { createSigner } from '#signer.ts'
import { openSigningLog } from '#signing-log.ts'
import { openMemory } from './memory.ts'

describe('a checkpoint of the audit log beside the one that was signed last', () => {
  let folder: string
  let key: SigningKey
  let now: Instant
  let close: () => Promise<void>
  let sign: ReturnType<typeof createSigner>['signCheckpoint']
  const issuer = anIssuer()

  const start = async () => {
    const signingLog = await openSigningLog(join(folder, 'signing-log'))
    const clock = { now: () => now }
    const memory = await openMemory(join(folder, 'memory'), clock)
    const issuers = new Map([[issuer.id, { issuer, key }]])
    const signer = createSigner({ issuers, checkpointKey: key, signingLog, memory, clock })
    sign = signer.signCheckpoint
    close = async () => {
      await signingLog.close()
      await memory.close()
    }
  }
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'head-memory-'))
    key = await createFileKeys({ folder, passphrase: 'x', workFactor: 10 }).create('a', 'P-256')
    now = testNow
    await start()
  })
  afterEach(async () => {
    await close()
    await rm(folder, { recursive: true })
  })

  /** A log of entries `<name> 0`, `<name> 1` …; after `same` entries it differs from one with another name. */
  const logOf = (entries: readonly string[]) => {
    const nodes: Node[] = []
    let tree = emptyTree
    for (const entry of entries) {
      const grown = append(sha256, tree, leafHash(sha256, Buffer.from(entry)))
      tree = grown.tree
      nodes.push(...grown.completed)
    }
    const hashOf = (level: number, index: number) => {
      const node = nodes.find((each) => each.level === level && each.index === index)
      assert.ok(node)
      return node.hash
    }
    return {
      requested: (after: number, at: Instant = now) => ({
        size: tree.size,
        root: rootOf(sha256, tree),
        at,
        proof:
          after === 0
            ? []
            : consistencyPath(after, tree.size).flatMap(
                (parts) =>
                  joinHashes(
                    sha256,
                    parts.map(({ level, index }) => hashOf(level, index)),
                  ) ?? [],
              ),
      }),
    }
  }
  const entries = (count: number, name = 'entry') =>
    Array.from({ length: count }, (_, nr) => `${name} ${String(nr)}`)
  const grown = (count: number) => logOf(entries(count))
  const resultOf = async (requested: Parameters<typeof sign>[0]) => {
    const signed = await sign(requested)
    return signed.ok ? 'signed' : signed.refusal
  }

  it('is signed when its tree contains that of the last one, also after a restart', async () => {
    const first = grown(3).requested(0)
    const signed = await sign(first)
    const { spki, algorithm } = key
    assert.ok(signed.ok)
    const of = { algorithm, spki, signature: signed.value }
    assert.ok(verifySignature({ ...of, data: checkpointBytes(first) }))
    assert.equal(await resultOf(grown(3).requested(3)), 'signed', 'the same again')
    assert.equal(await resultOf(grown(8).requested(3)), 'signed')
    await close()
    await start()
    assert.equal(await resultOf(grown(20).requested(8)), 'signed')
  })

  it('is refused with another tree of the same size, with a smaller one, and with one that forks', async () => {
    assert.equal(await resultOf(grown(8).requested(0)), 'signed')
    const notConsistent = { kind: 'head-not-consistent', lastSize: 8 }
    assert.deepEqual(await resultOf(logOf(entries(8, 'other')).requested(8)), notConsistent)
    assert.deepEqual(await resultOf(grown(7).requested(0)), notConsistent)
    const forked = [...entries(7), 'another eighth', 'ninth', 'tenth']
    assert.deepEqual(await resultOf(logOf(forked).requested(8)), notConsistent)
    assert.deepEqual(await resultOf(logOf(forked).requested(7)), notConsistent)
    assert.deepEqual(await resultOf(grown(10).requested(7)), notConsistent, 'a proof from another')
    assert.deepEqual(await resultOf({ ...grown(10).requested(8), proof: [] }), notConsistent)
    await close()
    await start()
    assert.deepEqual(await resultOf(logOf(forked).requested(8)), notConsistent)
    assert.equal(await resultOf(grown(10).requested(8)), 'signed', 'a refusal changes nothing')
  })

  it('is refused with a time away from now, and signed after a clock that ran ahead', async () => {
    assert.equal(await resultOf(grown(3).requested(0)), 'signed')
    now = plus(now, -hour)
    assert.equal(await resultOf(grown(3).requested(3)), 'signed')
    for (const at of [plus(now, hour), plus(now, -2 * minute)])
      assert.deepEqual(await resultOf(grown(4).requested(3, at)), {
        kind: 'outside-time-window',
        now,
      })
  })

  it('is refused as malformed with another root than of 32 bytes, or without a size', async () => {
    const good = grown(3).requested(0)
    for (const bad of [
      { root: new Uint8Array(31) },
      { size: 0 },
      { size: 2 ** 53 },
      { size: 1.5 },
    ]) {
      const refused = await resultOf({ ...good, ...bad })
      assert.equal(typeof refused === 'object' && refused.kind, 'malformed-request')
    }
    assert.equal(await resultOf(good), 'signed')
  })

  it('follows only one of two that are requested at once', async () => {
    assert.equal(await resultOf(grown(8).requested(0)), 'signed')
    const forked = logOf([...entries(8), 'another ninth'])
    const results = await Promise.all([
      resultOf(grown(9).requested(8)),
      resultOf(forked.requested(8)),
    ])
    assert.deepEqual(results, ['signed', { kind: 'head-not-consistent', lastSize: 9 }])
  })
})
