import type { Blanks } from '#cards/stock/index.ts'
import type { AdminKeys } from '#cards/card/index.ts'
import type { Letters } from '#cards/letters/index.ts'
import type { Contacts } from '#people/contacts/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import type { CardRelays } from '#cards/card-relay/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { Identify } from '#points/identification/index.ts'
import type { Runtime } from '#platform/runtime.ts'

/** Dependencies of the card life cycle from the hand-over on; `entry` wires them. */
export type CardsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob' | 'systemPermit'> & {
  /** The stock of blank cards; without it any blank card can be used. */
  readonly blanks?: Pick<Blanks, 'reject'>
  readonly adminKeys: Pick<AdminKeys, 'prove'>
  /** Remote cards, in the holder's card reader. */
  readonly relays: Pick<CardRelays, 'giveTicket' | 'serve'>
  readonly letters: Pick<Letters, 'replaceLetter'>
  readonly people: Pick<People, 'identityCodeOf' | 'findPerson' | 'searchPeople'>
  readonly identify: Identify
  readonly registers: Pick<Registers, 'lookUpPerson'>
  readonly certificates: Pick<Certificates, 'findCertificate'>
  readonly revocations: Pick<Revocations, 'revokeCard'>
  readonly contacts: Pick<Contacts, 'canBeMailed'>
}

export type Sealed = CardsDeps & { readonly sealing: Sealing }
