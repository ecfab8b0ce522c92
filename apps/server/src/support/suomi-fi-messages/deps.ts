import type { PopulationRegister } from '#people/registers/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'
import type { MessagesService, RenderLetter } from './ports.ts'

export type MessagesDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly people: Pick<People, 'identityCodeOf' | 'rememberPerson'>
  readonly registers: Pick<PopulationRegister, 'lookUpPerson'>
  readonly service: MessagesService
  /** Absent without a contract for printing: nothing goes on paper then. */
  readonly renderLetter?: RenderLetter | undefined
  readonly systemPermit: SystemPermit<'suomiFiMessages.send' | 'suomiFiMessages.readStates'>
}
