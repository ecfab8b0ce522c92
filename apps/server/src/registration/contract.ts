import type { Brand } from '@sotevarmenne/kernel/brand'

/** A registration point. UUID. */
export type PointId = Brand<string, 'PointId'>

/** One appointment of one person as a registrar of one point. UUID. */
export type RegistrarId = Brand<string, 'RegistrarId'>

export type Point = {
  readonly pointId: PointId
  readonly name: string
  readonly address: {
    readonly street: string
    readonly postalCode: string
    readonly postOffice: string
    readonly country: string
  }
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
