import { createHash, generateKeyPairSync } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { day, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { encodePem } from '@sotevarmenne/x509/bundle'
import {
  authorityInfoAccess,
  authorityKeyIdentifier,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  keyUsage,
  subjectKeyIdentifier,
} from '@sotevarmenne/x509/extensions'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import {
  certify,
  exampleName,
  identifierOf,
  newKeyed,
  openCertified,
  pemOf,
  toBase64,
  type Certified,
} from '../environment/certify.ts'
import { ifThere, writeInOneStep } from '../environment/files.ts'

/** Cards of other trust services with which people sign in to the certificate service. */
export const otherCardKinds = ['identityCard', 'organisationCard'] as const
export type OtherCardKind = (typeof otherCardKinds)[number]

/** A root and the CA under it that certifies cards. */
export type Tree = { readonly root: Certified; readonly ca: Certified }

export type Trees = {
  readonly of: Readonly<Record<OtherCardKind, Tree>>
  /** Key with which the certificate service signs the contexts of its look-ups. PEM. */
  readonly lookUpKey: string
}

/** OIDs under the arc for documentation (RFC 5612). */
export const policyOf: Readonly<Record<OtherCardKind, string>> = {
  identityCard: '1.3.6.1.4.1.32473.1.10.301.1',
  organisationCard: '1.3.6.1.4.1.32473.1.10.301.2',
}

/** Addresses of the tree's services. */
export const addressesOf = (url: string, kind: OtherCardKind, level: 'root' | 'cards') => ({
  ocsp: `${url}/ocsp/${kind}/${level}`,
  list: `${url}/lists/${kind}-${level}.crl`,
})

const longLifeDays = 20 * 366

/**
 * Opens the trees of the folder, or creates them. Writes there what the certificate service needs:
 * certificates, the key for look-ups, and `accepted-issuers.json`, which comes last.
 */
export async function openTrees(
  folder: string,
  { now, url }: { readonly now: Instant; readonly url: string },
): Promise<Trees> {
  const file = path.join(folder, 'trees.json')
  const before = await ifThere(readFile(file, 'utf8'))
  const stored = before === undefined ? make(now, url) : (JSON.parse(before) as Stored)
  const trees: Trees = {
    of: {
      identityCard: open(stored.identityCard),
      organisationCard: open(stored.organisationCard),
    },
    lookUpKey: stored.lookUpKey,
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeInOneStep(file, JSON.stringify(stored))
  await notifyService(folder, trees, url)
  return trees
}

async function notifyService(folder: string, { of, lookUpKey }: Trees, url: string): Promise<void> {
  await writeInOneStep(path.join(folder, 'look-up.key'), lookUpKey)
  const issuers = []
  for (const kind of otherCardKinds) {
    const write = async (name: string, { certificate: { der } }: Certified) => {
      await writeInOneStep(path.join(folder, name), encodePem('CERTIFICATE', [der]))
      return { file: name, sha256: createHash('sha256').update(der).digest('hex') }
    }
    issuers.push({
      name: kind === 'identityCard' ? 'example-identity-cards' : 'example-organisation-cards',
      cards: kind,
      root: await write(`${kind}-root.pem`, of[kind].root),
      ca: await write(`${kind}.pem`, of[kind].ca),
      policies: [policyOf[kind]],
      purposes: [keyPurposes.clientAuth],
      signaturePolicies: [policyOf[kind]],
      levelOfAssurance: 'high',
      person:
        kind === 'identityCard'
          ? { by: 'satu' }
          : {
              ...{ by: 'look-up', url: `${url}/person-look-ups`, keyFile: 'look-up.key' },
              ...{ application: 'sotevarmenne', user: 'sign-in' },
            },
    })
  }
  await writeInOneStep(
    path.join(folder, 'accepted-issuers.json'),
    `${JSON.stringify({ issuers }, undefined, 2)}\n`,
  )
}

/** Keys as PKCS#8 in PEM, certificates as DER in base64. */
type StoredTree = Readonly<Record<'rootKey' | 'root' | 'caKey' | 'ca', string>>
type Stored = Readonly<Record<OtherCardKind, StoredTree>> & { readonly lookUpKey: string }

const make = (now: Instant, url: string): Stored => ({
  identityCard: makeTree('identityCard', now, url),
  organisationCard: makeTree('organisationCard', now, url),
  lookUpKey: pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' })),
})

const namesOf: Readonly<Record<OtherCardKind, { readonly root: string; readonly cards: string }>> =
  {
    identityCard: {
      root: 'TEST Example Root for Citizens',
      cards: 'TEST Example CA for Citizen Certificates',
    },
    organisationCard: {
      root: 'TEST Example Root for Organisations',
      cards: 'TEST Example CA for Organisational Certificates',
    },
  }

function makeTree(kind: OtherCardKind, now: Instant, url: string): StoredTree {
  const root = newKeyed(exampleName(namesOf[kind].root))
  const ca = newKeyed(exampleName(namesOf[kind].cards))
  const validity = { notBefore: plus(now, -day), notAfter: plus(now, longLifeDays * day) }
  const isCa = keyUsage(['keyCertSign', 'cRLSign'])
  const { ocsp, list } = addressesOf(url, kind, 'root')
  return {
    rootKey: pemOf(root),
    root: toBase64(
      certify({
        ...{ subject: root, by: root, ...validity },
        extensions: [
          basicConstraints({ cA: true }),
          isCa,
          subjectKeyIdentifier(identifierOf(root)),
        ],
      }),
    ),
    caKey: pemOf(ca),
    ca: toBase64(
      certify({
        ...{ subject: ca, by: root, ...validity },
        extensions: [
          basicConstraints({ cA: true, pathLength: 0 }),
          isCa,
          certificatePolicies([{ policy: policyOf[kind] }]),
          subjectKeyIdentifier(identifierOf(ca)),
          authorityKeyIdentifier(identifierOf(root)),
          crlDistributionPoints([list]),
          authorityInfoAccess({ ocsp: [ocsp], caIssuers: [] }),
        ],
      }),
    ),
  }
}

const open = ({ rootKey, root, caKey, ca }: StoredTree): Tree => ({
  root: openCertified(rootKey, root),
  ca: openCertified(caKey, ca),
})
