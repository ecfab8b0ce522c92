import { instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { z } from 'zod'
import { openJson, sealJson } from '#platform/sealing.ts'
import type { AuthenticationDeps } from '../deps.ts'

/** Somebody whom Suomi.fi identified, and whom the service does not know. */
type IdentifiedStranger = { readonly identityCode: string; readonly at: Instant }

type Deps = Pick<AuthenticationDeps, 'sealing' | 'clock'>

/**
 * What a refused sign-in gives the browser instead of a session: who was identified, readable by the service
 * only, for half an hour. Nothing is stored, and it opens nothing but a message to the office.
 */
export const sealStranger = (
  { sealing, clock }: Deps,
  { identityCode, at }: IdentifiedStranger,
): string =>
  Buffer.from(
    sealJson(sealing, { identityCode, at, until: plus(clock.now(), life) }, context),
  ).toString('base64url')

/** Undefined for what the service has not sealed, and for what is too old. */
export const identifiedStranger =
  ({ sealing, clock }: Deps) =>
  (token: string): IdentifiedStranger | undefined => {
    const { success, data } = stranger.safeParse(opened(sealing, token))
    return success && data.until > clock.now()
      ? { identityCode: data.identityCode, at: instant(data.at) }
      : undefined
  }

const stranger = z.object({ identityCode: z.string(), at: z.number(), until: z.number() })

/** Anybody may send anything: what does not open was not sealed here. */
function opened(sealing: Deps['sealing'], token: string): unknown {
  try {
    return openJson(sealing, Buffer.from(token, 'base64url'), context)
  } catch {
    return undefined
  }
}

const context = 'stranger identified by Suomi.fi'
const life = 30 * minute
