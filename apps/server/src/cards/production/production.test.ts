import assert from 'node:assert/strict'
import { randomUUID, X509Certificate } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, it } from 'node:test'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { cardRemoved } from '@sotevarmenne/smartcard/card-channel'
import { certificatePaths, keySlots } from '@sotevarmenne/smartcard/layout'
import { readCard } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { createBlankCard } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import type { CardState } from '@sotevarmenne/smartcard/virtual-card/state'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  aCardAwaitingHandOver,
  aCardOrder,
  aCardsEnvironment,
  aSignedOrder,
  aDeskPermit,
  adminKeysInHand,
  aDrawerOfBlanks,
  afternoon,
  anOrderedCard,
  aPassport,
  type CardsEnvironment,
  certificatesByStatus,
  isEmpty,
  letterNumberOf,
  onlyTheFirst,
  sendEveryLetter,
  withPin,
} from '#cards/lifecycle/testing.ts'
import type { CardInProduction } from '#pki/ca/contract.ts'
import { virtualReader } from './adapters/virtual-reader.ts'
import type { CardReaders } from './ports.ts'

forEachDatabase('producing a card', ({ db }) => {
  let ca: TestCa
  let folder: string

  const aTestEnvironment = (readers?: CardReaders) =>
    aCardsEnvironment({ db, ca, ...(readers && { readers }) })
  const produce = ({ cards }: CardsEnvironment, cardId: string) =>
    cards.produceCard(aPermit('cards.produceCard'), cardId)
  const view = async ({ cards }: CardsEnvironment, cardId: string) => {
    const viewed = await cards.viewCard(aDeskPermit('cards.viewCard'), { cardId })
    assert.ok(viewed.ok)
    return viewed.value
  }

  before(async () => {
    ca = await startTestCa({ clock: { now: () => afternoon } })
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-cards-'))
  })
  after(async () => {
    await ca.close()
    await rm(folder, { recursive: true })
  })

  it('twice at once produces one card, and its letter is sent once (R22)', async () => {
    const environment = aTestEnvironment()
    const { written, count } = environment
    const cardId = await anOrderedCard(environment)
    const both = await Promise.all([produce(environment, cardId), produce(environment, cardId)])
    assert.ok(both.every((each) => each.ok))
    assert.ok((await produce(environment, cardId)).ok)
    assert.equal(count('CardProduced'), 1)

    const letterNumber = letterNumberOf(environment, cardId)
    await sendEveryLetter(environment)
    await sendEveryLetter(environment)
    assert.deepEqual(
      written.map((letter) => letter.letterNumber),
      [letterNumber],
    )
    assert.match(written[0]?.activationCode ?? '', /^\d{8}$/)
    assert.equal(count('ActivationLetterSent'), 1)
  })

  it('for staff and actors names the organisation in both certificates (R98)', async () => {
    const environment = aTestEnvironment()
    for (const product of ['staff-card', 'actor-card'] as const) {
      const order = aCardOrder()
      const accepted = await db.write(async (tx) =>
        ok(
          await environment.cards.acceptOrder(
            tx,
            aPermit('orders.placeOrder'),
            {
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
            },
            aSignedOrder,
          ),
        ),
      )
      assert.ok(accepted.ok)
      assert.ok((await produce(environment, accepted.value)).ok)
      const card = await view(environment, accepted.value)
      assert.equal(card.product, product)
      assert.equal(card.subjectNumber, '90000000018')
      assert.equal(card.employer?.unit, 'Sisätautien poliklinikka')

      const issued = await db.read((tx) =>
        environment.certificates.certificatesOfCard(tx, accepted.value),
      )
      assert.equal(issued.length, 2)
      for (const certificate of issued) {
        const { subject } = new X509Certificate(certificate.der)
        assert.match(subject, /O=Esimerkkilän hyvinvointialue\n/)
        assert.match(subject, /OU=Sisätautien poliklinikka\n/)
        assert.match(subject, /serialNumber=90000000018\n/)
      }

      const cancelled = await environment.cards.cancelCard(aDeskPermit('cards.cancelCard'), {
        cardId: accepted.value,
        reason: 'employment-ended',
      })
      assert.ok(cancelled.ok)
      const { good, revoked } = await certificatesByStatus(environment, accepted.value)
      assert.deepEqual([good.length, revoked.length], [0, 2])
    }
  })

  it('takes another blank card when one is pulled out, and revokes what was issued for it', async () => {
    const environment = aTestEnvironment(pulledOutAfter(60, virtualReader({ folder })))
    const { count } = environment
    const cardId = await anOrderedCard(environment)
    const before = (await readdir(folder)).length
    assert.ok((await produce(environment, cardId)).ok)
    assert.equal(count('CardProductionFailed'), 1)
    assert.equal(count('CardProduced'), 1)
    assert.equal(count('CertificateRevoked'), count('CertificateIssued') - 2)
    assert.equal((await readdir(folder)).length, before + 1)
  })

  for (const [whence, drawer] of [
    ['a drawer', 'blanks'],
    ['no drawer', undefined],
  ] as const)
    it(`leaves a blank card from ${whence} unspent while the signer gives no admin key`, async () => {
      const [cards, blanks] = [join(folder, `of ${whence}`), join(folder, 'blanks')]
      const chipSerial = '00112233445566778899'
      await mkdir(blanks, { recursive: true })
      const filed = () => Promise.all([cards, blanks].map((each) => readdir(each)))
      if (drawer !== undefined)
        await createBlankCard({
          store: fileStore(join(blanks, `${chipSerial}.json`)),
          chipSerial,
        })
      const keys = adminKeysInHand({ clock: { now: () => afternoon } })
      const requested: CardInProduction[] = []
      let isAway = true
      const environment = aCardsEnvironment({
        ...{ db, ca },
        readers: virtualReader({ folder: cards, ...(drawer !== undefined && { drawer: blanks }) }),
        adminKeys: {
          ...keys,
          derive: async (card) => {
            requested.push(card)
            return isAway
              ? refuse({ kind: 'signer-unavailable', detail: 'away' })
              : keys.derive(card)
          },
        },
      })
      const cardId = await anOrderedCard(environment)
      const before = drawer === undefined ? [] : [`${chipSerial}.json`]
      for (let times = 0; times < 4; times += 1) {
        await assert.rejects(produce(environment, cardId), /no admin key .* signer-unavailable/)
        assert.deepEqual(await filed(), [[], before])
      }
      assert.equal(environment.count('CardProductionFailed'), 0)

      isAway = false
      assert.ok((await produce(environment, cardId)).ok)
      const [created, left] = await filed()
      assert.deepEqual([created?.length, left], [1, []])
      // A try has a card number of its own: the signer derives for one chip only.
      assert.equal(new Set(requested.map(({ cardNumber }) => cardNumber)).size, 5)
    })

  it('takes no blank card while the signer would certify none', async () => {
    const drawer = aDrawerOfBlanks()
    const queried: unknown[] = []
    let trouble: string | undefined = 'the HSM does not answer'
    const environment = aCardsEnvironment({
      ...{ db, ca, readers: drawer.readers },
      signerTrouble: (certified) => {
        queried.push(certified)
        return Promise.resolve(trouble)
      },
    })
    const cardId = await anOrderedCard(environment)
    await assert.rejects(produce(environment, cardId), /the HSM does not answer/)
    const profiles = ['professional-authentication', 'professional-signature']
    assert.deepEqual(queried, [{ by: 'professional', profiles }])
    for (const untouched of drawer.taken) assert.ok(!drawer.rejected.has(untouched.chipSerial))
    trouble = undefined
    assert.ok((await produce(environment, cardId)).ok)
  })

  it('ends at the signer with the read-back', async () => {
    const keys = adminKeysInHand({ clock: { now: () => afternoon } })
    const derived: CardInProduction[] = []
    const ended: CardInProduction[] = []
    const drawer = aDrawerOfBlanks({
      tamper: onlyTheFirst((state) => withPin(state, { tries: 9 })),
    })
    const environment = aCardsEnvironment({
      ...{ db, ca, readers: drawer.readers },
      adminKeys: {
        ...keys,
        derive: (card) => {
          derived.push(card)
          return keys.derive(card)
        },
        noteReadBack: (card) => {
          ended.push(card)
          return keys.noteReadBack(card)
        },
      },
    })
    const cardId = await anOrderedCard(environment)
    assert.ok((await produce(environment, cardId)).ok)
    const [rejected, produced] = derived
    assert.ok(rejected && produced && derived.length === 2)
    assert.notEqual(rejected.cardNumber, produced.cardNumber)
    assert.deepEqual(ended, [produced])
    const again = await keys.derive(produced)
    assert.equal(!again.ok && again.refusal.kind, 'card-already-produced')
  })

  for (const [language, label] of [
    ['fi', 'AMMATTIKORTTI'],
    ['sv', 'YRKESKORT'],
    ['en', 'PROFESSIONAL CARD'],
  ] as const)
    it(`gives a card a label in its holder’s language: ${label}`, async () => {
      const drawer = aDrawerOfBlanks()
      const environment = aTestEnvironment(drawer.readers)
      assert.ok((await produce(environment, await anOrderedCard(environment, { language }))).ok)
      const [finished] = await drawer.finished()
      assert.ok(finished)
      const read = await readCard(await finished.insert())
      assert.ok(read.ok)
      assert.equal(read.value.label, label)
    })

  for (const [layout, written, readBack] of [
    ['myeid', 55, 104],
    ['fineid-s4-2', 66, 134],
  ] as const)
    it(`takes at most ${String(written)} commands to write a card, and reports how many to read it back (${layout})`, async () => {
      const drawer = aDrawerOfBlanks({ layout })
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
      const environment = aTestEnvironment({ ...drawer.readers, nextBlank })
      assert.ok((await produce(environment, await anOrderedCard(environment))).ok)
      assert.ok(counts.written <= written, `${String(counts.written)} commands written`)
      assert.ok(counts.readBack <= readBack, `${String(counts.readBack)} commands read back`)
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
    it(`rejects a card ${which}, revokes its certificates and takes the next blank card (R21)`, async () => {
      const other = await aFinishedCard()
      const drawer = aDrawerOfBlanks({ tamper: onlyTheFirst((state) => make(state, other)) })
      const environment = aTestEnvironment(drawer.readers)
      const cardId = await anOrderedCard(environment)
      assert.ok((await produce(environment, cardId)).ok)

      const failed = environment.events.filter(({ type }) => type === 'CardProductionFailed')
      assert.deepEqual(kindsOf(failed), [findings])
      const [bad, good] = drawer.taken
      assert.ok(bad && good && drawer.taken.length === 2)
      assert.ok(isEmpty(await bad.state()))
      assert.ok(drawer.rejected.has(bad.chipSerial))
      assert.deepEqual(await drawer.finished(), [good])

      const card = await view(environment, cardId)
      const { good: stored, revoked } = await certificatesByStatus(environment, cardId)
      assert.equal(card.state, 'awaitingHandOver')
      assert.deepEqual(
        stored,
        card.certificates.map(({ serial }) => serial).sort(inOrderOf(stored)),
      )
      assert.equal(stored.length, 2)
      assert.equal(revoked.length, 2)
    })

  it('ends after three faulty blank cards, and reports the reason to the desk', async () => {
    const drawer = aDrawerOfBlanks({ tamper: (state) => withPin(state, { tries: 9 }) })
    const environment = aTestEnvironment(drawer.readers)
    const cardId = await anOrderedCard(environment)
    const expected = {
      ok: false,
      refusal: { kind: 'production-failed-for-good', findings: ['wrong-pin-limits'] },
    }
    assert.deepEqual(await produce(environment, cardId), expected)
    assert.deepEqual(await produce(environment, cardId), expected)

    assert.equal(drawer.taken.length, 3)
    assert.deepEqual(await drawer.finished(), [])
    for (const plastic of drawer.taken) assert.ok(isEmpty(await plastic.state()))
    const { good, revoked } = await certificatesByStatus(environment, cardId)
    assert.deepEqual([good.length, revoked.length], [0, 6])
    assert.equal(environment.count('ActivationLetterPlanned'), 0)

    const card = await view(environment, cardId)
    assert.equal(card.state, 'productionFailed')
    assert.deepEqual(card.certificates, [])
    assert.deepEqual(card.may, ['cancel'])
    assert.equal(card.productionFailure?.isFinal, true)
    const [finding, ...more] = card.productionFailure.findings
    assert.deepEqual(more, [])
    assert.equal(finding?.kind, 'wrong-pin-limits')
    assert.equal(finding.title.en, 'The limits of the card’s PINs are wrong')

    const job = environment.cards.jobs.find(({ kind }) => kind === 'cards.produce')
    await job?.handle({ kind: 'cards.produce', key: 'again', payload: { cardId } })
    assert.equal(drawer.taken.length, 3)
  })

  it('ends with one hand-over, never by the holder (R14, R25)', async () => {
    const environment = aTestEnvironment()
    const holder = randomUUID()
    const { cards, count } = environment
    const cardId = await aCardAwaitingHandOver(environment, { holder })
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

  it('identifies its holder again: not by a document that has expired (R25)', async () => {
    const environment = aTestEnvironment()
    const { cards, count } = environment
    const cardId = await aCardAwaitingHandOver(environment)
    const identification = { ...aPassport(), expires: localDate('2020-01-01') }
    const refused = await cards.handOverCard(aDeskPermit('cards.handOverCard'), {
      ...{ cardId, identification },
    })
    assert.equal(!refused.ok && refused.refusal.kind, 'document-expired')
    assert.equal(count('CardHandedOver'), 0)
  })

  async function aFinishedCard(): Promise<CardState> {
    const drawer = aDrawerOfBlanks()
    await aCardAwaitingHandOver(aTestEnvironment(drawer.readers))
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

/** The original key file, with the key of another one. */
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
