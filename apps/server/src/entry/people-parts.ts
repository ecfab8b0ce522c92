import { createAccounts } from '#organisations/accounts/index.ts'
import { createApiKeys } from '#organisations/api-keys/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createContacts } from '#people/contacts/index.ts'
import { createPeople } from '#people/persons/index.ts'
import {
  createBusinessRegister,
  createCodes,
  createCodeServer,
  createRegisters,
  createSigningRegister,
} from '#people/registers/index.ts'
import { createRegistration } from '#points/points/index.ts'
import { createCounterparts } from '#reporting/counterparts/index.ts'
import { createSettings } from '#settings/index.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import { watchRegisters } from './watched-registers.ts'

export type PeopleParts = ReturnType<typeof createPeopleParts>

/** People, organisations and registration points, and the registers that know them. */
export function createPeopleParts(config: Config, { runtime, clock, onFault, outbox }: Foundation) {
  const counterparts = createCounterparts({ ...runtime, onFault })
  const { watch } = counterparts
  const people = createPeople({ ...runtime, notify: outbox.planSubscribers })
  const contacts = createContacts(runtime)
  const settings = createSettings({ ...runtime, personNamed: people.personNamed })
  const registers = watchRegisters(counterparts, createRegisters({ ...config.registers, clock }))
  const businessRegister = watch(
    'business',
    createBusinessRegister({ url: config.businessRegisterUrl }),
  )
  const codes = createCodes({
    ...runtime,
    codeServer: watch('codes', createCodeServer(config.codeServer)),
  })
  const registration = createRegistration(runtime)
  const organisations = createOrganisations({
    ...{ ...runtime, people, businessRegister, codes, points: registration },
  })
  const accounts = createAccounts({
    ...{ ...runtime, people, organisations, businessRegister, publicUrl: config.publicUrl },
    signingRegister: watch('signing', createSigningRegister(config.signingRegister)),
  })
  const apiKeys = createApiKeys({ ...runtime, accounts })
  return {
    ...{ counterparts, people, contacts, settings, registers, businessRegister, codes },
    ...{ registration, organisations, accounts, apiKeys },
  }
}
