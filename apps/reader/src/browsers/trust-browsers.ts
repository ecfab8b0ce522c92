import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { authorityFile } from '../signing-api/tls-certificate.ts'
import { ifThere } from '../files.ts'
import {
  browserStores,
  isTrustedIn,
  trustIn,
  untrustIn,
  type BrowserStore,
} from './browser-stores.ts'

/** The trust of this user's browsers in the signing API's own certificate: given by the user, and taken back whole. */
export type BrowserTrust = {
  readonly see: () => Promise<readonly SeenStore[]>
  /** Only on the user's word. Kept, so that a renewed certificate needs no second one. */
  readonly give: () => Promise<Result<void, BrowserRefusal>>
  readonly takeBack: () => Promise<Result<void, BrowserRefusal>>
  /** At a start: where the user has agreed, browsers are told of a new certificate and new profiles of the certificate. */
  readonly renew: () => Promise<void>
}

export type SeenStore = BrowserStore & { readonly isTrusted: boolean }

/** The tool that writes the stores is missing, or a store is broken. */
export type BrowserRefusal = { readonly kind: 'stores-not-writable' }

export function browserTrust({
  folder,
  home,
  reportFault,
}: {
  /** The program's own. */
  readonly folder: string
  /** The user's. */
  readonly home: string
  readonly reportFault: (fault: unknown) => void
}): BrowserTrust {
  const consent = path.join(folder, 'browsers-trusted')
  const authority = path.join(folder, authorityFile)
  const inTurn = oneAtATime()

  const inEach = (deed: (store: BrowserStore) => Promise<void>) =>
    inTurn(async (): Promise<boolean> => {
      try {
        for (const store of await browserStores(home)) await deed(store)
        return true
      } catch (fault) {
        reportFault(fault)
        return false
      }
    })
  const give = async (): Promise<boolean> => {
    const isGiven = await inEach((store) => trustIn(store, authority))
    if (isGiven) await writeFile(consent, await readFile(authority))
    return isGiven
  }

  return {
    see: () =>
      inTurn(async () => {
        const stores = await browserStores(home)
        return Promise.all(
          stores.map(async (store) => ({
            ...store,
            // Without the tool nothing was ever trusted.
            isTrusted: await isTrustedIn(store).catch(() => false),
          })),
        )
      }),
    give: async () => answerOf(await give()),
    takeBack: async () => {
      await rm(consent, { force: true })
      return answerOf(await inEach(untrustIn))
    },
    renew: async () => {
      const agreedTo = await ifThere(readFile(consent, 'utf8'))
      if (agreedTo === undefined) return
      if (agreedTo !== (await readFile(authority, 'utf8'))) {
        await give()
        return
      }
      await inEach(async (store) => {
        if (!(await isTrustedIn(store))) await trustIn(store, authority)
      })
    },
  }
}

const answerOf = (isDone: boolean): Result<void, BrowserRefusal> =>
  isDone ? ok(undefined) : refuse({ kind: 'stores-not-writable' })
