import type { CardRelays } from '#cards/card-relay/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { AdminKeys } from '#cards/card/index.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Bureau, RenderLetter } from './ports.ts'

/** Dependencies of the letters module; `entry` wires them. */
export type LettersDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob' | 'systemPermit'> & {
  readonly adminKeys: Pick<AdminKeys, 'prove'>
  /** Remote cards, in the holder's card reader. */
  readonly relays: Pick<CardRelays, 'open'>
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Pick<Registers, 'lookUpPerson'>
  readonly registration: Pick<Registration, 'findPoint'>
  readonly bureau: Bureau
  readonly renderLetter: RenderLetter
  readonly service: ServiceDetails
}

export type Sealed = LettersDeps & { readonly sealing: Sealing }
