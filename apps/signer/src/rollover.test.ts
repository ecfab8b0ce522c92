import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import { readIssuers, type Issuer, type Issuers } from '@sotevarmenne/issuing/issuers'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { createCertificates, type Certificates } from '../../server/src/pki/issuance/index.ts'
import { aCardKey, aRequest } from '../../server/src/pki/issuance/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { createSignerClient, type SignerClient } from '../../server/src/pki/ca/index.ts'
import { startSigner, type RunningSigner } from './start-signer.ts'

/** The same service before and after a further generation of the professionals' CA was decided. */
describe('a new generation of a CA', () => {
  const now = instant(Date.now())
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let running: RunningSigner
  let signer: SignerClient
  let issuers: Issuers
  let certificates: Certificates

  const files = { first: 'first.json', next: 'next.json' }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rollover-'))
    database = await openTestDatabase()
    const shipped = new URL('../../../libs/issuing/src/example-cas.json', import.meta.url)
    const input = JSON.parse(await readFile(shipped, 'utf8')) as {
      readonly issuers: readonly { readonly role: string; readonly family: string }[]
    }
    const ecc = input.issuers.filter(({ family }) => family === 'ecc')
    const next = ecc
      .filter(({ role }) => role === 'professional')
      .map((each) => ({ ...each, generation: 2, commonName: 'TEST Sotevarmenne Prof. - G2 ECC' }))
    await writeFile(join(folder, 'blocked-keys.txt'), '')
    await writeFile(join(folder, files.first), JSON.stringify({ ...input, issuers: ecc }))
    await writeFile(
      join(folder, files.next),
      JSON.stringify({ ...input, issuers: [...ecc, ...next] }),
    )
  })
  after(async () => {
    await stop()
    await database.close()
    await rm(folder, { recursive: true })
  })

  const start = async (file: string): Promise<void> => {
    const cas = readCas({ file: join(folder, file) })
    const publicFolder = join(folder, 'ca')
    const socketFolder = join(folder, 'run')
    running = await startSigner({
      cas,
      clock: { now: () => now },
      passphrase: 'a passphrase for tests only',
      keyFolder: join(folder, 'keys'),
      publicFolder,
      socketFolder,
      rehearsesCeremony: true,
      demandsEvidence: false,
      onFault: (fault) => {
        assert.ifError(fault)
      },
      workFactor: 10,
    })
    signer = createSignerClient({ socketFolder })
    issuers = await readIssuers(publicFolder, cas)
    certificates = createCertificates({
      db: database.db,
      clock: { now: () => now },
      recordAll: () => Promise.resolve(),
      issuers,
      signer,
    })
  }
  const stop = async (): Promise<void> => {
    signer.close()
    await running.close()
  }
  const issue = async (): Promise<string> => {
    const permit = aPermit('certificates.issueCertificate')
    const validTo = addDays(dateInHelsinki(now), 100)
    const issued = await certificates.issueCertificate(permit, { ...aRequest(now), validTo })
    assert.ok(issued.ok, JSON.stringify(issued))
    return issued.value.issuer
  }
  const canSignCrl = async ({ id, ...issuer }: Issuer, number: bigint): Promise<void> => {
    const tbs = encodeTbsCertificateList({
      signatureAlgorithm: issuer.signatureAlgorithm,
      issuer: issuer.subjectDer,
      thisUpdate: instant(now - (now % 1000)),
      nextUpdate: plus(instant(now - (now % 1000)), day),
      number,
      authorityKeyIdentifier: issuer.subjectKeyIdentifier,
      entries: [],
    })
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield await Promise.resolve(tbs)
    }
    const signed = await signer.signCrl({ issuer: id, shard: undefined, chunks: chunks() })
    assert.ok(signed.ok, JSON.stringify(signed))
  }

  it('issues from its first start on, while the old one continues with its CRLs and OCSP responses', async () => {
    await start(files.first)
    assert.equal(await issue(), 'professional-g1-ecc')
    await stop()

    await start(files.next)
    assert.equal(await issue(), 'professional-g2-ecc')
    for (const id of ['professional-g1-ecc', 'professional-g2-ecc']) {
      const issuer = issuers.find(id)
      assert.ok(issuer)
      assert.ok(issuer.notAfter >= endOfDay(addDays(dateInHelsinki(now), 100)))
      await canSignCrl(issuer, 1n)
    }
    const key = aCardKey('P-256')
    const old = issuers.find('professional-g1-ecc')
    assert.ok(old)
    const permit = aPermit('certificates.issueCertificate')
    const signerOfStatus = createSignerClient({
      socketFolder: join(folder, 'run'),
      certificatesAs: 'ocsp',
    })
    const responder = await createCertificates({
      db: database.db,
      clock: { now: () => now },
      recordAll: () => Promise.resolve(),
      issuers,
      signer: signerOfStatus,
    }).issueResponderCertificate(permit, {
      requestKey: 'responder of the old one',
      issuer: old.id,
      spki: key.spki,
      proof: key.proof,
    })
    signerOfStatus.close()
    assert.ok(responder.ok, JSON.stringify(responder))
  })
})
