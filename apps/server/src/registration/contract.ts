import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Address } from '#people/contract.ts'

/** A registration point. UUID. */
export type PointId = Brand<string, 'PointId'>

/** One appointment of one person as a registrar of one point. UUID. */
export type RegistrarId = Brand<string, 'RegistrarId'>

export type PointFacts = {
  readonly name: string
  readonly address: Address
}

export type Point = PointFacts & { readonly pointId: PointId }

/** An appointment holds from its beginning until, and not at, its end. */
export type Appointment = {
  readonly registrarId: RegistrarId
  readonly personId: string
  readonly pointId: PointId
  readonly appointedAt: Instant
  readonly endsAt?: Instant
}

export type RegistrationPointAdded = {
  readonly type: 'RegistrationPointAdded'
  readonly pointId: string
}

export type RegistrarAppointed = {
  readonly type: 'RegistrarAppointed'
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}

export type RegistrarAppointmentEnded = {
  readonly type: 'RegistrarAppointmentEnded'
  readonly registrarId: string
  readonly pointId: string
  readonly about: { readonly personId: string }
}
