import assert from 'node:assert/strict'
import {
  createPublicKey,
  generateKeyPairSync,
  sign as signWithKey,
  type KeyObject,
} from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { renewalLabels } from '@sotevarmenne/issuing/domain/renewal-statement'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { day, hour } from '@sotevarmenne/kernel/instant'
import { addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import {
  aCard,
  aino,
  ca,
  now,
  orderOfAino,
  passTime,
  request,
  revoke,
  riitta,
  signedBy,
  startCa,
  statementOf,
  type Card,
} from './testing.ts'

const provider = {
  ...{ issuer: 'https://idp.example', clientId: 'us', confirmsRenewals: true, isExample: false },
  identityCodeClaim: 'urn:oid:1.2.246.21',
  levels: new Map([['urn:loa:2', 'substantial']] as const),
}

/** The order of a card, with the card that is renewed. */
const renewal = (changes?: Parameters<typeof orderOfAino>[0]): string =>
  `${statementOf(orderOfAino(changes))}${renewalLabels.renews}: 5ad9\n`

const kidOf = (key: KeyObject): string => String(key.export({ format: 'jwk' }).x)
const aProviderKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

describe('a card is renewed', () => {
  let folder: string
  let registrar: Card
  let own: { readonly signature: Card; readonly authentication: Card }
  const key = aProviderKey()
  const pin = (...keys: readonly KeyObject[]): Promise<void> =>
    writeFile(
      path.join(folder, 'keys.json'),
      JSON.stringify({
        keys: keys.map((each) => ({ ...each.export({ format: 'jwk' }), kid: kidOf(each) })),
      }),
    )

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'renewals-'))
    await pin(key.publicKey)
    await startCa({ identityProvider: { ...provider, keysFile: path.join(folder, 'keys.json') } })
    const first = { facts: riitta, basis: { kind: 'first-card' } } as const
    registrar = await aCard({ ...first, profile: 'professional-signature' })
    const basis = signedBy(registrar, statementOf(orderOfAino()))
    own = {
      signature: await aCard({ basis, profile: 'professional-signature' }),
      authentication: await aCard({ basis }),
    }
  })
  after(async () => {
    await ca.close()
    await rm(folder, { recursive: true })
  })

  const signed = (by: Card, text = renewal()) => signedBy(by, text, 'renewal-signed')

  it('for a statement that its holder signed, with both certificates', async () => {
    const basis = signed(own.signature)
    await aCard({ basis })
    await aCard({ basis, profile: 'professional-signature' })
  })

  it('and not for one that another person signed, or the other key of the card', async () => {
    assert.equal(await request({ basis: signed(registrar) }), 'other-person')
    assert.equal(await request({ basis: signed(own.authentication) }), 'certificate-not-of-ours')
    const basis = { ...signed(own.signature), statement: Buffer.from(renewal()) }
    assert.equal(await request({ basis }), 'signature-not-valid')
  })

  it('and not for what it does not say: another name, or an order instead of a renewal', async () => {
    const facts = { ...aino, surname: 'Muu' }
    const basis = signed(own.signature)
    assert.equal(await request({ basis, facts }), 'other-certificate-ordered')
    const order = signed(own.signature, statementOf(orderOfAino()))
    assert.equal(await request({ basis: order }), 'statement-not-readable')
    const old = signed(own.signature, renewal({ draftedAt: (now - 201 * day) as typeof now }))
    assert.equal(await request({ basis: old }), 'order-not-current')
  })

  type Claims = Readonly<Record<string, unknown>>
  const token = (statement: string, claims: Claims = {}, by = key.privateKey): string => {
    const seconds = Math.floor(Date.now() / 1000)
    const payload = {
      ...{ iss: provider.issuer, aud: 'us', sub: 'x', acr: 'urn:loa:2' },
      ...{ iat: seconds, exp: seconds + 300, auth_time: seconds - 60 },
      nonce: nonceOf(Buffer.from(statement)),
      [provider.identityCodeClaim]: '140388-9039',
      ...claims,
    }
    const text = [{ alg: 'ES256', typ: 'JWT', kid: kidOf(createPublicKey(by)) }, payload]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const signature = signWithKey('sha256', Buffer.from(text), {
      ...{ key: by, dsaEncoding: 'ieee-p1363' },
    })
    return `${text}.${signature.toString('base64url')}`
  }
  const identified = (statement = renewal(), idToken = token(statement)) => ({
    kind: 'renewal-identified' as const,
    ...{ statement: Buffer.from(statement), idToken, certificate: own.authentication.der },
  })

  it('for an ID token of its holder that names the statement', async () => {
    const basis = identified()
    await aCard({ basis })
    await aCard({ basis, profile: 'professional-signature' })
  })

  it('and not for the token of another person: the order said whose number it is', async () => {
    const statement = renewal()
    const other = token(statement, { [provider.identityCodeClaim]: '131052-308T' })
    assert.equal(await request({ basis: identified(statement, other) }), 'other-person')
    await ca.restart()
    assert.equal(await request({ basis: identified(statement, other) }), 'other-person')
    const ofRegistrar = { ...identified(), certificate: registrar.der }
    assert.equal(await request({ basis: ofRegistrar }), 'other-person')
  })

  it('and not for a token of another statement, issuer, client, level or key', async () => {
    const statement = renewal()
    const elsewhere = aProviderKey().privateKey
    const soon = Math.floor(Date.now() / 1000) - 3600
    const tokens: readonly string[] = [
      token(renewal()),
      ...[{ iss: 'https://other.example' }, { aud: 'other' }, { aud: ['us', 'other'] }].map(
        (claims) => token(statement, claims),
      ),
      ...[{ acr: 'urn:loa:1' }, { acr: undefined }, { nonce: undefined }].map((claims) =>
        token(statement, claims),
      ),
      ...[{ auth_time: soon }, { auth_time: undefined }].map((claims) => token(statement, claims)),
      token(statement, { [provider.identityCodeClaim]: undefined }),
      token(statement, {}, elsewhere),
      `${token(statement).split('.').slice(0, 2).join('.')}.`,
      'x',
    ]
    for (const [index, idToken] of tokens.entries())
      assert.equal(
        await request({ basis: identified(statement, idToken) }),
        'id-token-not-accepted',
        String(index),
      )
    await aCard({ basis: identified(statement) })
  })

  it('for a token of a key that was pinned while the signer runs', async () => {
    const next = aProviderKey()
    const statement = renewal()
    const basis = identified(statement, token(statement, {}, next.privateKey))
    assert.equal(await request({ basis }), 'id-token-not-accepted')
    await pin(key.publicKey, next.publicKey)
    await aCard({ basis })
  })

  it('for the person who identified first, where no order said whose number it is', async () => {
    const certificate = registrar.der
    const ofRiitta = (identityCode: string) => {
      const { givenNames, surname, registrationNumber } = riitta
      const statement = renewal({ givenNames, surname, registrationNumber })
      const idToken = token(statement, { [provider.identityCodeClaim]: identityCode })
      return { facts: riitta, basis: { ...identified(statement, idToken), certificate } }
    }
    await aCard(ofRiitta('131052-308T'))
    assert.equal(await request(ofRiitta('140388-9039')), 'other-person')
  })

  it('and not for a signature made after the card that signed was revoked', async () => {
    const earlier = signed(own.signature)
    passTime(hour)
    await revoke(own.signature)
    const validTo = addYears(dateInHelsinki(now), 5)
    await aCard({ basis: earlier, validTo })
    assert.equal(await request({ basis: signed(own.signature) }), 'certificate-revoked')
    await aCard({ basis: identified(), validTo })
  })
})
