export { httpsReceivers } from './adapters/https-receivers.ts'
export { createWebhooks } from './create-webhooks.ts'
export { figuresOfWebhooks, type WebhookFigures } from './store.ts'
