import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { startTestAuthority, type TestAuthority } from '../testing.ts'
import { askStatusByOcsp } from './ask-status.ts'
import { checkCard } from './card-check.ts'
import { trustFromStatusService, type Trust } from './trust.ts'

const now = instant(1_790_000_000_000)

describe('the patient system', () => {
  let authority: TestAuthority
  let trust: Trust
  before(async () => {
    authority = await startTestAuthority(now)
    const found = await trustFromStatusService(authority.url)()
    assert.ok(found)
    trust = found
  })
  after(() => authority.close())

  const aCard = () => authority.issue('digitalSignature')
  const kindOf = async (
    card = aCard(),
    { at = now, anchors = trust.anchors, intermediates = trust.intermediates } = {},
  ) => {
    const deps = { anchors, intermediates, at, askStatus: askStatusByOcsp }
    const checked = await checkCard(card.chain, 'log-in', deps)
    return checked.ok ? 'ok' : checked.refusal.kind
  }

  it('lets in the holder of a good card', async () => {
    assert.equal(await kindOf(), 'ok')
  })
  it('refuses a revoked card', async () => {
    const card = aCard()
    authority.setStatus(card, { kind: 'revoked', revokedAt: now, reason: 'keyCompromise' })
    assert.equal(await kindOf(card), 'revoked')
  })
  it('refuses a card that the service does not know', async () => {
    const card = aCard()
    authority.setStatus(card, { kind: 'unknown' })
    assert.equal(await kindOf(card), 'status-unknown')
  })
  it('refuses an expired card', async () => {
    assert.equal(await kindOf(aCard(), { at: plus(now, 400 * day) }), 'expired')
  })
  it('refuses a card of an authority that it does not trust', async () => {
    assert.equal(await kindOf(aCard(), { anchors: [] }), 'unknown-authority')
  })
  it('refuses a card of an authority that comes with it, be it under a root that it trusts', async () => {
    const intermediates: Trust['intermediates'] = []
    assert.equal(await kindOf(aCard(), { intermediates }), 'unknown-authority')
  })
  it('refuses a card of which it cannot ask the status', async () => {
    const silent = await startTestAuthority(now)
    const found = await trustFromStatusService(silent.url)()
    const card = silent.issue('digitalSignature')
    await silent.close()
    assert.ok(found)
    assert.equal(await kindOf(card, found), 'status-unavailable')
  })
})
