import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { proveKey } from '@sotevarmenne/smartcard/personaliser'
import { accept, type IssueForCard } from '@sotevarmenne/smartcard/testing'
import type { IssuedCertificate } from '../../../apps/server/src/pki/issuance/contract.ts'
import {
  createCertificates,
  type Certificates,
} from '../../../apps/server/src/pki/issuance/index.ts'
import { aRequest } from '../../../apps/server/src/pki/issuance/testing.ts'
import type { Issuers } from '../../../apps/server/src/pki/ca/index.ts'
import { createRevocations } from '../../../apps/server/src/pki/revocation/index.ts'
import type { aVendor } from '../../../apps/server/src/cards/test-cards/testing.ts'
import { createOcspServer } from '../../../apps/server/src/entry/ocsp-server.ts'
import { startTestCa, type TestCa } from './test-ca.ts'
import { freePorts } from '../network/free-ports.ts'
import { aPermit } from '../operation/permit.ts'
import { openTestDatabase } from '../database/postgres.ts'

/** A TEST CA that issues and revokes, and the OCSP process named in its certificates. */
export type ServedCa = {
  readonly ca: TestCa
  readonly certificates: Certificates
  readonly validationUrl: string
  /** PEM file of every CA, roots and those of tests included, as a test system trusts them; in the CA's folder. */
  readonly allFile: string
  /** Dependencies of `aVendor` of test cards. */
  readonly forVendors: Omit<Parameters<typeof aVendor>[0], 'clock'>
  readonly revoke: (issued: Pick<IssuedCertificate, 'issuer' | 'serial'>) => Promise<void>
  /** Throws when the OCSP process had faults. */
  readonly close: () => Promise<void>
}

const clock = { now: () => instant(Date.now()) }

export async function serveCa(): Promise<ServedCa> {
  const ports = await freePorts(['ocsp'])
  // An address without a name, so that no resolver is needed.
  const validationUrl = `http://127.0.0.1:${String(ports.ocsp)}`
  const ca = await startTestCa({ clock, validationUrl })
  const { db, close } = await openTestDatabase()
  const faults: unknown[] = []
  const { issuers, signer } = ca
  const record = () => Promise.resolve()
  const parts = { db, clock, record, issuers, signer }
  const certificates = createCertificates({ ...parts, recordAll: record })
  const revocations = createRevocations({ ...parts, certificates })
  const ocspServer = await createOcspServer({
    ...parts,
    certificates,
    revocations,
    crlFolder: join(ca.folder, 'crls'),
    permits: {
      issueCertificate: () => aPermit('certificates.issueCertificate'),
      publishCrl: () => aPermit('crl.publishCrl'),
    },
    onFault: (fault) => faults.push(fault),
  }).start({ host: '127.0.0.1', port: ports.ocsp })
  while ((await fetch(`${validationUrl}/health/ready`)).status !== 200) await wait(50)
  const allFile = join(ca.folder, 'all.pem')
  const files = ['all', 'test'].map(async (name) =>
    (await fetch(`${validationUrl}/ca/${name}.pem`)).text(),
  )
  await writeFile(allFile, (await Promise.all(files)).join(''))

  return {
    ...{ ca, certificates, validationUrl, allFile },
    forVendors: {
      ...{ db, record, certificates, revocations },
      caCertificates: (kind) => {
        const { certificate, root } = issuers.current(kind, 'ecc')
        return Promise.resolve({ issuer: certificate.der, root: root.der })
      },
    },
    revoke: async ({ issuer, serial }) => {
      const revoked = await db.write((tx) =>
        revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
          issuer,
          serials: [serial],
          reason: 'keyCompromise',
          cause: 'card-lost',
        }),
      )
      assert.ok(revoked.ok)
    },
    close: async () => {
      await ocspServer.close()
      await close()
      await ca.close()
      assert.deepEqual(faults, [])
    },
  }
}

/**
 * Certifies both keys of a card as production does, by proof of possession, and returns them with the chain.
 */
export const issueForCard =
  (
    { certificates, issuers }: { readonly certificates: Certificates; readonly issuers: Issuers },
    onIssued: (issued: IssuedCertificate) => void = () => undefined,
  ): IssueForCard =>
  async ({ keys }, channel) => {
    const issue = async (purpose: 'authentication' | 'signature') => {
      const challenge = new Uint8Array(randomBytes(32))
      const key = keys.find((each) => each.purpose === purpose)
      assert.ok(key)
      const signature = accept(await proveKey(channel, key, challenge))
      const request = aRequest(clock.now(), {
        profile: `professional-${purpose}`,
        spki: key.spki,
        proof: { challenge, signature },
      })
      const permit = aPermit('certificates.issueCertificate')
      const issued = accept(await certificates.issueCertificate(permit, request))
      onIssued(issued)
      return issued
    }
    const authentication = await issue('authentication')
    const issuer = issuers.find(authentication.issuer)
    assert.ok(issuer)
    return {
      authentication: authentication.der,
      signature: (await issue('signature')).der,
      issuer: issuer.certificate.der,
      root: issuer.root.der,
    }
  }
