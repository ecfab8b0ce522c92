import assert from 'node:assert/strict'
import { it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { activateCard } from '@sotevarmenne/smartcard/activation'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import type { CardTurn } from '@sotevarmenne/smartcard/relay-apdus'
import { proveAdminKey } from '@sotevarmenne/smartcard/prove-admin-key'
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
  pin1: '2580',
  pin1Again: '2580',
  pin2: '147036',
  pin2Again: '147036',
}

const relayService = { renewCode: async () => assert.fail(), takeTurn: async () => assert.fail() }

async function desk() {
  const { card, plan, started } = await makePersonalisedCard({ issue: issueFrom(now) })
  const channel = channelTo(card)
  const reader: CardReader = {
    id: 'test',
    name: 'Test',
    withCard: async (operation) => ok(await operation(channel)),
    onChange: () => undefined,
    close: async () => undefined,
  }
  const clock = { now: () => now }
  /** Opens the card for a new code, as the service does for a person who has the code of a new letter. */
  const openToNewCode = (purpose: 'activation' | 'pins' = 'activation') =>
    proveAdminKey(channel, plan.adminKey, { purpose, chipSerial: started.chipSerial })
  return {
    reader,
    clock,
    channel,
    cardNumber: plan.cardNumber,
    openToNewCode,
    desk: createCardDesk(theseReaders([reader]), { clock, roots: async () => [] }),
  }
}

it('the service refuses a letter of another card, and the card is not touched', async () => {
  const { reader, ...deps } = await desk()
  const service = {
    checkCode: async () => assert.fail(),
    checkLetter: async () => refuse({ kind: 'service-refused', title: 'Another card' } as const),
    report: async () => ok(undefined),
  }
  const reports = { send: async () => assert.fail(), sendStored: async () => undefined }
  const response = await activate(reader, form, 'en', { ...deps, service, relayService, reports })
  assert.equal(!response.ok && response.refusal.kind, 'service-refused')
  const seen = await deps.desk.see(reader)
  assert.ok(seen.state === 'card' && !seen.card.activated)
})

it('the code of a new letter is written to the card, without using a try, once the service has verified it', async () => {
  const { reader, channel, cardNumber, openToNewCode, ...deps } = await desk()
  const code = '87654321'
  const letterNumber = '1234567890'
  const right = Buffer.from(await codeProofOf(code, { cardNumber, letterNumber })).toString(
    'base64',
  )
  const newLetter = {
    renewCode: async ({ proof }: { readonly proof: string }) => {
      if (proof !== right) return refuse({ kind: 'service-refused', title: 'Wrong' } as const)
      assert.ok((await openToNewCode()).ok)
      const turn = { relayId: 'relay', turn: 1, commands: ['own-step'] }
      return ok({ state: 'commands', ...turn } as const)
    },
    takeTurn: async ({ turn, responses }: CardTurn) => {
      assert.deepEqual(responses, ['9000'])
      if (turn === 2) return ok({ state: 'done', outcome: { codeOnCard: true } } as const)
      assert.ok((await openToNewCode('pins')).ok)
      const next = { relayId: 'relay', turn: 2, commands: ['own-step'] }
      return ok({ state: 'commands', ...next } as const)
    },
  }
  const all = {
    ...deps,
    relayService: newLetter,
    service: {
      checkCode: async () => assert.fail(),
      checkLetter: async () => ok({ belongs: true, codeOnCard: false } as const),
      report: async () => ok(undefined),
    },
    reports: { send: async () => true, sendStored: async () => undefined },
  }
  const wrong = await activate(reader, { ...form, letterNumber }, 'en', all)
  assert.equal(!wrong.ok && wrong.refusal.kind, 'service-refused')
  const typed = { ...form, letterNumber, activationCode: '8765 4321' }
  assert.deepEqual(await activate(reader, typed, 'en', all), ok({ report: 'sent' }))

  const byFormer = await activateCard(channel, { ...form, activationCode: form.activationCode })
  assert.deepEqual(
    !byFormer.ok && byFormer.refusal,
    { kind: 'wrong-activation-code', triesLeft: 4 },
    'the first wrong one that the card has seen',
  )
  assert.ok((await activateCard(channel, { ...form, activationCode: code })).ok)
})

it('an activation sets both PINs and is reported with a signature of the new key (R30)', async () => {
  const { reader, ...deps } = await desk()
  const service = {
    checkCode: async () => assert.fail(),
    checkLetter: async () => ok({ belongs: true, codeOnCard: true } as const),
    report: async () => ok(undefined),
  }
  const sent: unknown[] = []
  const send = async (report: unknown) => sent.push(report) === 1
  const reports = { send, sendStored: async () => undefined }
  const response = await activate(reader, form, 'en', { ...deps, service, relayService, reports })
  assert.deepEqual(response, ok({ report: 'sent' }))
  const seen = await deps.desk.see(reader)
  assert.ok(seen.state === 'card' && seen.card.activated)
})
