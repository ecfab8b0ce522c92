import type { Result } from '@sotevarmenne/kernel/result'
import type { IssuerFacts } from './domain/issuer.ts'
import type { LintFinding, LintIssuer } from './domain/lint-subject.ts'
import { lintTbs as lintWith, type LintedTbs } from './domain/lint.ts'
import type { ProfileId } from './domain/profiles.ts'
import { keyDigests } from './key-digests.ts'

/** Lints to-be-signed bytes: the only way to get `LintedTbs`. */
export const lintTbs = (
  der: Uint8Array,
  requested: {
    readonly issuer: LintIssuer
    readonly profile: ProfileId
    readonly ca?: IssuerFacts
  },
): Result<LintedTbs, readonly LintFinding[]> => lintWith(der, { ...requested, ...keyDigests })
