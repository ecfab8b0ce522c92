import type { RegisterAddress } from './query-register.ts'

/** How the service is known in X-Road (Suomi.fi Data Exchange Layer), and which services it calls there. */
export type XRoad = {
  /** Its subsystem: instance, member class, member code and subsystem, with slashes between. */
  readonly client: string
  /** Change interface of the population register: subsystem and service code of the provider. */
  readonly populationService: string
  /** User and password that the population register checks behind X-Road. */
  readonly populationUser: string
  readonly populationPassword: string
  /** The registers of rights to practise. */
  readonly rightsService: string
}

/** Of the simulators. The identifier of the population register's service is that of the test environment of X-Road. */
export const simulatedXRoad: XRoad = {
  client: 'FI-TEST/GOV/0245437-2/sotevarmenne',
  populationService: 'FI-TEST/GOV/0245437-2/VTJmutpa/VTJmutpa',
  populationUser: 'sotevarmenne',
  populationPassword: 'sotevarmenne',
  rightsService: 'FI-TEST/GOV/0000000-0/Terhikki/rights',
}

/** A member or service identifier (PR-REST § 4.8): its parts need no encoding. */
export const xRoadIdentifier = /^[\w.-]+(\/[\w.-]+){2,5}$/

type SecurityServer = Omit<RegisterAddress, 'headers'>

/** The population register behind our security server (PR-REST: `/r1/<service>`). */
export const populationBehind = (
  { url, ...server }: SecurityServer,
  { client, populationService, populationUser, populationPassword }: XRoad,
): RegisterAddress => ({
  ...server,
  url: `${url}/r1/${populationService}`,
  headers: {
    'x-road-client': client,
    authorization: `Basic ${Buffer.from(`${populationUser}:${populationPassword}`).toString('base64')}`,
  },
})

export const rightsBehind = (
  { url, ...server }: SecurityServer,
  { client, rightsService }: XRoad,
): RegisterAddress => ({
  ...server,
  url: `${url}/r1/${rightsService}`,
  headers: { 'x-road-client': client },
})
