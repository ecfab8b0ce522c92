import { bindOperations } from '#platform/operation.ts'
import { checkSignatures } from './check-signatures.ts'
import { completeSignature } from './complete-signature.ts'
import type { DocumentDeps, OtherSigners } from './deps.ts'

/** `others`: signers accepted in addition to holders of our cards. */
export const createDocuments = (deps: DocumentDeps & { readonly others: OtherSigners }) =>
  bindOperations(deps, { completeSignature, checkSignatures })
