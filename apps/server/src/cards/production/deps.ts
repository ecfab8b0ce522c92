import type { CardLayoutName } from '@sotevarmenne/smartcard/layout'
import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'
import type { Blanks } from '#cards/stock/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { CardRelays } from '#cards/card-relay/index.ts'
import type { AdminKeys } from '#cards/card/index.ts'
import type { CardIssuerRole } from '#pki/ca/contract.ts'
import type { Letters } from '#cards/letters/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { CardReaders } from './ports.ts'

/** Dependencies of production; `entry` wires them. */
export type ProductionDeps = Pick<
  Runtime,
  'db' | 'clock' | 'record' | 'planJob' | 'systemPermit'
> & {
  readonly sealing: Sealing
  readonly keyAlgorithm: CardKeyAlgorithm
  /** Of the blank cards that are taken; any that can be produced when absent. */
  readonly cardLayout?: CardLayoutName
  /** Readers of the service itself; `stations` when only stations produce cards. */
  readonly readers: CardReaders | 'stations'
  /** The stock of blank cards; without it any blank card can be used. */
  readonly blanks?: Pick<Blanks, 'isInStock' | 'use' | 'reject'>
  readonly adminKeys: AdminKeys
  /** Why the signer would certify no card now; it is asked before a blank card is taken. */
  readonly signerTrouble: (certified: {
    readonly by: CardIssuerRole
    readonly profiles: readonly string[]
    /** Of a test card whose vendor chose it; otherwise the service's. */
    readonly keyAlgorithm?: CardKeyAlgorithm
  }) => Promise<string | undefined>
  /** While it does not, no try begins. */
  readonly signerResponds: () => Promise<boolean>
  /** Cards in readers of stations. */
  readonly relays: Pick<CardRelays, 'open'>
  readonly letters: Pick<Letters, 'planLetter' | 'addressLines' | 'sealAddress'>
  readonly people: Pick<People, 'identityCodeOf'>
  readonly registers: Pick<Registers, 'lookUpPerson' | 'lookUpRights'>
  readonly certificates: Pick<Certificates, 'issueCertificate' | 'certificatesOfCard'>
  readonly revocations: Pick<Revocations, 'revokeCard'>
  /** Certificates of the issuer of such keys and of its root, in DER. */
  readonly caCertificates: (
    kind: CardIssuerRole,
    keyAlgorithm: CardKeyAlgorithm,
  ) => Promise<{
    readonly issuer: Uint8Array
    readonly root: Uint8Array
  }>
  /** Whether an agreement or delegation has ended, whichever module was notified of that so far (R305). */
  readonly organisations: Pick<Organisations, 'hasEnded'>
}
