import { z } from 'zod'
import { base64 } from './values.ts'

/**
 * What the service publishes about the reader software, for everybody; not an operation, and without
 * personal data.
 */
export const readerSoftwarePath = '/api/reader-software'

/** `1.2.3`, each part compared as a number. */
export const releaseVersion = z
  .string()
  .regex(/^\d{1,4}\.\d{1,4}\.\d{1,4}$/)
  .meta({ examples: ['0.2.0'] })

/** `0.9.0` is older than `0.10.0`. */
export function isOlder(one: string, other: string): boolean {
  const [mine, others] = [one, other].map((version) => version.split('.').map(Number))
  const place = [0, 1, 2].find((part) => mine?.[part] !== others?.[part])
  return place !== undefined && (mine?.[place] ?? 0) < (others?.[place] ?? 0)
}

export const readerSoftware = z.object({
  /** Older versions must not log in or sign. */
  minimumVersion: releaseVersion,
  /** Notice of the newest version; valid only with its signature. */
  notice: z.object({ statement: base64, signature: base64 }).optional(),
})
export type ReaderSoftware = z.infer<typeof readerSoftware>

/** The content of a notice's statement, as JSON. The signature (Ed25519) covers its bytes. */
export const releaseStatement = z.object({
  version: releaseVersion,
  /** The URL of the package, and its expected digest. */
  url: z.url({ protocol: /^https?$/ }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'] }),
})
export type ReleaseStatement = z.infer<typeof releaseStatement>
