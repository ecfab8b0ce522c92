import type { TestCardKeys } from '@sotevarmenne/api/test-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CardKeyAlgorithm } from '@sotevarmenne/smartcard/words'

/** What the keys of a test card are; RSA-3072 and P-384, as on real cards of either family. */
export const algorithmOf = {
  rsa: 'rsa3072',
  ecc: 'p384',
} as const satisfies { readonly [Keys in TestCardKeys]: CardKeyAlgorithm }

export type KeysNotOffered = {
  readonly kind: 'test-card-keys-not-offered'
  readonly offered: readonly TestCardKeys[]
}

/** `offered`: those for which there is a test CA, the service's own first. Without a choice that one. */
export function chooseKeys(
  chosen: TestCardKeys | undefined,
  offered: readonly TestCardKeys[],
): Result<TestCardKeys, KeysNotOffered> {
  const keys = chosen ?? offered[0]
  return keys !== undefined && offered.includes(keys)
    ? ok(keys)
    : refuse({ kind: 'test-card-keys-not-offered', offered })
}
