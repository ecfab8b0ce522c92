import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { handOverCard, reportOwnCardLost, viewCard, type CardView } from '@sotevarmenne/api/cards'
import {
  confirmOrder,
  draftOrder,
  placeOrder,
  viewOrder,
  viewVisitor,
} from '@sotevarmenne/api/orders'
import { documentDays, inDays } from '@sotevarmenne/tests/time/days'
import { cardHands } from './card-hands.ts'
import { openNewestLetter, type LetterRead } from './letters.ts'
import { patientHands } from './patient-hands.ts'
import { readerHands } from './reader-hands.ts'
import { serviceHands } from './service-hands.ts'
import { relyingPartyHands } from './relying-party-hands.ts'
import type { Environment } from './environment.ts'

export type Step = { readonly name: string; readonly action: () => Promise<void> }

const ainosPins = { pin1: '2580', pin2: '470983' }
const aino = '140388-9039'
const passport = {
  documentType: 'passport',
  documentNumber: 'FP1234567',
  issuingCountry: 'FI',
  expires: inDays(documentDays),
} as const

/** The main job, step by step, over the network as every program of the field would do it. */
export function scenarioSteps(
  environment: Environment,
  /** Of the cards that the demo environment begins with. */
  registrarPins = { pin1: '1234', pin2: '123456' },
): readonly Step[] {
  const reader = readerHands(environment)
  const desk = serviceHands(environment, reader)
  const own = serviceHands(environment, reader)
  const patients = patientHands(environment, reader)
  const relyingParty = relyingPartyHands(environment)
  const cardsBefore = new Set<string>()
  let registrarsChip = ''
  let orderId = ''
  let statement = ''
  let card: CardView | undefined
  let letter: LetterRead | undefined

  const cardNow = async (): Promise<CardView> => {
    if (card === undefined) throw new Error('no card yet: an earlier step must produce it')
    return (card = await desk.request(viewCard, { cardId: card.cardId }))
  }
  let ainosCard: string | undefined
  const ainosChip = async (): Promise<string> => {
    if (ainosCard !== undefined) return ainosCard
    const fresh = (await reader.shelf()).filter((serial) => !cardsBefore.has(serial))
    assert.equal(fresh.length, 1, 'one new card lies beside the reader')
    return (ainosCard = fresh[0] ?? '')
  }

  return [
    {
      name: 'the registrar signs in with own card',
      action: async () => {
        for (const serial of await reader.shelf()) cardsBefore.add(serial)
        for (const serial of cardsBefore) {
          await reader.insert(serial)
          const session = await desk.signInWith(registrarPins.pin1)
          registrarsChip = serial
          if (session.roles.includes('registrar')) return
        }
        throw new Error('no registrar card beside the reader')
      },
    },
    {
      name: 'Aino Esimerkki is found by her identity code, with her right',
      action: async () => {
        const visitor = await desk.request(viewVisitor, {
          ...{ identityCode: aino, because: { reason: 'at-the-desk' } },
        })
        assert.equal(visitor.surname, 'Esimerkki')
        assert.deepEqual(visitor.mayOrder[0], { product: 'professional-card', allowed: true })
        const right = visitor.rights.find(({ inForce }) => inForce)
        assert.ok(right, 'she has a right in force')
        const drafted = await desk.request(draftOrder, {
          personId: visitor.personId,
          rightId: right.rightId,
          identification: passport,
          language: 'fi',
          ...(visitor.address && { letterAddress: visitor.address }),
          termsAccepted: true,
        })
        orderId = drafted.orderId
        const shown = Buffer.from(drafted.statement ?? '', 'base64')
        const confirmed = await desk.request(confirmOrder, {
          orderId,
          shownDigest: createHash('sha256').update(shown).digest('hex'),
          by: { means: 'typed', name: `${drafted.person.givenNames} ${drafted.person.surname}` },
        })
        statement = confirmed.statement ?? ''
      },
    },
    {
      name: "the order is signed with the registrar's card",
      action: async () => {
        const {
          status: response,
          reasonText,
          ...signed
        } = await reader.sign({
          origin: environment.portal,
          keyUsage: 'nonrepudiation',
          content: Buffer.from(statement, 'base64').toString('utf8'),
          pin: registrarPins.pin2,
        })
        assert.equal(response, 'ok', reasonText)
        const { signature, signatureAlgorithm, chain } = signed
        const placed = await desk.request(placeOrder, {
          orderId,
          signature,
          signatureAlgorithm,
          chain: [...chain],
        })
        assert.equal(placed.state, 'ordered')
      },
    },
    {
      name: 'the card is made, read back and found to be what was ordered',
      action: async () => {
        const produced = await until('the card is produced', async () => {
          const order = await desk.request(viewOrder, { orderId })
          return order.state === 'produced' ? order : undefined
        })
        assert.ok(produced.cardId)
        card = await desk.request(viewCard, { cardId: produced.cardId })
        assert.equal(card.state, 'awaitingHandOver')
        assert.deepEqual(card.certificates.map(({ purpose }) => purpose).sort(), [
          'authentication',
          'signature',
        ])
      },
    },
    {
      name: 'the card is handed over',
      action: async () => {
        const { cardId } = await cardNow()
        const handedOver = await desk.request(handOverCard, { cardId, identification: passport })
        assert.equal(handedOver.state, 'handedOver')
      },
    },
    {
      name: 'the activation letter leaves four working days later',
      action: async () => {
        assert.equal(await openNewestLetter(environment), undefined, 'no letter has left yet')
        await fetch(`${environment.sandbox}/clock`, {
          method: 'POST',
          body: new URLSearchParams({ to: 'next-letter' }),
        })
        letter = await until('the letter is at the card and letter bureau', () =>
          openNewestLetter(environment),
        )
        assert.equal(letter.letterNumber, (await signedInAgain()).letter?.letterNumber)
      },
    },
    {
      name: 'Aino activates the card with the code of the letter',
      action: async () => {
        assert.ok(letter)
        await reader.insert(await ainosChip())
        await reader.activate({ ...letter, ...ainosPins })
        await reader.insert(registrarsChip)
        await until('the activation is reported', async () =>
          (await cardNow()).state === 'inUse' ? true : undefined,
        )
        await reader.insert(await ainosChip())
      },
    },
    {
      name: 'Aino logs in to the patient system',
      action: async () => {
        const response = await patients.logIn(ainosPins.pin1)
        assert.ok('name' in response, JSON.stringify(response))
        assert.match(response.name, /Esimerkki/i)
      },
    },
    {
      name: 'Aino signs a prescription with PIN2, as a message and as a PDF',
      action: async () => {
        for (const form of ['cms', 'pdf'] as const) {
          const text = 'Potilas voi hyvin.'
          const response = await patients.prescribe({ text, form }, ainosPins.pin2)
          assert.ok('signedAt' in response, JSON.stringify(response))
        }
      },
    },
    {
      name: 'OCSP and the list say good',
      action: async () => {
        for (const { serial } of (await cardNow()).certificates) {
          assert.equal(await relyingParty.ocsp(serial), 'good')
          assert.equal(await relyingParty.isOnCrl(serial), false)
        }
      },
    },
    {
      name: 'the card is reported lost, and OCSP says revoked within 5 seconds',
      action: async () => {
        const { cardId, certificates } = await cardNow()
        await own.signInWith(ainosPins.pin1)
        const cancelled = await own.request(reportOwnCardLost, { cardId, reason: 'lost' })
        assert.equal(cancelled.state, 'cancelled')
        for (const { serial } of certificates)
          await until(
            'OCSP says revoked',
            async () => ((await relyingParty.ocsp(serial)) === 'revoked' ? true : undefined),
            5000,
          )
      },
    },
    {
      name: 'the card reader software refuses the card with the reason, and so does the patient system by itself',
      action: async () => {
        const atReader = await patients.logIn(ainosPins.pin1)
        assert.ok('kind' in atReader && atReader.kind === 'reader', JSON.stringify(atReader))
        assert.match(atReader.text, /suljettu.*kadonneeksi/)
        const withoutReader = cardHands(environment, await ainosChip())
        const response = await patientHands(environment, withoutReader).logIn(ainosPins.pin1)
        assert.ok('kind' in response, JSON.stringify(response))
        assert.equal(response.kind, 'revoked')
      },
    },
    {
      name: 'the list has both certificates within 60 seconds',
      action: async () => {
        if (card === undefined) throw new Error('no card in this scenario')
        for (const { serial } of card.certificates)
          await until(
            'it is on the list',
            async () => ((await relyingParty.isOnCrl(serial)) ? true : undefined),
            60_000,
          )
      },
    },
  ]

  /** Days have passed: sessions have ended, so the registrar signs in again. */
  async function signedInAgain(): Promise<CardView> {
    await desk.signInWith(registrarPins.pin1)
    return cardNow()
  }
}

/**
 * Polls until there is a result. Only the time between polls counts: a busy machine is slow to request and to
 * respond.
 */
async function until<Value>(
  what: string,
  request: () => Promise<Value | undefined>,
  milliseconds = 120_000,
): Promise<Value> {
  for (let waited = 0; ; waited += 50) {
    const response = await request()
    if (response !== undefined) return response
    if (waited > milliseconds) throw new Error(`${what}: timeout after ${milliseconds / 1000} s`)
    await sleep(50)
  }
}
