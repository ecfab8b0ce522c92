import assert from 'node:assert/strict'
import { randomUUID, X509Certificate } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { certificatePaths, keySlots } from '@sotevarmenne/smartcard/layout'
import { readCard } from '@sotevarmenne/smartcard/use'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { startTestAuthority, type TestAuthority } from '../../../../../tests/support/authority.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import {
  aCardAwaitingHandOver,
  aCardOrder,
  aCardsWorld,
  aDeskPermit,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  aPassport,
  type CardsWorld,
  certificatesByStatus,
  isEmpty,
  letterNumberOf,
  onlyTheFirst,
  sendEveryLetter,
  withPin,
} from '#cards/lifecycle/testing.ts'
import { virtualReader } from './adapters/virtual-reader.ts'
import type { CardReaders } from './ports.ts'

forEachDatabase('producing a card', ({ db }) => {
  let authority: TestAuthority
  let folder: string

  const aWorld = (readers?: CardReaders) =>
    aCardsWorld({ db, authority, ...(readers && { readers }) })
  const produce = ({ cards }: CardsWorld, cardId: string) =>
    cards.produceCard(aPermit('cards.produceCard'), cardId)
  const view = async ({ cards }: CardsWorld, cardId: string) => {
    const viewed = await cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }

  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => afternoon } })
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-cards-'))
  })
  after(async () => {
    await authority.close()
    await rm(folder, { recursive: true })
  })

  it('twice at once makes one card, and its letter leaves once (R22)', async () => {
    const world = aWorld()
    const { written, count } = world
    const cardId = await anOrderedCard(world)
    const both = await Promise.all([produce(world, cardId), produce(world, cardId)])
    assert.ok(both.every((each) => each.ok))
    assert.ok((await produce(world, cardId)).ok)
    assert.equal(count('CardProduced'), 1)

    const letterNumber = letterNumberOf(world, cardId)
    await sendEveryLetter(world)
    await sendEveryLetter(world)
    assert.deepEqual(
      written.map((letter) => letter.letterNumber),
      [letterNumber],
    )
    assert.match(written[0]?.activationCode ?? '', /^\d{8}$/)
    assert.equal(count('ActivationLetterSent'), 1)
  })

  it('for staff and actors names the organisation in both certificates (R98)', async () => {
    const world = aWorld()
    for (const product of ['staff-card', 'actor-card'] as const) {
      const order = aCardOrder()
      const accepted = await db.write(async (tx) =>
        ok(
          await world.cards.acceptOrder(tx, aPermit('orders.placeOrder'), {
            ...{ orderId: order.orderId, holder: order.holder, pointId: order.pointId },
            ...{ givenNames: order.givenNames, surname: order.surname, language: order.language },
            ...{ letterAddress: order.letterAddress, validTo: order.validTo },
            title: { fi: 'Osastonsihteeri', sv: 'Osastonsihteeri', en: 'Osastonsihteeri' },
            product,
            subjectNumber: '90000000018',
            employer: {
              organisationId: randomUUID(),
              organisation: 'Esimerkkilän hyvinvointialue',
              unit: 'Sisätautien poliklinikka',
            },
          }),
        ),
      )
      assert.ok(accepted.ok)
      assert.ok((await produce(world, accepted.value)).ok)
      const card = await view(world, accepted.value)
      assert.equal(card.product, product)
      assert.equal(card.subjectNumber, '90000000018')
      assert.equal(card.employer?.unit, 'Sisätautien poliklinikka')

      const issued = await db.read((tx) =>
        world.certificates.certificatesOfCard(tx, accepted.value),
      )
      assert.equal(issued.length, 2)
      for (const certificate of issued) {
        const { subject } = new X509Certificate(certificate.der)
        assert.match(subject, /O=Esimerkkilän hyvinvointialue\n/)
        assert.match(subject, /OU=Sisätautien poliklinikka\n/)
        assert.match(subject, /serialNumber=90000000018\n/)
      }

      const closed = await world.cards.closeCard(aDeskPermit('cards.closeCard'), {
        cardId: accepted.value,
        reason: 'employment-ended',
      })
      assert.ok(closed.ok)
      const { good, revoked } = await certificatesByStatus(world, accepted.value)
      assert.deepEqual([good.length, revoked.length], [0, 2])
    }
  })

  it('takes another blank when one is pulled out, and revokes what was issued for it', async () => {
    const world = aWorld(pulledOutAfter(60, virtualReader({ folder })))
    const { count } = world
    const cardId = await anOrderedCard(world)
    const before = (await readdir(folder)).length
    assert.ok((await produce(world, cardId)).ok)
    assert.equal(count('CardProductionFailed'), 1)
    assert.equal(count('CardProduced'), 1)
    assert.equal(count('CertificateRevoked'), count('CertificateIssued') - 2)
    assert.equal((await readdir(folder)).length, before + 1)
  })

  for (const [language, label] of [
    ['fi', 'AMMATTIKORTTI'],
    ['sv', 'YRKESKORT'],
    ['en', 'PROFESSIONAL CARD'],
  ] as const)
    it(`gives a card its name in its holder’s language: ${label}`, async () => {
      const drawer = aDrawerOfBlanks()
      const world = aWorld(drawer.readers)
      assert.ok((await produce(world, await anOrderedCard(world, { language }))).ok)
      const [finished] = await drawer.finished()
      assert.ok(finished)
      const read = await readCard(await finished.insert())
      assert.ok(read.ok)
      assert.equal(read.value.label, label)
    })

  it('takes 55 commands at most to write a card, and says how many to read it back', async () => {
    const drawer = aDrawerOfBlanks()
    const counts = { written: 0, readBack: 0 }
    const nextBlank = async () => {
      const { channel, ...blank } = await drawer.readers.nextBlank()
      let phase: keyof typeof counts = 'written'
      const counted = {
        transmit: (apdu: Uint8Array) => {
          counts[phase] += 1
          return channel.transmit(apdu)
        },
        reset: () => {
          phase = 'readBack'
          return channel.reset()
        },
      }
      return { ...blank, channel: { ...channel, ...counted } }
    }
    const world = aWorld({ ...drawer.readers, nextBlank })
    assert.ok((await produce(world, await anOrderedCard(world))).ok)
    assert.ok(counts.written <= 55, `${String(counts.written)} commands written`)
    assert.ok(counts.readBack <= 104, `${String(counts.readBack)} commands read back`)
  })

  const badCards: Readonly<
    Record<string, { readonly findings: readonly string[]; readonly make: MakeBad }>
  > = {
    'whose keys were exchanged': {
      findings: ['wrong-key', 'certificate-of-another-card'],
      make: (state) => ({
        ...state,
        files: {
          ...state.files,
          [authenticationKey]: withPartsOf(state, signatureKey, authenticationKey),
          [signatureKey]: withPartsOf(state, authenticationKey, signatureKey),
        },
      }),
    },
    'that has the key of another card': {
      findings: ['wrong-key', 'certificate-of-another-card'],
      make: (state, other) => withFile(state, signatureKey, other),
    },
    'that has the certificate of another card': {
      findings: ['certificate-of-another-card', 'wrong-certificate'],
      make: (state, other) => withFile(state, certificatePaths.authentication, other),
    },
    'that has key and certificate of another card': {
      findings: ['wrong-key', 'wrong-certificate'],
      make: (state, other) =>
        withFile(withFile(state, authenticationKey, other), certificatePaths.authentication, other),
    },
    'that is another card': {
      findings: ['another-card'],
      make: (state, other) => ({ ...state, chipSerial: other.chipSerial }),
    },
    'whose PIN may be tried more often': {
      findings: ['wrong-pin-limits'],
      make: (state) => withPin(state, { tries: 9, triesLeft: 9 }),
    },
    'whose activation code may be tried for ever': {
      findings: ['wrong-pin-limits'],
      make: (state) => withPin(state, { pukTries: 15, pukTriesLeft: 15 }),
    },
    'whose access rules are not in force': {
      findings: ['access-rules-not-in-force'],
      make: (state) => ({ ...state, lifeCycle: 'creation' }),
    },
  }

  for (const [which, { findings, make }] of Object.entries(badCards))
    it(`gives up a card ${which}, revokes its certificates and takes the next blank (R21)`, async () => {
      const other = await aFinishedCard()
      const drawer = aDrawerOfBlanks({ tamper: onlyTheFirst((state) => make(state, other)) })
      const world = aWorld(drawer.readers)
      const cardId = await anOrderedCard(world)
      assert.ok((await produce(world, cardId)).ok)

      const failed = world.events.filter(({ type }) => type === 'CardProductionFailed')
      assert.deepEqual(kindsOf(failed), [findings])
      const [bad, good] = drawer.taken
      assert.ok(bad && good && drawer.taken.length === 2)
      assert.ok(isEmpty(await bad.state()))
      assert.ok(drawer.rejected.has(bad.chipSerial))
      assert.deepEqual(await drawer.finished(), [good])

      const card = await view(world, cardId)
      const { good: kept, revoked } = await certificatesByStatus(world, cardId)
      assert.equal(card.state, 'awaitingHandOver')
      assert.deepEqual(kept, card.certificates.map(({ serial }) => serial).sort(inOrderOf(kept)))
      assert.equal(kept.length, 2)
      assert.equal(revoked.length, 2)
    })

  it('ends after three bad blanks, and tells the desk why', async () => {
    const drawer = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const world = aWorld(drawer.readers)
    const cardId = await anOrderedCard(world)
    const expected = {
      ok: false,
      refusal: { kind: 'production-failed-for-good', findings: ['wrong-pin-limits'] },
    }
    assert.deepEqual(await produce(world, cardId), expected)
    assert.deepEqual(await produce(world, cardId), expected)

    assert.equal(drawer.taken.length, 3)
    assert.deepEqual(await drawer.finished(), [])
    for (const plastic of drawer.taken) assert.ok(isEmpty(await plastic.state()))
    const { good, revoked } = await certificatesByStatus(world, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 6])
    assert.equal(world.count('ActivationLetterPlanned'), 0)

    const card = await view(world, cardId)
    assert.equal(card.state, 'productionFailed')
    assert.deepEqual(card.certificates, [])
    assert.deepEqual(card.may, ['close'])
    assert.equal(card.productionFailure?.isFinal, true)
    const [finding, ...more] = card.productionFailure.findings
    assert.deepEqual(more, [])
    assert.equal(finding?.kind, 'wrong-pin-limits')
    assert.equal(finding.title.en, 'The limits of the card’s PINs are wrong')

    const job = world.cards.jobs.find(({ kind }) => kind === 'cards.produce')
    await job?.handle({ kind: 'cards.produce', key: 'again', payload: { cardId } })
    assert.equal(drawer.taken.length, 3)
  })

  it('ends with one hand-over, never to oneself (R14, R25)', async () => {
    const world = aWorld()
    const holder = randomUUID()
    const { cards, count } = world
    const cardId = await aCardAwaitingHandOver(world, { holder })
    const identification = aPassport()
    const own = aPermit('cards.handOverCard', { personId: holder, pointId: 'point' })
    const refused = await cards.handOverCard(own, { cardId, identification })
    assert.equal(!refused.ok && refused.refusal.kind, 'handing-over-to-oneself')
    const desk = aDeskPermit('cards.handOverCard')
    const both = await Promise.all([
      cards.handOverCard(desk, { cardId, identification }),
      cards.handOverCard(desk, { cardId, identification }),
    ])
    assert.equal(both.filter((each) => each.ok).length, 1)
    assert.equal(count('CardHandedOver'), 1)
  })

  async function aFinishedCard(): Promise<CardState> {
    const drawer = aDrawerOfBlanks()
    await aCardAwaitingHandOver(aWorld(drawer.readers))
    const [card] = drawer.taken
    assert.ok(card)
    return card.state()
  }
})

