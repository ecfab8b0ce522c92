import { countInbox } from '@sotevarmenne/api/inbox'
import { callApi } from '../api/call-api.ts'

/** Loaded on demand: the menu of visitors needs no contract of the office. */
export const requestCounts = (signal: AbortSignal) => callApi(countInbox, {}, signal)
