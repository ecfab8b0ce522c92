import * as contracts from '@sotevarmenne/api/documents'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { checkSignatures } from './check-signatures.ts'
import { completeSignature } from './complete-signature.ts'
import type { DocumentDeps, OtherSigners } from './deps.ts'
import { completeSignatureProblems } from './problems.ts'

/** Signatures come with their evidence: larger than the default limit. */
const bodyLimit = 4 * 1024 * 1024

/** `others`: signers accepted in addition to holders of our cards. */
export const documentApi = (deps: DocumentDeps, others: OtherSigners): readonly Endpoint[] => [
  endpoint({
    contract: contracts.completeSignature,
    action: completeSignature(deps),
    problems: completeSignatureProblems,
  }),
  endpoint({
    contract: contracts.checkSignatures,
    action: checkSignatures(deps, others),
    problems: {},
    bodyLimit,
  }),
]
