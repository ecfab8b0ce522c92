import { randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Instant } from '@sotevarmenne/kernel/instant'
import PostalMime from 'postal-mime'

export type Mail = {
  readonly from: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** Its HTML part; empty without one. */
  readonly html: string
  readonly messageId: string
  /** Attachments, in base64. */
  readonly files: readonly {
    readonly name: string
    readonly mediaType: string
    readonly content: string
  }[]
  readonly receivedAt: Instant
}

export type Mails = {
  /** Stores the mail as received (RFC 5322). */
  readonly receive: (message: Uint8Array, now: Instant) => Promise<void>
  /** The newest first. */
  readonly list: (limit: number) => Promise<readonly Mail[]>
}

/** Mails in a folder, a file for each. */
export async function openMails(folder: string): Promise<Mails> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return {
    receive: async (message, now) => {
      const name = path.join(folder, `${String(now).padStart(14, '0')}-${randomUUID()}`)
      await writeFile(`${name}.new`, message)
      await rename(`${name}.new`, `${name}.eml`)
    },
    list: async (limit) => {
      const names = (await readdir(folder)).filter((name) => name.endsWith('.eml'))
      const newest = names.sort().reverse().slice(0, limit)
      return Promise.all(
        newest.map(async (name) =>
          read(await readFile(path.join(folder, name)), Number(name.split('-')[0]) as Instant),
        ),
      )
    },
  }
}

async function read(message: Uint8Array, receivedAt: Instant): Promise<Mail> {
  const { from, to, subject, text, html, messageId, attachments } = await PostalMime.parse(
    message,
    {
      attachmentEncoding: 'base64',
    },
  )
  return {
    from: from?.address ?? '',
    to: to?.map(({ address }) => address ?? '').join(', ') ?? '',
    subject: subject ?? '',
    text: text?.trim() ?? '',
    html: html?.trim() ?? '',
    messageId: messageId ?? '',
    files: attachments.map(({ filename, mimeType, content }) => ({
      ...{ name: filename ?? '', mediaType: mimeType },
      content: typeof content === 'string' ? content : '',
    })),
    receivedAt,
  }
}
