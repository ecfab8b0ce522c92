export { cardRelayApi, tooManyRelays } from './api.ts'
export { createCardRelays, type CardRelays, type RelayedChannel } from './card-relays.ts'
