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
    operation: 'agreements.view',
    action: agreements.listDocuments,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.listNameablePoints,
    operation: 'agreements.view',
    action: agreements.listNameablePoints,
    problems: pointsProblems,
  }),
  endpoint({
    contract: contracts.draftDocument,
    operation: 'agreements.draft',
    action: agreements.draftDocument,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.changeDocument,
    operation: 'agreements.draft',
    action: agreements.changeDocument,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.viewDocument,
    operation: 'agreements.view',
    action: agreements.viewDocument,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.viewDocumentPdf,
    operation: 'agreements.view',
    action: agreements.viewDocumentPdf,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.prepareSignature,
    operation: 'agreements.sign',
    action: agreements.prepareSignature,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.signDocument,
    operation: 'agreements.sign',
    action: agreements.signDocument,
    problems: signProblems,
  }),
  endpoint({
    contract: contracts.settleDocument,
    operation: 'agreements.sign',
    action: agreements.settleDocument,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.viewSignedDocument,
    operation: 'agreements.viewSigned',
    action: agreements.viewSignedDocument,
    problems: {},
  }),
]
