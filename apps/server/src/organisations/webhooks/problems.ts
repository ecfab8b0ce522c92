import { actionProblems, memberProblems } from '#organisations/accounts/index.ts'
import { texts } from './texts.ts'

export const webhookNotFound = {
  'webhook-not-found': { status: 404, ...texts.webhookNotFound },
}

export const viewEndpointProblems = { ...memberProblems, ...webhookNotFound }

export const endpointProblems = { ...actionProblems, ...webhookNotFound }

export const receiverProblems = {
  'webhook-url-not-https': { status: 422, ...texts.urlNotHttps },
  'webhook-receiver-not-found': { status: 422, ...texts.receiverNotFound },
  'webhook-receiver-not-allowed': { status: 422, ...texts.receiverNotAllowed },
}
