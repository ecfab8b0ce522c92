import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { basicConstraints, extKeyUsage, keyUsage } from '@sotevarmenne/x509/extensions'
import { sequence } from '@sotevarmenne/x509/der'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import { aParty, aCa, noon, valueOf, type KeyKind } from '@sotevarmenne/x509/testing'
import { digestOf } from './digest.ts'
import { noEvidence, type Evidence } from './evidence.ts'
import { readSignedMessage, withTimeStamp } from './read-signed-data.ts'
import { beginSignature, finishSignature, signContent, type SigningKey } from './signed-data.ts'
import { aSigningEnvironment, softwareKey, twinOf } from './testing.ts'
import { encodeTimeStampInfo, readTimeStampToken } from './time-stamp.ts'
import { verifySignature, verifyTimeStamp } from './verify.ts'

const content = new TextEncoder().encode('Amoxicillin 500 mg, 1 x 3')
const environment = aSigningEnvironment(noon)
const signersTrust = { anchors: [environment.root.certificate], intermediates: [] }

const sign = async (key = environment.key, attached = false): Promise<Uint8Array> =>
  valueOf(
    await signContent(key, {
      form: { kind: 'cades', signingTime: noon },
      content,
      attached,
      withCertificates: true,
    }),
  )

type Wishes = {
  readonly over?: Uint8Array
  readonly now?: Instant
  readonly evidence?: Partial<Evidence>
}

const verify = async (message: Uint8Array, { over, now = noon, evidence }: Wishes = {}) =>
  verifySignature({
    message: valueOf(readSignedMessage(message)),
    contentDigest: (hash) => digestOf(hash, over ?? content),
    signers: signersTrust,
    timeStamps: signersTrust,
    evidence: { ...noEvidence, ...evidence },
    now,
  })

const refusalOf = async (message: Uint8Array, wishes: Wishes = {}) => {
  const response = await verify(message, wishes)
  return response.ok ? undefined : response.refusal
}

const signerWith = (parts: Parameters<typeof aParty>[0]): SigningKey =>
  softwareKey(aParty({ issuer: environment.issuer, ...parts }), [environment.issuer])

describe('a signed message', () => {
  for (const keys of ['P-256', 'P-384', 'RSA-2048'] satisfies KeyKind[])
    it(`is valid with a key of ${keys}, with its content and without`, async () => {
      const key = signerWith({ keys, extensions: [keyUsage(['nonRepudiation'])] })
      for (const attached of [true, false]) {
        const response = valueOf(await verify(await sign(key, attached)))
        assert.deepEqual(response.signer.der, key.certificate.der)
        assert.deepEqual(response.existed, { at: noon, by: 'now' })
        assert.equal(response.claimedAt, noon)
      }
    })

  it('is invalid over another content', async () => {
    const refusal = await refusalOf(await sign(), { over: content.subarray(1) })
    assert.deepEqual(refusal, { kind: 'content-changed' })
  })

  it('is invalid when a signed attribute is changed', async () => {
    const message = await sign()
    const at = Buffer.from(message).indexOf('261124120000Z')
    message[at + 5] = 0x35
    assert.deepEqual(await refusalOf(message), { kind: 'wrong-signature' })
  })

  it('is valid only with the certificate that it names', async () => {
    const twin = twinOf(environment.signer, environment.issuer)
    const begun = valueOf(
      await beginSignature({
        form: { kind: 'pades' },
        certificate: environment.signer.certificate,
        algorithm: environment.key.algorithm,
        messageDigest: await digestOf('sha256', content),
      }),
    )
    const message = finishSignature(begun, {
      signature: await environment.key.sign(begun.toBeSigned),
      certificates: [twin.certificate.der, environment.issuer.certificate.der],
    })
    assert.deepEqual(await refusalOf(message), { kind: 'another-certificate' })
  })

  it('is invalid with an authentication key or a CA key', async () => {
    for (const extensions of [
      [keyUsage(['digitalSignature'])],
      [keyUsage(['nonRepudiation', 'keyCertSign']), basicConstraints({ cA: true })],
    ])
      assert.deepEqual(await refusalOf(await sign(signerWith({ extensions }))), {
        kind: 'not-for-signatures',
      })
  })

  it('is invalid under another root, or after the certificate has expired', async () => {
    const stranger = aCa({ commonName: 'TEST stranger' })
    const key = softwareKey(
      aParty({ issuer: stranger, extensions: [keyUsage(['nonRepudiation'])] }),
      [stranger],
    )
    assert.equal((await refusalOf(await sign(key)))?.kind, 'untrusted')
    const late = await refusalOf(await sign(), { now: plus(noon, 2 * day) })
    assert.deepEqual(late, { kind: 'untrusted', because: { kind: 'expired', depth: 0 } })
  })

  it('is not begun with an algorithm or a digest that does not fit', async () => {
    const wishes = {
      form: { kind: 'pades' },
      certificate: environment.signer.certificate,
      algorithm: 'rsa-sha256',
      messageDigest: new Uint8Array(32),
    } as const
    const kinds = await Promise.all(
      [wishes, { ...wishes, algorithm: 'ecdsa-sha384' } as const].map(async (each) => {
        const response = await beginSignature(each)
        return response.ok ? undefined : response.refusal.kind
      }),
    )
    assert.deepEqual(kinds, ['algorithm-does-not-fit-key', 'digest-of-another-length'])
  })
})

