import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { createCardDesk } from '../cards/card-desk.ts'
import { theseReaders } from '../cards/readers.ts'
import type { CardReader } from '../cards/card-reader.ts'
import { issueFrom } from '../testing.ts'
import { activate } from './activate.ts'

const now = instant(1_790_000_000_000)
const form = {
  letterNumber: '12345 67890',
  activationCode: '12345678',
  pin1: '1234',
  pin1Again: '1234',
  pin2: '123456',
  pin2Again: '123456',
}

const relayService = { renewCode: async () => assert.fail(), takeTurn: async () => assert.fail() }

async function desk() {
  const { card } = await makePersonalisedCard({ issue: issueFrom(now) })
  const channel = channelTo(card)
  const reader: CardReader = {
    id: 'test',
    name: 'Test',
    withCard: async (deed) => ok(await deed(channel)),
    onChange: () => undefined,
    close: async () => undefined,
  }
  const clock = { now: () => now }
  return {
    reader,
    clock,
    desk: createCardDesk(theseReaders([reader]), { clock, roots: async () => [] }),
  }
}

it('a letter of another card is refused by the service and the card is not touched', async () => {
  const { reader, ...deps } = await desk()
  const service = {
    checkLetter: async () => refuse({ kind: 'service-refused', title: 'Another card' } as const),
    report: async () => ok(undefined),
  }
  const reports = { send: async () => assert.fail(), sendKept: async () => undefined }
  const answer = await activate(reader, form, 'en', { ...deps, service, relayService, reports })
  assert.equal(!answer.ok && answer.refusal.kind, 'service-refused')
  const seen = await deps.desk.see(reader)
  assert.ok(seen.state === 'card' && !seen.card.activated)
})

it('an activation sets both PINs and is reported with a signature of the new key', async () => {
  const { reader, ...deps } = await desk()
  const service = {
    checkLetter: async () => ok({ belongs: true, codeOnCard: true } as const),
    report: async () => ok(undefined),
  }
  const sent: unknown[] = []
  const send = async (report: unknown) => sent.push(report) === 1
  const reports = { send, sendKept: async () => undefined }
  const answer = await activate(reader, form, 'en', { ...deps, service, relayService, reports })
  assert.deepEqual(answer, ok({ isReported: true }))
  const seen = await deps.desk.see(reader)
  assert.ok(seen.state === 'card' && seen.card.activated)
})
