import assert from 'node:assert/strict'
import { sign } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { formatInstant, instant, minute, plus, second } from '@sotevarmenne/kernel/instant'
import { queryOcsp } from '@sotevarmenne/signatures/query-ocsp'
import { bytesOverHttp } from '@sotevarmenne/signatures/bytes-over-http'
import { openSoftwareCard } from '@sotevarmenne/smartcard/open-software-card'
import { readCard } from '@sotevarmenne/smartcard/use'
import { fileStore } from '@sotevarmenne/smartcard/virtual-card/store'
import { channelTo } from '@sotevarmenne/smartcard/virtual-card/virtual-card'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList } from '@sotevarmenne/x509/crl'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { verifyChain } from '@sotevarmenne/x509/path'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { exampleOrganisations } from '../registers/organisations.ts'
import { examplePeople } from '../registers/people.ts'
import { aSite } from '../testing.ts'
import { decoded } from '../environment/certify.ts'
import { createFaults } from '../environment/faults.ts'
import { openOtherCards, type OtherCard, type OtherCards } from './cards.ts'
import { createOtherCards } from './server.ts'
import { openTrees, type OtherCardKind, type Trees } from './trees.ts'

describe('third-party cards in the demo environment', () => {
  const now = instant(Date.now())
  const clock = { now: () => now }
  const faults = createFaults()
  const [person] = examplePeople
  const [organisation] = exampleOrganisations
  let data: string
  let url: string
  let trees: Trees
  let cards: OtherCards
  let server: FastifyInstance

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'other-cards-'))
    const ports = await freePorts(['otherCards'])
    url = `http://127.0.0.1:${String(ports.otherCards)}`
    trees = await openTrees(path.join(data, 'other-cards'), { now, url })
    cards = await openOtherCards(data, { clock, trees, url })
    server = createOtherCards({ site: aSite, clock, faults, trees, cards })
    await server.listen({ port: ports.otherCards, host: '127.0.0.1' })
  })
  after(async () => {
    await server.close()
    await rm(data, { recursive: true })
  })

  async function make(kind: OtherCardKind) {
    assert.ok(person && organisation)
    const of = kind === 'organisationCard' ? organisation : undefined
    const card = await cards.make(kind, person, of)
    assert.ok(card)
    const file = path.join(data, 'cards', `${kind}${card.cardNumber}.json`)
    const read = await readCard(channelTo(await openSoftwareCard(fileStore(file))))
    assert.ok(read.ok && read.value.activated)
    const der = read.value.certificates.find(({ purpose }) => purpose === 'authentication')?.der
    assert.ok(der)
    return { card, leaf: decoded(der) }
  }
  const request = (kind: OtherCardKind, certificate: Certificate) =>
    queryOcsp({
      ...{ certificate, issuer: trees.of[kind].ca.certificate, at: now },
      toleranceMilliseconds: minute,
    })
  async function isListed(kind: OtherCardKind, { known }: Certificate, card: OtherCard) {
    const der = await bytesOverHttp(known.crlDistributionPoints?.[0] ?? '', {
      ...{ milliseconds: 5 * second, maxBytes: 100_000 },
    })
    const list = decodeCertificateList(der ?? new Uint8Array())
    assert.ok(list.ok)
    const { ca } = trees.of[kind]
    assert.ok(verifySigned(list.value, ca.certificate.subjectPublicKeyInfo))
    return list.value.entries.some(({ serial }) =>
      card.serials.includes(Buffer.from(serial).toString('hex')),
    )
  }

  it('have the subject of their kind, under a tree of their own, and are in use beside the reader', async () => {
    assert.ok(person?.satu !== undefined && organisation)
    for (const kind of ['identityCard', 'organisationCard'] as const) {
      const { leaf, card } = await make(kind)
      const { root, ca } = trees.of[kind]
      const chain = verifyChain({
        ...{ leaf, at: now },
        ...{ intermediates: [ca.certificate], anchors: [root.certificate] },
      })
      assert.ok(chain.ok)
      const of = (type: string) => attributeOf(leaf.subject, type)
      assert.equal(of(attributeTypes.serialNumber), card.number)
      const isCitizen = kind === 'identityCard'
      assert.equal(card.number === person.satu, isCitizen)
      assert.equal(
        of(attributeTypes.organizationIdentifier),
        isCitizen ? undefined : `NTRFI-${organisation.businessId}`,
      )
      const trusted = await readFile(path.join(data, 'reader', 'roots', `other-cards-${kind}.crt`))
      assert.deepEqual(new Uint8Array(trusted), root.certificate.der)
    }
  })

  it('are good until they are revoked, by OCSP and by the CRL, also after a restart', async () => {
    const { leaf, card } = await make('identityCard')
    assert.deepEqual(await request('identityCard', leaf), { kind: 'good' })
    assert.equal(await isListed('identityCard', leaf, card), false)
    assert.ok(await cards.revoke(card.cardNumber))
    assert.equal((await request('identityCard', leaf))?.kind, 'revoked')
    assert.equal(await isListed('identityCard', leaf, card), true)
    const repeated = await openOtherCards(data, { clock, trees, url })
    assert.ok(repeated.all().find(({ cardNumber }) => cardNumber === card.cardNumber)?.revokedAt)
    const again = await openTrees(path.join(data, 'other-cards'), { now, url })
    assert.deepEqual(
      again.of.identityCard.root.certificate.der,
      trees.of.identityCard.root.certificate.der,
    )
  })

  it('have a unique number each, also two that are created at once', async () => {
    const created = await Promise.all([make('identityCard'), make('organisationCard')])
    assert.equal(new Set(created.map(({ card }) => card.cardNumber)).size, 2)
  })

  it('have no status while their services are set to be unavailable', async () => {
    const { leaf } = await make('organisationCard')
    faults.set('other-cards-ocsp', { kind: 'down' })
    assert.equal(await request('organisationCard', leaf), undefined)
    faults.set('other-cards-ocsp', { kind: 'none' })
    assert.deepEqual(await request('organisationCard', leaf), { kind: 'good' })
  })

  it('have their holder disclosed to the certificate service alone, if they are organisation cards', async () => {
    const { leaf, card } = await make('organisationCard')
    const lookUp = async (SearchTerm: string, key: string, minutes = 5) => {
      const until = plus(now, minutes * minute)
      const ExpiresAt = formatInstant(until).replaceAll(/\.\d+|[-:T]/g, '')
      const context = `sotevarmenne;sign-in;HetuHaku;${ExpiresAt};`
      const response = await server.inject({
        ...{ method: 'POST', url: '/person-look-ups' },
        payload: {
          SearchTerm,
          Certificate: {
            IssuerCN: attributeOf(leaf.issuer, attributeTypes.commonName),
            SerialNumber: card.serials[0],
          },
          UserContext: {
            ...{ ApplicationName: 'sotevarmenne', AuthenticatedUser: 'sign-in' },
            ...{ RoleName: 'HetuHaku', ExpiresAt },
            Signature: sign('sha256', Buffer.from(context, 'utf16le'), key).toString('base64'),
          },
        },
      })
      return response.json<{ henkilotunnus?: string; errorCode?: string; kind?: string }>()
    }
    const key = await readFile(path.join(data, 'other-cards', 'look-up.key'), 'utf8')
    assert.equal((await lookUp(card.number, key)).henkilotunnus, person?.identityCode)
    assert.match((await lookUp('77000099999', key)).errorCode ?? '', /HetuNotFound/)
    assert.equal((await lookUp(card.number, key, -1)).kind, 'context-expired')
    assert.equal((await lookUp(card.number, key, 31)).kind, 'context-too-long')
    const another = trees.of.identityCard.root.privateKey.export({ type: 'pkcs8', format: 'pem' })
    assert.equal((await lookUp(card.number, another.toString())).kind, 'context-signature-wrong')
  })
})
