export { httpsReceivers } from './adapters/https-receivers.ts'
export { createWebhooks } from './create-webhooks.ts'
export { figuresOfWebhooks } from './store.ts'
