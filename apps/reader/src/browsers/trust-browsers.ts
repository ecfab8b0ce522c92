import { readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { oneAtATime } from '@sotevarmenne/smartcard/one-at-a-time'
import { caFile } from '../signing-api/tls-certificate.ts'
import { ifThere } from '../files.ts'
import {
  browserStores,
  isTrustedIn,
  trustIn,
  untrustIn,
  type BrowserStore,
} from './browser-stores.ts'

/**
 * The trust of this user's browsers in the signing API's own certificate: given by the user, removed
 * completely.
 */
export type BrowserTrust = {
  readonly see: () => Promise<readonly SeenStore[]>
  /**
   * Only with the user's consent. The consent is stored, so that a renewed certificate needs no second one.
   */
  readonly give: () => Promise<Result<void, BrowserRefusal>>
  readonly takeBack: () => Promise<Result<void, BrowserRefusal>>
  /**
   * At a start: where the user has agreed, adds a new certificate to the browsers, and the certificate to new
   * profiles.
   */
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
  /** The program's own folder. */
  readonly folder: string
  /** The user's home folder. */
  readonly home: string
  readonly reportFault: (fault: unknown) => void
}): BrowserTrust {
  const consent = path.join(folder, 'browsers-trusted')
  const ca = path.join(folder, caFile)
  const inTurn = oneAtATime()

  const inEach = (operation: (store: BrowserStore) => Promise<void>) =>
    inTurn(async (): Promise<boolean> => {
      try {
        for (const store of await browserStores(home)) await operation(store)
        return true
      } catch (fault) {
        reportFault(fault)
        return false
      }
    })
  const give = async (): Promise<boolean> => {
    const isGiven = await inEach((store) => trustIn(store, ca))
    if (isGiven) await writeFile(consent, await readFile(ca))
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
    give: async () => responseOf(await give()),
    takeBack: async () => {
      await rm(consent, { force: true })
      return responseOf(await inEach(untrustIn))
    },
    renew: async () => {
      const agreedTo = await ifThere(readFile(consent, 'utf8'))
      if (agreedTo === undefined) return
      if (agreedTo !== (await readFile(ca, 'utf8'))) {
        await give()
        return
      }
      await inEach(async (store) => {
        if (!(await isTrustedIn(store))) await trustIn(store, ca)
      })
    },
  }
}

const responseOf = (isDone: boolean): Result<void, BrowserRefusal> =>
  isDone ? ok(undefined) : refuse({ kind: 'stores-not-writable' })
