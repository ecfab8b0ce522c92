import type { Language } from '@sotevarmenne/api/values'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { WebhooksDeps } from './deps.ts'

type WebhookMail = {
  readonly to: string
  readonly language: Language
  readonly organisation: string
}

/** To the contacts of the organisation, when an endpoint was disabled because its receiver does not work (R524). */
export const mailsOf =
  ({ organisations }: Pick<WebhooksDeps, 'organisations'>) =>
  async (
    tx: Tx,
    event: { readonly type: string; readonly [name: string]: unknown },
  ): Promise<readonly WebhookMail[]> => {
    if (event.type !== 'WebhookDisabled') return []
    const { organisationId, because } = ofDisabled.parse(event)
    if (because !== 'failing' && because !== 'gone') return []
    const organisation = await organisations.organisationById(tx, organisationId)
    if (organisation === undefined)
      throw new Error(`webhook of unknown organisation ${organisationId}`)
    return (await organisations.contactsOf(tx, organisationId)).map(({ email, language }) => ({
      ...{ to: email, language, organisation: organisation.name },
    }))
  }

const ofDisabled = z.object({ organisationId: z.string(), because: z.string() })
