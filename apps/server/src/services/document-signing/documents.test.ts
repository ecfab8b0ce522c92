import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { day, hour, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { signContent, type SigningKey } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, softwareKey } from '@sotevarmenne/signatures/testing'
import { keyUsage } from '@sotevarmenne/x509/extensions'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { aParty, noon, valueOf, type Party } from '@sotevarmenne/x509/testing'
import type { CertificateRow } from '#pki/issuance/contract.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { checkSignatures } from './check-signatures.ts'
import { completeSignature } from './complete-signature.ts'
import type { DocumentDeps } from './deps.ts'

const content = new TextEncoder().encode('A document that stays with its holder')
const now = plus(noon, hour)
const environment = aSigningEnvironment(now)
const [aino, otto] = ['aino', 'otto']
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

/** The service with the certificate of one card in its records, and its audit entries. */
function aService(changes: Partial<DocumentDeps> = {}) {
  const recorded: DomainEvent[] = []
  const noTx = undefined as never
  const revoked = new Map<string, Instant>()
  const issuers = [
    { id: 'root-g1-ecc', role: 'root', certificate: environment.root.certificate },
    {
      id: 'professional-g1-ecc',
      role: 'professional',
      certificate: environment.issuer.certificate,
    },
  ]
  const deps = {
    db: {
      read: (request) => request(noTx),
      write: (action) => action(noTx),
      close: () => Promise.resolve(),
    },
    clock: { now: () => now },
    record: (_tx, event) => {
      recorded.push(event)
      return Promise.resolve()
    },
    issuers: {
      all: issuers,
      anchors: [environment.root.certificate],
    } as unknown as DocumentDeps['issuers'],
    certificates: {
      findCertificate: (_tx, { serial }) =>
        Promise.resolve(
          serial === formatSerial(environment.signer.certificate.serial)
            ? ({
                state: 'issued',
                der: environment.signer.certificate.der,
                holder: aino,
                cardId: 'card',
              } as unknown as Awaited<ReturnType<DocumentDeps['certificates']['findCertificate']>>)
            : undefined,
        ),
    },
    revocations: {
      statusOf: (_tx, { serial }) => {
        const revokedAt = revoked.get(serial)
        return Promise.resolve(
          revokedAt === undefined
            ? { status: 'good' }
            : { status: 'revoked', revokedAt, reason: 'keyCompromise' },
        )
      },
    },
    requestTimeStamp: async () => ok(await environment.stamp(signatureOf.last, now)),
    gatherEvidence: () =>
      Promise.resolve({
        ocspResponses: [environment.ocspOf(environment.signer, { kind: 'good' }, now)],
        crls: [environment.listOf(environment.root, [], now)],
      }),
    timeStampTrust: () =>
      Promise.resolve({ anchors: [environment.root.certificate], intermediates: [] }),
    ...changes,
  } satisfies DocumentDeps
  return { deps, recorded, revoked, complete: completeSignature.handle(deps) }
}

/** What the TSA would be requested to stamp. */
const signatureOf = { last: new Uint8Array(0) }

const sign = async (key: SigningKey = environment.key) => {
  const spied: SigningKey = {
    ...key,
    sign: async (data) => {
      const signature = await key.sign(data)
      signatureOf.last = new Uint8Array(signature)
      return signature
    },
  }
  const signing = {
    form: { kind: 'pades' },
    content,
    attached: false,
    withCertificates: true,
  } as const
  return {
    message: base64(valueOf(await signContent(spied, signing))),
    digest: base64(await digestOf('sha256', content)),
  }
}

const permitOf = (personId: string) => aPermit('documents.completeSignature', { personId })

const check = async (deps: DocumentDeps, message: string, over = content, given = noEvidence) => {
  const digests = {
    sha256: base64(await digestOf('sha256', over)),
    sha384: base64(await digestOf('sha384', over)),
    sha512: base64(await digestOf('sha512', over)),
  }
  const signatures = [{ kind: 'signature', message, digests } as const]
  const requested = { signatures, evidence: given }
  const { results } = valueOf(
    await checkSignatures.handle(deps)(aPermit('documents.checkSignatures'), requested),
  )
  return results[0]
}
const noEvidence = { certificates: [], ocspResponses: [], lists: [] } as {
  certificates: string[]
  ocspResponses: string[]
  lists: string[]
}

