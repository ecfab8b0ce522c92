import type { Tx } from '#platform/db.ts'
import { linkToken } from '#platform/link-token.ts'
import type { MailToWriter } from '../contract.ts'
import type { CasesDeps } from '../deps.ts'
import { findMessage, writersOf } from './store.ts'

/** Undefined once the message is confirmed or erased, and for a case that somebody with a sign-in wrote. */
export const mailToWriter =
  ({ sealing, publicUrl }: Pick<CasesDeps, 'sealing' | 'publicUrl'>) =>
  async (
    tx: Tx,
    { id, kind }: { readonly id: string; readonly kind: 'confirm' | 'answered' },
  ): Promise<MailToWriter | undefined> => {
    const found =
      kind === 'confirm'
        ? await unconfirmed({ sealing }, tx, id)
        : (await writersOf({ sealing }, tx, [id])).get(id)
    if (!found) return undefined
    const { email: to, language, linkUntil: until } = found
    const link = `${publicUrl}/${language}/contact-message#${linkToken(sealing, id)}`
    return { to, language, link, until }
  }

async function unconfirmed(deps: Pick<CasesDeps, 'sealing'>, tx: Tx, messageId: string) {
  const sent = await findMessage(deps, tx, messageId)
  return sent?.message && { ...sent.message, linkUntil: sent.until }
}
