import type { AcmeDeps } from './deps.ts'

type Base = Pick<AcmeDeps, 'publicUrl'>

/** The ACME directory, under the public address. */
export const directoryPath = '/acme/directory'

export const directoryUrl = ({ publicUrl }: Base): string => `${publicUrl}${directoryPath}`
export const newAccountUrl = ({ publicUrl }: Base): string => `${publicUrl}/acme/new-account`
export const accountUrl = ({ publicUrl }: Base, id: string): string =>
  `${publicUrl}/acme/account/${id}`
export const orderUrl = ({ publicUrl }: Base, id: string): string => `${publicUrl}/acme/order/${id}`
export const authorizationUrl = ({ publicUrl }: Base, id: string): string =>
  `${publicUrl}/acme/authorization/${id}`
export const challengeUrl = ({ publicUrl }: Base, id: string, type: string): string =>
  `${publicUrl}/acme/challenge/${id}/${type}`
export const certificateUrl = ({ publicUrl }: Base, orderId: string): string =>
  `${publicUrl}/acme/certificate/${orderId}`

/** How the `accounturi` of standing DNS records begins (draft-ietf-acme-dns-persist-02 § 4.1). */
export const accountHashPrefix = ({ publicUrl }: Base): string => `${publicUrl}/acme/account-hash/`

/** The id of an account of ours, by its URL; undefined when it is not such a URL. */
export function idOfAccountUrl(base: Base, url: unknown): string | undefined {
  const before = accountUrl(base, '')
  if (typeof url !== 'string' || !url.startsWith(before)) return undefined
  const id = url.slice(before.length)
  return isId(id) ? id : undefined
}

export const isId = (text: string): boolean =>
  /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(text)
