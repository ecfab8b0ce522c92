import * as contracts from '@sotevarmenne/api/agreements'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Agreements } from './create-agreements.ts'
import {
  changeProblems,
  draftProblems,
  listProblems,
  pointsProblems,
  settleProblems,
  signProblems,
  viewProblems,
} from './problems.ts'

export const agreementApi = (agreements: Agreements): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listDocuments,
    action: agreements.listDocuments,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.listNameablePoints,
    action: agreements.listNameablePoints,
    problems: pointsProblems,
  }),
  endpoint({
    contract: contracts.draftDocument,
    action: agreements.draftDocument,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.changeDocument,
    action: agreements.changeDocument,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.viewDocument,
    action: agreements.viewDocument,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.viewDocumentPdf,
    action: agreements.viewDocumentPdf,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.prepareSignature,
    action: agreements.prepareSignature,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.signDocument,
    action: agreements.signDocument,
    problems: signProblems,
  }),
  endpoint({
    contract: contracts.settleDocument,
    action: agreements.settleDocument,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.viewSignedDocument,
    action: agreements.viewSignedDocument,
    problems: {},
  }),
]
