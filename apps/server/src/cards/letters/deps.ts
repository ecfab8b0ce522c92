import type { CardRelays } from '#cards/card-relay/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { Registers } from '#people/registers/index.ts'
import type { Registration } from '#points/points/index.ts'
import type { AdminKeys, SystemPermit } from '#cards/card/index.ts'
import type { Bureau, RenderLetter } from './ports.ts'

/** Dependencies of the letters module; `entry` wires them. */
export type LettersDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  /** At least 32 bytes: seals codes and addresses. */
  readonly secret: Uint8Array
  readonly adminKeys: Pick<AdminKeys, 'prove'>
  /** Remote cards, in the holder's card reader. */
  readonly relays: Pick<CardRelays, 'open'>
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Pick<Registers, 'lookUpPerson'>
  readonly registration: Pick<Registration, 'findPoint'>
  readonly bureau: Bureau
  readonly renderLetter: RenderLetter
  readonly systemPermit: SystemPermit
}

export type Sealed = LettersDeps & { readonly sealing: Sealing }
