import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, afterEach, before } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import {
  anAuthenticationEnvironment,
  type AuthenticationEnvironment,
} from '#identity/authentication/testing.ts'
import type { TestCardsDeps } from '../deps.ts'
import { aVendor } from '../testing.ts'
import type { Db } from '#platform/db.ts'

export const morning = instant(Date.UTC(2026, 10, 26, 8))

/** A vendor of test cards, with what its tests need. */
export function openTestCards(db: Db) {
  let ca: TestCa | undefined
  let environment: AuthenticationEnvironment | undefined
  let folder: string | undefined
  let vendor: ReturnType<typeof aVendor> | undefined
  const suite = {
    now: morning,
    get ca() {
      return ca ?? assert.fail('used before the first hook')
    },
    get environment() {
      return environment ?? assert.fail('used before the first hook')
    },
    get folder() {
      return folder ?? assert.fail('used before the first hook')
    },
    get vendor() {
      return vendor ?? assert.fail('used before the first hook')
    },
  }
  const anotherVendor = (
    limits?: TestCardsDeps['limits'],
    hasCeased?: () => boolean,
    cardLayout?: TestCardsDeps['cardLayout'],
  ) =>
    aVendor({
      ...(limits && { limits }),
      ...(hasCeased && { hasCeased }),
      keys: ['ecc', 'rsa'],
      db,
      clock: { now: () => suite.now },
      record: suite.environment.deps.record,
      certificates: suite.environment.certificates,
      revocations: suite.environment.revocations,
      caCertificates: suite.environment.deps.caCertificates,
      cards: suite.environment.cards,
      ...(cardLayout && { cardLayout }),
    })

  /** For a separate vendor: ordered and accepted, not produced yet. */
  const aPlasticCard = async () => {
    const other = anotherVendor()
    const { orderId } = valueOf(await other.order())
    valueOf(await other.decide(orderId, { decision: 'accept' }))
    const [{ testCardId } = { testCardId: '' }] = valueOf(await other.list()).cards
    const states = await db.read((tx) =>
      suite.environment.cards.statesOfTestCards(tx, [testCardId]),
    )
    const card = states.get(testCardId)
    assert.ok(card)
    return { other, testCardId, cardId: card.cardId }
  }

  before(async () => {
    const clock = { now: () => suite.now }
    // Besides all of elliptic curves, the test CA of RSA keys.
    const isWanted = ({ role, family }: { readonly role: string; readonly family: string }) =>
      family === 'ecc' || role === 'root' || role === 'test'
    ca = await startTestCa({ clock, isWanted })
    environment = anAuthenticationEnvironment({ db, ca, clock })
    folder = await mkdtemp(path.join(tmpdir(), 'test-cards-'))
    vendor = anotherVendor()
  })
  afterEach(() => {
    suite.now = morning
  })
  after(async () => {
    await suite.ca.close()
    await rm(suite.folder, { recursive: true })
  })

  let files = 0
  const aFile = () => path.join(suite.folder, `${String((files += 1))}.json`)
  const pinOf = { authentication: '1234', signature: '123456' }
  const rowOf = async (testCardId: string) => {
    const { rows } = await db.read((tx) =>
      sql<{ state: string; file_sealed: Uint8Array | null; secret_digest: Uint8Array | null }>`
        select state, file_sealed, secret_digest from test_cards.test_card
        where test_card_id = ${testCardId}`.execute(tx),
    )
    return rows[0]
  }

  const statusesOf = (testCardId: string) =>
    db.read(async (tx) => {
      const issued = await suite.environment.certificates.certificatesOfCard(tx, testCardId)
      return Promise.all(
        issued.map(
          async ({ issuer, serial }) =>
            (await suite.environment.revocations.statusOf(tx, { issuer, serial })).status,
        ),
      )
    })
  return Object.assign(suite, { anotherVendor, aPlasticCard, aFile, pinOf, rowOf, statusesOf })
}