describe('a document that a holder signs', () => {
  it('gets a time-stamp and evidence for later verification, and its signing is in the audit log', async () => {
    const { complete, recorded, deps } = aService()
    const response = valueOf(await complete(permitOf(aino), await sign()))
    assert.equal(response.signedAt, new Date(now).toISOString())
    assert.deepEqual(recorded, [
      {
        type: 'DocumentSigned',
        about: { personId: aino, cardId: 'card' },
        certificate: {
          issuer: 'professional-g1-ecc',
          serial: formatSerial(environment.signer.certificate.serial),
        },
        stampedAt: response.signedAt,
      },
    ])
    // Long after the certificate has ended, by the evidence in the document alone.
    const later = { ...deps, clock: { now: () => plus(now, 30 * day) } }
    const given = { ...noEvidence, ...response.evidence }
    assert.deepEqual(await check(later, response.message, content, given), {
      state: 'holds',
      signer: 'Aino Esimerkki',
      issuer: 'TEST issuer',
      at: response.signedAt,
      isTimeStamped: true,
      status: 'good',
    })
  })

  const refusals: readonly (readonly [string, () => Promise<string | undefined>])[] = [
    [
      'signed-by-another-card',
      async () => kindOf(aService().complete(permitOf(otto), await sign())),
    ],
    [
      'signed-by-another-card',
      async () => kindOf(aService().complete(permitOf(aino), await sign(keyOf({})))),
    ],
    [
      'signature-does-not-hold',
      async () => {
        const { message } = await sign()
        const digest = base64(new Uint8Array(32))
        return kindOf(aService().complete(permitOf(aino), { message, digest }))
      },
    ],
    [
      'signature-does-not-hold',
      async () => {
        const logIn = keyOf({ extensions: [keyUsage(['digitalSignature'])] })
        return kindOf(aService().complete(permitOf(aino), await sign(logIn)))
      },
    ],
    [
      'card-cancelled',
      async () => {
        const { complete, revoked } = aService()
        revoked.set(formatSerial(environment.signer.certificate.serial), now)
        return kindOf(complete(permitOf(aino), await sign()))
      },
    ],
    [
      'time-stamps-unavailable',
      async () => {
        const kind = 'time-stamps-unavailable'
        const { complete } = aService({ requestTimeStamp: () => Promise.resolve(refuse({ kind })) })
        return kindOf(complete(permitOf(aino), await sign()))
      },
    ],
    [
      'time-stamps-unavailable',
      async () => {
        const nobody = { anchors: [], intermediates: [] }
        const { complete } = aService({ timeStampTrust: () => Promise.resolve(nobody) })
        return kindOf(complete(permitOf(aino), await sign()))
      },
    ],
    [
      'status-unavailable',
      async () => {
        const nothing = { ocspResponses: [], crls: [] }
        const { complete } = aService({ gatherEvidence: () => Promise.resolve(nothing) })
        return kindOf(complete(permitOf(aino), await sign()))
      },
    ],
    [
      'signature-unreadable',
      () => kindOf(aService().complete(permitOf(aino), { message: 'AAAA', digest: 'AAAA' })),
    ],
  ]
  for (const [kind, refused] of refusals)
    it(`is refused: ${kind}`, async () => {
      assert.equal(await refused(), kind)
    })

  const keyOf = (wishes: Parameters<typeof aParty>[0]): SigningKey => {
    const party: Party = aParty({
      issuer: environment.issuer,
      extensions: [keyUsage(['nonRepudiation'])],
      ...wishes,
    })
    return softwareKey(party, [environment.issuer])
  }
  const kindOf = async (response: ReturnType<ReturnType<(typeof completeSignature)['handle']>>) => {
    const settled = await response
    return settled.ok ? undefined : settled.refusal.kind
  }
})

describe('signatures checked anonymously', () => {
  it('are valid by the service’s own records where the document has no evidence', async () => {
    const { deps, revoked } = aService()
    const { message } = await sign()
    const found = await check(deps, message)
    assert.equal(found?.state === 'holds' && found.status, 'good')
    revoked.set(formatSerial(environment.signer.certificate.serial), plus(now, -hour))
    assert.deepEqual(await check(deps, message), { state: 'does-not-hold', because: 'revoked' })
  })

  it('are invalid with a certificate of a CA of ours that is not in the records with these very bytes', async () => {
    const aForgery = (wishes: { readonly serial?: Uint8Array } = {}) =>
      aParty({
        issuer: environment.issuer,
        extensions: [keyUsage(['nonRepudiation'])],
        ...wishes,
      })
    const { deps } = aService({
      revocations: { statusOf: () => Promise.resolve({ status: 'unknown' }) },
    })
    const untrusted = { state: 'does-not-hold', because: 'untrusted' }
    const forger = await sign(softwareKey(aForgery(), [environment.issuer]))
    assert.deepEqual(await check(deps, forger.message), untrusted)
    // With the serial number of a certificate that was issued to somebody.
    const { serial } = environment.signer.certificate
    const copier = await sign(softwareKey(aForgery({ serial }), [environment.issuer]))
    assert.deepEqual(await check(aService().deps, copier.message), untrusted)
    for (const state of ['reserved', 'void']) {
      const row = { state, der: environment.signer.certificate.der }
      const { deps: other } = aService({
        certificates: { findCertificate: () => Promise.resolve(row as unknown as CertificateRow) },
      })
      assert.deepEqual(await check(other, (await sign()).message), untrusted, state)
    }
  })

  it('are valid with a certificate that was imported from the former system', async () => {
    const row = { state: 'imported' } as unknown as CertificateRow
    const { deps } = aService({ certificates: { findCertificate: () => Promise.resolve(row) } })
    const found = await check(deps, (await sign()).message)
    assert.equal(found?.state === 'holds' && found.status, 'good')
  })

  it('are invalid over another document, and other bytes are reported as not a signature', async () => {
    const { deps } = aService()
    const { message } = await sign()
    const changed = await check(deps, message, content.subarray(1))
    assert.deepEqual(changed, { state: 'does-not-hold', because: 'content-changed' })
    assert.deepEqual(await check(deps, 'AAAA'), { state: 'does-not-hold', because: 'unreadable' })
  })
})
