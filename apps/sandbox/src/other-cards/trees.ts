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
} from '../world/certify.ts'
import { ifThere, writeInOneStep } from '../world/files.ts'

/** Cards of other trust services by which people sign in to the certificate service. */
export const otherCardKinds = ['identityCard', 'organisationCard'] as const
export type OtherCardKind = (typeof otherCardKinds)[number]

/** A root and the authority under it that certifies cards. */
export type Tree = { readonly root: Certified; readonly authority: Certified }

export type Trees = {
  readonly of: Readonly<Record<OtherCardKind, Tree>>
  /** By which the certificate service signs the contexts of its look-ups. PEM. */
  readonly lookUpKey: string
}

/** Under the arc for documentation (RFC 5612). */
export const policyOf: Readonly<Record<OtherCardKind, string>> = {
  identityCard: '1.3.6.1.4.1.32473.1.10.301.1',
  organisationCard: '1.3.6.1.4.1.32473.1.10.301.2',
}

/** Where the tree's services answer. */
export const addressesOf = (url: string, kind: OtherCardKind, level: 'root' | 'cards') => ({
  ocsp: `${url}/ocsp/${kind}/${level}`,
  list: `${url}/lists/${kind}-${level}.crl`,
})

const longLifeDays = 20 * 366

/**
 * Opens the trees of the folder, or makes them. Leaves there what the certificate service is told of them: certificates, the key
 * for look-ups, and `accepted-issuers.json`, which comes last.
 */
export async function openTrees(
  folder: string,
  { now, url }: { readonly now: Instant; readonly url: string },
): Promise<Trees> {
  const file = path.join(folder, 'trees.json')
  const before = await ifThere(readFile(file, 'utf8'))
  const kept = before === undefined ? make(now, url) : (JSON.parse(before) as Kept)
  const trees: Trees = {
    of: { identityCard: open(kept.identityCard), organisationCard: open(kept.organisationCard) },
    lookUpKey: kept.lookUpKey,
  }
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeInOneStep(file, JSON.stringify(kept))
  await tellService(folder, trees, url)
  return trees
}

async function tellService(folder: string, { of, lookUpKey }: Trees, url: string): Promise<void> {
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
      authority: await write(`${kind}.pem`, of[kind].authority),
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
type KeptTree = Readonly<Record<'rootKey' | 'root' | 'authorityKey' | 'authority', string>>
type Kept = Readonly<Record<OtherCardKind, KeptTree>> & { readonly lookUpKey: string }

const make = (now: Instant, url: string): Kept => ({
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

function makeTree(kind: OtherCardKind, now: Instant, url: string): KeptTree {
  const root = newKeyed(exampleName(namesOf[kind].root))
  const authority = newKeyed(exampleName(namesOf[kind].cards))
  const validity = { notBefore: plus(now, -day), notAfter: plus(now, longLifeDays * day) }
  const isAuthority = keyUsage(['keyCertSign', 'cRLSign'])
  const { ocsp, list } = addressesOf(url, kind, 'root')
  return {
    rootKey: pemOf(root),
    root: toBase64(
      certify({
        ...{ subject: root, by: root, ...validity },
        extensions: [
          basicConstraints({ cA: true }),
          isAuthority,
          subjectKeyIdentifier(identifierOf(root)),
        ],
      }),
    ),
    authorityKey: pemOf(authority),
    authority: toBase64(
      certify({
        ...{ subject: authority, by: root, ...validity },
        extensions: [
          basicConstraints({ cA: true, pathLength: 0 }),
          isAuthority,
          certificatePolicies([{ policy: policyOf[kind] }]),
          subjectKeyIdentifier(identifierOf(authority)),
          authorityKeyIdentifier(identifierOf(root)),
          crlDistributionPoints([list]),
          authorityInfoAccess({ ocsp: [ocsp], caIssuers: [] }),
        ],
      }),
    ),
  }
}

const open = ({ rootKey, root, authorityKey, authority }: KeptTree): Tree => ({
  root: openCertified(rootKey, root),
  authority: openCertified(authorityKey, authority),
})
