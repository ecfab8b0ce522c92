import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { anIssuer, testNow } from '@sotevarmenne/issuing/testing'
import { day, formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { signByEvery } from '#ceremony/record.ts'
import { createFileKeys } from '#keys/file-keys.ts'
import type { KeyedIssuer } from '#signer.ts'
import { openSigningLog, type SigningLog } from '#signing-log.ts'
import { applyDecisions, decisionPrefix, submitDecision, type Decision } from './decisions.ts'
import { openMemory, type SignerMemory } from './memory.ts'

describe('a decision of two persons about the signer’s memory', () => {
  const issuer = 'professional-g1-ecc'
  let folder: string
  let roots: Map<string, KeyedIssuer>
  let now: Instant
  let signingLog: SigningLog
  let memory: SignerMemory
  const clock = { now: () => now }
  beforeEach(async () => {
    now = testNow
    folder = await mkdtemp(join(tmpdir(), 'decisions-'))
    const keys = createFileKeys({ folder, passphrase: 'x', workFactor: 10 })
    roots = new Map()
    for (const id of ['root-g1-ecc', 'root-g2-ecc']) {
      const key = await keys.create(id, 'P-384')
      roots.set(id, { key, issuer: { ...anIssuer(id.replace('g2', 'g1')), spki: key.spki } })
    }
    signingLog = await openSigningLog(join(folder, 'signing-log'))
    memory = await openMemory(join(folder, 'memory'), clock)
  })
  afterEach(async () => {
    await signingLog.close()
    await memory.close()
    await rm(folder, { recursive: true })
  })

  const parts = () => ({
    folder: join(folder, 'decisions'),
    roots: new Map([...roots].map(([id, each]) => [id, each.issuer])),
    clock,
  })
  const decided = async (decision: Decision, by = roots, prefix = decisionPrefix) => {
    const record = {
      decision,
      decidedAt: formatInstant(now),
      persons: ['One', 'Other'],
      file: 'f'.repeat(64),
    }
    return JSON.stringify(await signByEvery(record, by, prefix), undefined, 2)
  }
  const submit = (content: string) => submitDecision(content, parts())
  const notApplied: string[] = []
  const apply = () =>
    applyDecisions({
      ...{ ...parts(), signingLog, memory },
      onRefused: (digest) => notApplied.push(digest),
    })
  const reason = 'a number was signed by mistake'
  const lastNumber = (number: number): Decision => ({
    ...{ kind: 'last-crl-number', issuer, number, reason },
  })

  it('repairs the last CRL number, once, and is shown from then on', async () => {
    const signature = Uint8Array.of(1)
    const used = { use: `${issuer} crl ${String(2n ** 159n)}`, digest: '0'.repeat(64), signature }
    await signingLog.append([used])
    const digest = await submit(await decided(lastNumber(500)))
    const applied = [{ digest, kind: 'last-crl-number', at: now }]
    assert.deepEqual(await apply(), applied)
    assert.equal(signingLog.lastCrlNumber(issuer), 500n)

    await signingLog.append([{ ...used, use: `${issuer} crl 501` }])
    now = plus(now, 60 * day)
    assert.deepEqual(await apply(), applied)
    assert.equal(signingLog.lastCrlNumber(issuer), 501n, 'not applied again')
    await signingLog.close()
    signingLog = await openSigningLog(join(folder, 'signing-log'))
    assert.equal(signingLog.lastCrlNumber(issuer), 501n)
  })

  it('lets the audit log continue from the head of a restored database', async () => {
    await memory.heads.keep({ size: 900, root: new Uint8Array(32), at: now })
    const root = 'ab'.repeat(32)
    await memory.receipts.keep([{ entryId: 'lost with the database', digest: new Uint8Array(32) }])
    await submit(await decided({ kind: 'audit-head', size: 700, root, reason }))
    await apply()
    const head = memory.heads.last()
    assert.deepEqual(head, { size: 700, root: new Uint8Array(Buffer.from(root, 'hex')), at: now })
    assert.equal(memory.receipts.figures().open, 0)
  })

  it('allows more certificates of a profile on a day', async () => {
    const decision = { kind: 'day-limit', profile: 'server', day: '2026-11-24', certificates: 9000 }
    await submit(await decided({ ...decision, reason } as Decision))
    await apply()
    memory.counts.take('server', now)
    assert.equal(memory.counts.today(now)[0]?.limit, Number.MAX_SAFE_INTEGER)
    await memory.close()
    memory = await openMemory(join(folder, 'memory'), clock, { perDay: 10 })
    assert.equal(memory.counts.today(now)[0]?.limit, 9000)
    const other = { ...decision, profile: 'other', reason } as unknown as Decision
    await assert.rejects(submit(await decided(other)), /no decision/)
  })

  it('is refused unless every root has signed it, as a decision, in these words', async () => {
    const [first] = roots
    assert.ok(first)
    const notByAll = await decided(lastNumber(500), new Map([first]))
    const asRecord = await decided(lastNumber(500), roots, 'sotevarmenne ceremony record\n')
    const altered = (await decided(lastNumber(500))).replace('500', '600')
    for (const content of [notByAll, asRecord, altered])
      await assert.rejects(submit(content), /not signed by every root/)
    await assert.rejects(submit('{}'), /no decision/)
    await assert.rejects(
      submitDecision(await decided(lastNumber(5)), { ...parts(), roots: new Map() }),
      /not signed by every root/,
    )
    assert.deepEqual(await apply(), [])
    assert.ok(!(await readdir(folder)).includes('decisions'))
  })

  it('is refused a month later', async () => {
    const content = await decided(lastNumber(500))
    now = plus(now, 31 * day)
    await assert.rejects(submit(content), /too old/)
  })

  it('does not keep the signer from starting when it was submitted and is too old by then', async () => {
    const old = await submit(await decided(lastNumber(500)))
    now = plus(now, 31 * day)
    const fresh = await submit(await decided(lastNumber(600)))
    assert.deepEqual(await apply(), [{ digest: fresh, kind: 'last-crl-number', at: now }])
    assert.deepEqual(notApplied, [old])
    assert.equal(signingLog.lastCrlNumber(issuer), 600n)
  })

  it('is about an issuer by its name, not by a path', async () => {
    const content = await decided({ ...lastNumber(5), issuer: '../../x' } as Decision)
    await assert.rejects(submit(content), /no decision/)
  })
})