describe('the status of a signer’s certificate', () => {
  const good = environment.ocspOf(environment.signer, { kind: 'good' }, noon)
  const rootList = environment.listOf(environment.root, [], noon)

  it('is good by OCSP responses and CRLs for every certificate under the root', async () => {
    const message = await sign()
    const statusBy = async (evidence: Partial<Evidence>) =>
      valueOf(await verify(message, { evidence })).status
    assert.equal(await statusBy({}), 'not-shown')
    assert.equal(await statusBy({ ocspResponses: [good] }), 'not-shown')
    assert.equal(await statusBy({ ocspResponses: [good], crls: [rootList] }), 'good')
    const ownList = environment.listOf(environment.issuer, [], noon)
    assert.equal(await statusBy({ crls: [ownList, rootList] }), 'good')
  })

  it('is revoked when it was revoked before the signature, whatever an older response says', async () => {
    const revoked = { kind: 'revoked', revokedAt: plus(noon, -hour) } as const
    const bad = environment.ocspOf(environment.signer, revoked, noon)
    const refusal = await refusalOf(await sign(), { evidence: { ocspResponses: [good, bad] } })
    assert.deepEqual(refusal, { kind: 'revoked', at: plus(noon, -hour), depth: 0 })
    const crls = [environment.listOf(environment.root, [environment.issuer], noon)]
    assert.deepEqual(await refusalOf(await sign(), { evidence: { crls } }), {
      kind: 'revoked',
      at: noon,
      depth: 1,
    })
  })

  it('is not shown by evidence that was outdated then, or is about another certificate', async () => {
    const old = environment.ocspOf(environment.signer, { kind: 'good' }, plus(noon, -day - hour))
    const other = environment.ocspOf(environment.issuer, { kind: 'good' }, noon)
    const evidence = { ocspResponses: [old, other], crls: [rootList] }
    assert.equal(valueOf(await verify(await sign(), { evidence })).status, 'not-shown')
  })
})

