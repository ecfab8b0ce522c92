import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { AccessDeps } from './deps.ts'

/** What may be used to sign in beside a card at the signing API. */
export const viewWaysToSignIn =
  ({ suomiFi, cardDoorUrl }: Pick<AccessDeps, 'suomiFi' | 'cardDoorUrl'>) =>
  (
    _permit: Permit<'access.signIn'>,
  ): Promise<Result<{ suomiFi: boolean; cardDoor: boolean }, never>> =>
    Promise.resolve(ok({ suomiFi: suomiFi !== undefined, cardDoor: cardDoorUrl !== undefined }))
