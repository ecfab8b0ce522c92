import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { plus, hour } from '@sotevarmenne/kernel/instant'
import { readToken } from '@sotevarmenne/smartcard/card-facts'
import { createSignerClient, type SignerClient } from '#pki/ca/index.ts'
import { cardInProduction } from '#cards/card/index.ts'
import { adminKeysOf } from '../../entry/choose-adapters.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardHandedOver,
  aCardsEnvironment,
  aDrawerOfBlanks,
  afternoon,
} from '#cards/lifecycle/testing.ts'

forEachDatabase('a web process that was taken over', ({ db }) => {
  let now = afternoon
  let ca: TestCa
  /** What the signer gives to anybody who can open its sockets. */
  let signer: SignerClient
  const faults: unknown[] = []

  before(async () => {
    ca = await startTestCa({ clock: { now: () => now } })
    signer = createSignerClient({ socketFolder: `${ca.folder}/run` })
  })
  after(async () => {
    signer.close()
    await ca.close()
  })

  const aCardInUse = async (changes: Partial<SignerClient> = {}) => {
    const drawer = aDrawerOfBlanks()
    const onFault = (fault: unknown) => void faults.push(fault)
    const environment = aCardsEnvironment({
      ...{ db, ca, clock: { now: () => now }, readers: drawer.readers },
      adminKeys: adminKeysOf({ signer: { ...ca.signer, ...changes }, onFault }),
    })
    await aCardHandedOver(environment)
    const [plastic] = drawer.taken
    assert.ok(plastic)
    const token = await readToken(await plastic.insert())
    assert.ok(token.ok)
    return cardInProduction(token.value.cardNumber, plastic.chipSerial)
  }
  const refused = { ok: false, refusal: { kind: 'card-already-produced' } }

  it('gets no admin key of a card in use from the signer, for its chip or another', async () => {
    const card = await aCardInUse()
    assert.deepEqual(faults, [])
    const onAnotherChip = { ...card, chipSerial: card.chipSerial.toReversed() }
    assert.deepEqual(await signer.deriveAdminKey(card), refused)
    assert.deepEqual(await signer.deriveAdminKey(onAnotherChip), refused)
    await ca.restart()
    assert.deepEqual(await signer.deriveAdminKey(card), refused)
  })

  it('gets none an hour later either, where the signer did not hear of the read-back', async () => {
    const noteReadBack: SignerClient['noteReadBack'] = () =>
      Promise.resolve({ ok: false, refusal: { kind: 'signer-unavailable', detail: 'away' } })
    const card = await aCardInUse({ noteReadBack })
    // Production went on; an operator sees it in the log.
    assert.match(
      String(faults.at(-1)),
      /was not told that a card was read back: signer-unavailable/,
    )
    assert.ok((await signer.deriveAdminKey(card)).ok)
    now = plus(now, hour)
    assert.deepEqual(await signer.deriveAdminKey(card), refused)
    now = afternoon
  })
})
