import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import { second } from '@sotevarmenne/kernel/instant'
import path from 'node:path'
import {
  noTimeStamps,
  requestTimeStampByHttp,
  type RequestTimeStamp,
} from '@sotevarmenne/signatures/request-time-stamp'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import type { AdminKeys } from '#cards/card/index.ts'
import {
  type CardReaders,
  pcscReader,
  type ProductionDeps,
  virtualReader,
} from '#cards/production/index.ts'
import { cardIssuersOverHttp } from '#identity/third-party-cards/index.ts'
import type { CardIssuerRole } from '#pki/ca/contract.ts'
import type { Issuers } from '#pki/ca/index.ts'
import { keepDirectory, ldapDirectory } from '#pki/directory/index.ts'
import type { Counterparts } from '#reporting/counterparts/index.ts'
import type { Clock } from '#platform/clock.ts'
import { ttlCache } from '#platform/ttl-cache.ts'
import { within } from '#platform/within.ts'
import { timeStampTrustOf } from '#services/document-signing/index.ts'
import type { Config } from './config.ts'
import { ownCasIn, type Foundation } from './foundation.ts'

/** Where the service itself produces cards, besides the stations. */
export function readersOf(
  { productionReader, blanks, data, cardLayout: layout }: Config,
  { logger, signer }: Pick<Foundation, 'logger' | 'signer'>,
): CardReaders | 'stations' {
  if (productionReader === 'stations') return 'stations'
  if (productionReader.startsWith('pcsc:'))
    return pcscReader({
      ...{ name: productionReader.slice('pcsc:'.length), layout },
      say: (words) => {
        logger.warn(words)
      },
      adminKeys: { prove: signer.proveAdminKeyToWipe },
    })
  return virtualReader({
    ...{ folder: path.join(data, 'cards'), layout },
    ...(blanks === 'from-stock' && { drawer: path.join(data, 'blanks') }),
  })
}

/** The signer's part in the production and the life of cards. */
export const adminKeysOf = ({
  signer,
  onFault,
}: Pick<Foundation, 'signer' | 'onFault'>): AdminKeys => ({
  derive: signer.deriveAdminKey,
  noteReadBack: async (card) => {
    const ended = await signer.noteReadBack(card)
    if (!ended.ok)
      onFault(new Error(`the signer was not told that a card was read back: ${ended.refusal.kind}`))
  },
  prove: signer.proveAdminKey,
})

/** Trusted for cards of this service. */
export const anchorsOf = ({ anchors }: Issuers): readonly Certificate[] => anchors

/** The certificates that are written on a card of the kind. */
export const caCertificatesOf =
  (issuers: Issuers): ProductionDeps['caCertificates'] =>
  (kind, keyAlgorithm) => {
    const issuer = issuerOfCards(issuers, kind, keyAlgorithm)
    return Promise.resolve({ issuer: issuer.certificate.der, root: issuer.root.der })
  }

/** Why the signer would certify no card now: its key is in trouble, or it has signed enough today. */
export const signerTroubleOf =
  (
    { issuers, signer }: Pick<Foundation, 'issuers' | 'signer'>,
    ofService: Config['cardKeys'],
  ): ProductionDeps['signerTrouble'] =>
  async ({ by, profiles, keyAlgorithm = ofService }) => {
    const { keys, today } = await signer.state()
    const { id } = issuerOfCards(issuers, by, keyAlgorithm)
    const trouble = keys.find(({ name }) => name === id)?.trouble ?? undefined
    if (trouble !== undefined) return `the key ${id} can't sign: ${trouble}`
    const full = today.find((each) => profiles.includes(each.profile) && each.signed >= each.limit)
    return full && `the signer has signed ${String(full.signed)} certificates ${full.profile} today`
  }

/** Whether it responds within a second, whatever its keys can do; known for a second. */
export const signerRespondsOf = ({
  signer,
  clock,
}: {
  readonly signer: { readonly state: () => Promise<unknown> }
  readonly clock: Clock
}): (() => Promise<boolean>) => {
  const known = ttlCache<boolean>({ clock, milliseconds: second })
  return () =>
    known('signer', () =>
      within(second, signer.state()).then(
        () => true,
        () => false,
      ),
    )
}

const issuerOfCards = (issuers: Issuers, role: CardIssuerRole, keyAlgorithm: CardKeyAlgorithm) =>
  issuers.current(role, familyOfKeys(keyAlgorithm))

const familyOfKeys = (keyAlgorithm: CardKeyAlgorithm) =>
  keyAlgorithm.startsWith('rsa') ? 'rsa' : 'ecc'

/** Keys for which there is a test CA: those of the service's cards first. */
export const testCardKeysOf = (issuers: Issuers, keyAlgorithm: Config['cardKeys']) => {
  const usual = familyOfKeys(keyAlgorithm)
  const other = usual === 'rsa' ? 'ecc' : 'rsa'
  return ([usual, other] as const).filter((family) =>
    issuers.all.some((issuer) => issuer.role === 'test' && issuer.family === family),
  )
}

/** Other trust services whose cards are accepted, where a file names them. */
export const cardIssuersOf = (
  { acceptedIssuersFile: file, isDemoEnvironment: mayComeLater }: Config,
  { clock, issuers, legacyCas }: Pick<Foundation, 'clock' | 'issuers' | 'legacyCas'>,
) =>
  file === undefined
    ? {}
    : {
        cardIssuers: cardIssuersOverHttp({
          ...{ clock, file, mayComeLater, notOurs: ownCasIn(issuers, legacyCas) },
        }),
      }

export const timeStampsOf = (
  { timeStamps: { url, rootsFile } }: Config,
  { watch }: Pick<Counterparts, 'watch'>,
) => ({
  requestTimeStamp: (url === undefined
    ? noTimeStamps
    : watch('time-stamps', requestTimeStampByHttp(url))) satisfies RequestTimeStamp,
  timeStampTrust: timeStampTrustOf(rootsFile),
})

/** The directory of certificates, where one is configured. */
export const directoryOf = (
  { directory }: Config,
  {
    watch,
    ...deps
  }: Omit<Parameters<typeof keepDirectory>[0], 'products' | 'directory'> &
    Pick<Counterparts, 'watch'>,
) =>
  directory &&
  keepDirectory({
    ...{ ...deps, products: directory.products },
    directory: watch('directory', ldapDirectory(directory)),
  })
