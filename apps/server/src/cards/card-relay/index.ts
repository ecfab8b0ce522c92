export { relayModule, tooManyRelays } from './relay-operations.ts'
export { createCardRelays, type CardRelays, type RelayedChannel } from './card-relays.ts'
