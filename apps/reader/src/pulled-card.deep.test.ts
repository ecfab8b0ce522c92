import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, it } from 'node:test'
import { instant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { isCardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { accept, makePersonalisedCard } from '@sotevarmenne/smartcard/testing'
import { withFaults } from '@sotevarmenne/smartcard/virtual-card/faults'
import { memoryStore, type CardStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo, openVirtualCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import { activate } from './activation/activate.ts'
import { createCardDesk, type CardDesk } from './cards/card-desk.ts'
import type { CardReader } from './cards/card-reader.ts'
import { theseReaders } from './cards/readers.ts'
import { createPrompts } from './prompts/prompts.ts'
import { defaultSettings } from './settings/settings.ts'
import { sign } from './signing-api/sign.ts'
import { issueFrom } from './testing.ts'

/*
 * What the person sees of a card that is pulled out before each command, or before each response: a refusal
 * that says so, and with the card back everything continues.
 */

const now = instant(1_790_000_000_000)
const pins = { pin1: '2580', pin2: '147036' }
const form = {
  letterNumber: '1234567890',
  activationCode: '12345678',
  pin1: pins.pin1,
  pin1Again: pins.pin1,
  pin2: pins.pin2,
  pin2Again: pins.pin2,
}
const clock = { now: () => plus(now, 1000) }

describe('a card that is pulled out', () => {
  it('during a signature gives none, uses no try, and signs when it is back', async () => {
    const store = memoryStore()
    const { certificates } = await makePersonalisedCard({ store, issue: issueFrom(now), pins })
    const root = accept(decodeCertificate(certificates.root))
    await sweep(store, root, async (desk) => {
      const signed = await signOnce(desk)
      return signed.ok ? 'done' : signed.refusal.kind
    })
    const whole = await signOnce(deskOf(readerWith(store), root))
    assert.ok(whole.ok)
    const [reader] = deskOf(readerWith(store), root).readers
    assert.ok(reader)
    const seen = await deskOf(reader, root).see(reader)
    assert.ok(seen.state === 'card' && seen.card.pins.every(({ triesLeft }) => triesLeft === 5))
  })

  it('during its activation is activated, or can be activated with the same letter', async () => {
    const store = memoryStore()
    const { certificates } = await makePersonalisedCard({ store, issue: issueFrom(now) })
    const root = accept(decodeCertificate(certificates.root))
    await sweep(store, root, async (desk, again) => {
      const [reader] = desk.readers
      assert.ok(reader)
      const first = await activateOnce(desk, reader)
      const [later] = again.readers
      assert.ok(later)
      const seen = await again.see(later)
      assert.ok(seen.state === 'card')
      // What the card did before it was pulled out stays done; the remaining steps are done now, with the same
      // letter.
      const rest = await activateOnce(again, later)
      assert.ok(rest.ok, JSON.stringify(rest))
      assert.ok((await signOnce(again)).ok)
      return first.ok ? 'done' : first.refusal.kind
    })
  })
})

const removals = ['card-removed', 'no-card']

/**
 * Runs the operation with a copy of the card that is pulled out at each command in turn, until none is hit
 * any more.
 */
async function sweep(
  whole: CardStore,
  root: Certificate,
  operation: (desk: CardDesk, again: CardDesk) => Promise<string>,
): Promise<void> {
  const state = await whole.load()
  assert.ok(state)
  for (const before of ['command', 'response'] as const)
    for (let number = 0; ; number += 1) {
      const store = memoryStore()
      await store.save(state)
      let seen = 0
      const next = async () => {
        seen += 1
        return seen > number ? ({ kind: 'removed', before } as const) : undefined
      }
      const outcome = await operation(
        deskOf(readerWith(store, next), root),
        deskOf(readerWith(store), root),
      )
      if (outcome === 'done' && seen <= number) {
        assert.ok(number > 20)
        break
      }
      if (outcome !== 'done')
        assert.ok(removals.includes(outcome), `${outcome} at ${String(number)}`)
    }
}

function readerWith(
  store: CardStore,
  next?: () => Promise<
    { readonly kind: 'removed'; readonly before: 'command' | 'response' } | undefined
  >,
): CardReader {
  const card = openVirtualCard(store)
  return {
    id: randomBytes(4).toString('hex'),
    name: 'Test',
    withCard: async (operation) => {
      try {
        const opened = await card
        return ok(await operation(channelTo(next ? withFaults(opened, { next }) : opened)))
      } catch (fault) {
        if (isCardRemoved(fault)) return refuse({ kind: 'no-card' })
        throw fault
      }
    },
    onChange: () => undefined,
    close: async () => undefined,
  }
}

const deskOf = (reader: CardReader, root: Certificate): CardDesk =>
  createCardDesk(theseReaders([reader]), { clock, roots: async () => [root] })

function signOnce(desk: CardDesk) {
  const prompts = createPrompts({ changed: desk.changed, timeLimit: 60_000 })
  const stop = desk.watch(() => {
    const [request] = prompts.pending()
    if (!request) return
    stop()
    void prompts.submit(request.id, pins.pin2)
  })
  return sign(
    {
      purpose: 'signature',
      signatureType: 'signature',
      hash: 'SHA384',
      content: { kind: 'data', data: new Uint8Array(Buffer.from('note')) },
      selector: { keyAlgorithms: [], issuers: [] },
    },
    { origin: 'https://hospital.example', gone: new AbortController().signal },
    {
      desk,
      prompts,
      clock,
      settings: { load: async () => defaultSettings, save: async () => undefined },
      isNewEnough: () => Promise.resolve(true),
    },
  )
}

const activateOnce = (desk: CardDesk, reader: CardReader) =>
  activate(reader, form, 'en', {
    desk,
    clock,
    service: {
      checkCode: async () => assert.fail(),
      checkLetter: async () => ok({ belongs: true, codeOnCard: true }),
      report: async () => ok(undefined),
    },
    relayService: { renewCode: async () => assert.fail(), takeTurn: async () => assert.fail() },
    reports: { send: async () => true, sendStored: async () => undefined },
  })
