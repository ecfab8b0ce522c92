import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { startTestCa, type TestCa } from '../testing.ts'
import { queryStatusByOcsp } from './query-status.ts'
import { checkCard } from './card-check.ts'
import { trustFromRepository, type Trust } from './trust.ts'

const now = instant(1_790_000_000_000)

describe('the patient system', () => {
  let ca: TestCa
  let trust: Trust
  before(async () => {
    ca = await startTestCa(now)
    const found = await trustFromRepository(ca.url)()
    assert.ok(found)
    trust = found
  })
  after(() => ca.close())

  const aCard = () => ca.issue('digitalSignature')
  const kindOf = async (
    card = aCard(),
    { at = now, anchors = trust.anchors, intermediates = trust.intermediates } = {},
  ) => {
    const deps = { anchors, intermediates, at, queryStatus: queryStatusByOcsp }
    const checked = await checkCard(card.chain, 'log-in', deps)
    return checked.ok ? 'ok' : checked.refusal.kind
  }

  it('lets the holder of a good card in', async () => {
    assert.equal(await kindOf(), 'ok')
  })
  it('refuses a revoked card', async () => {
    const card = aCard()
    ca.setStatus(card, { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' })
    assert.equal(await kindOf(card), 'revoked')
  })
  it('refuses a card that the service does not know', async () => {
    const card = aCard()
    ca.setStatus(card, { kind: 'unknown' })
    assert.equal(await kindOf(card), 'status-unknown')
  })
  it('refuses an expired card', async () => {
    assert.equal(await kindOf(aCard(), { at: plus(now, 400 * day) }), 'expired')
  })
  it('refuses a card of a CA that it does not trust', async () => {
    assert.equal(await kindOf(aCard(), { anchors: [] }), 'unknown-ca')
  })
  it('refuses a card of a CA that the client sends, even under a root that it trusts', async () => {
    const intermediates: Trust['intermediates'] = []
    assert.equal(await kindOf(aCard(), { intermediates }), 'unknown-ca')
  })
  it('refuses a card when its status cannot be queried', async () => {
    const silent = await startTestCa(now)
    const found = await trustFromRepository(silent.url)()
    const card = silent.issue('digitalSignature')
    await silent.close()
    assert.ok(found)
    assert.equal(await kindOf(card, found), 'status-unavailable')
  })
})