type MakeBad = (state: CardState, other: CardState) => CardState

const authenticationKey = keySlots.authentication.path
const signatureKey = keySlots.signature.path

function fileOf({ files }: CardState, path: string): CardState['files'][string] {
  const file = files[path]
  assert.ok(file)
  return file
}

const withFile = (state: CardState, path: string, from: CardState): CardState => ({
  ...state,
  files: { ...state.files, [path]: fileOf(from, path) },
})

/** The key file as it was, with the key of another one. */
function withPartsOf(state: CardState, from: string, to: string): CardState['files'][string] {
  const [source, target] = [fileOf(state, from), fileOf(state, to)]
  assert.ok(source.kind === 'ec-key' && target.kind === 'ec-key')
  return { ...target, parts: source.parts }
}

const kindsOf = (failed: readonly object[]): readonly (readonly string[])[] =>
  failed.map((event) => {
    assert.ok('findings' in event && Array.isArray(event.findings))
    return [...new Set(event.findings.map(String))]
  })

const inOrderOf =
  (wanted: readonly string[]) =>
  (one: string, other: string): number =>
    wanted.indexOf(one) - wanted.indexOf(other)

/** The first card is pulled out after so many commands. */
function pulledOutAfter(commands: number, reader: CardReaders): CardReaders {
  let left = commands
  let isFirst = true
  return {
    ...reader,
    nextBlank: async () => {
      const blank = await reader.nextBlank()
      if (!isFirst) return blank
      isFirst = false
      const transmit = (apdu: Uint8Array) =>
        (left -= 1) < 0 ? Promise.reject(cardRemoved()) : blank.channel.transmit(apdu)
      return { ...blank, channel: { ...blank.channel, transmit } }
    },
  }
}