describe('a time-stamp', () => {
  const stamped = async (at: Instant): Promise<Uint8Array> => {
    const message = valueOf(readSignedMessage(await sign()))
    return withTimeStamp(message, await environment.stamp(message.signer.signature, at))
  }

  it('keeps a signature valid after its certificate has expired or was revoked', async () => {
    const message = await stamped(noon)
    const later = plus(noon, 30 * day)
    const revoked = { kind: 'revoked', revokedAt: plus(noon, hour) } as const
    const evidence = {
      ocspResponses: [environment.ocspOf(environment.signer, revoked, plus(noon, 2 * hour))],
      crls: [environment.listOf(environment.root, [], noon)],
    }
    const response = valueOf(await verify(message, { now: later, evidence }))
    assert.deepEqual(response.existed, { at: noon, by: 'time-stamp' })
    assert.equal(response.status, 'good')
    assert.deepEqual(
      response.timeStampAuthority?.der,
      environment.timeStampAuthority.certificate.der,
    )
  })

  it('replaces an earlier one, and must be over this very signature', async () => {
    const once = valueOf(readSignedMessage(await stamped(noon)))
    const twice = withTimeStamp(
      once,
      await environment.stamp(once.signer.signature, plus(noon, hour)),
    )
    assert.equal(valueOf(await verify(twice)).existed.at, plus(noon, hour))
    const foreign = withTimeStamp(once, await environment.stamp(content, noon))
    assert.deepEqual(await refusalOf(foreign), {
      kind: 'time-stamp-untrusted',
      because: { kind: 'of-another-content' },
    })
  })

  it('may have a fraction of a second, in DER form', async () => {
    const imprint = { hash: 'sha256', digest: await digestOf('sha256', content) } as const
    const serial = Uint8Array.of(1)
    const info = encodeTimeStampInfo({ policy: '1.2', imprint, serial, at: noon, nonce: undefined })
    const at = Buffer.from(info).indexOf('20261124120000Z')
    const timeOf = async (digits: string) => {
      const time = Uint8Array.of(0x18, digits.length, ...new TextEncoder().encode(digits))
      const inside = [info.subarray(2, at - 2), time, info.subarray(at + 15)]
      const token = await signContent(
        softwareKey(environment.timeStampAuthority, [environment.root]),
        {
          form: { kind: 'time-stamp' },
          content: sequence(...inside),
          ...{ attached: true, withCertificates: true },
        },
      )
      const read = readTimeStampToken(valueOf(token))
      return read.ok ? read.value.info.at - noon : read.refusal.kind
    }
    assert.equal(await timeOf('20261124120000.25Z'), 250)
    assert.equal(await timeOf('20261124120000Z'), 0)
    for (const digits of ['20261124120000.250Z', '20261124120000.Z', '20261124126000.5Z'])
      assert.equal(await timeOf(digits), 'malformed-time-stamp')
  })

  it('is accepted only with a certificate for time-stamping alone, as a critical extension', async () => {
    const purposes = [keyPurposes.timeStamping, keyPurposes.clientAuth]
    const refused = await Promise.all(
      [
        [extKeyUsage([keyPurposes.timeStamping])],
        [{ ...extKeyUsage(purposes), critical: true }],
        [keyUsage(['digitalSignature'])],
      ].map(async (extensions) => {
        const ca = aParty({ issuer: environment.root, extensions })
        const token = await tokenBy(softwareKey(ca, []))
        const response = await verifyTimeStamp({
          token,
          contentDigest: (hash) => digestOf(hash, content),
          timeStamps: signersTrust,
          evidence: noEvidence,
        })
        return response.ok ? undefined : response.refusal.kind
      }),
    )
    assert.deepEqual(refused, Array(3).fill('not-for-time-stamps'))
  })

  const tokenBy = async (key: SigningKey): Promise<Uint8Array> => {
    const imprint = { hash: 'sha256', digest: await digestOf('sha256', content) } as const
    const serial = Uint8Array.of(1)
    const info = { policy: '1.2.3', imprint, serial, at: noon, nonce: undefined }
    return valueOf(
      await signContent(key, {
        form: { kind: 'time-stamp' },
        content: encodeTimeStampInfo(info),
        attached: true,
        withCertificates: true,
      }),
    )
  }
})
