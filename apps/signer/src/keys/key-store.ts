import type { KeyStore } from './signing-key.ts'
import { createFileKeys } from './file-keys.ts'
import { createPkcs11Keys, type Pkcs11KeysOptions } from './pkcs11/pkcs11-keys.ts'
import type { SessionLimits } from './pkcs11/sessions.ts'
import { parsePkcs11Uri, type KeyPlace } from './pkcs11/uri.ts'
import type { Passphrase } from './sealed-file.ts'

export type KeyStoreOptions = {
  /**
   * Where keys are, by their names: `file:` and an absolute path, or `pkcs11:…` (RFC 7512). A key that is not
   * named is a file of the folder.
   */
  readonly uris: ReadonlyMap<string, string>
  readonly folder: string
  /** Seals the files. */
  readonly passphrase: Passphrase
  readonly workFactor?: number
  /** Timeouts for an HSM. */
  readonly hsmLimits?: SessionLimits
  /** Called when an HSM is unavailable, when the reason changes, and when it is back. */
  readonly onHsmChange?: Pkcs11KeysOptions['onChange']
}

/** The keys of the signer, each where its URI says. Throws when a URI is malformed. */
export function createKeyStore({
  uris,
  hsmLimits,
  onHsmChange,
  ...options
}: KeyStoreOptions): KeyStore {
  const paths = new Map<string, string>()
  const places = new Map<string, KeyPlace>()
  for (const [name, uri] of uris) {
    const path = /^file:(?:\/\/(?=\/))?(\/[^?#%]*)$/.exec(uri)?.[1]
    if (path !== undefined) {
      paths.set(name, path)
      continue
    }
    const place = parsePkcs11Uri(uri)
    if (!place.ok) throw new Error(`malformed URI of the key of ${name}: ${place.refusal.detail}`)
    places.set(name, place.value)
  }
  const files = createFileKeys({ ...options, paths })
  const hsm = createPkcs11Keys({
    places,
    folder: options.folder,
    ...(hsmLimits && { limits: hsmLimits }),
    ...(onHsmChange && { onChange: onHsmChange }),
  })
  const storeOf = (name: string): KeyStore => (places.has(name) ? hsm : files)

  return {
    has: (name) => storeOf(name).has(name),
    find: (name) => storeOf(name).find(name),
    create: (name, kind) => storeOf(name).create(name, kind),
    open: (name, spki) => storeOf(name).open(name, spki),
    close: async () => {
      await Promise.all([files.close(), hsm.close()])
    },
  }
}
