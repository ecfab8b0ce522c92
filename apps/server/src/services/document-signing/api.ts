import * as contracts from '@sotevarmenne/api/documents'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { checkSignatures } from './check-signatures.ts'
import { completeSignature } from './complete-signature.ts'
import type { DocumentDeps, OtherSigners } from './deps.ts'
import { completeSignatureProblems } from './problems.ts'

/** Signatures come with their evidence: more than a usual question. */
const bodyLimit = 4 * 1024 * 1024

/** `others`: whose signatures are found good beside those of holders of cards of ours. */
export const documentApi = (deps: DocumentDeps, others: OtherSigners): readonly Endpoint[] => [
  endpoint({
    contract: contracts.completeSignature,
    deed: 'documents.completeSignature',
    act: completeSignature(deps),
    problems: completeSignatureProblems,
  }),
  endpoint({
    contract: contracts.checkSignatures,
    deed: 'documents.checkSignatures',
    act: checkSignatures(deps, others),
    problems: {},
    bodyLimit,
  }),
]
