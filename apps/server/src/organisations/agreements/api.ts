import * as contracts from '@sotevarmenne/api/papers'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Papers } from './create-papers.ts'
import {
  changeProblems,
  draftProblems,
  listProblems,
  pointsProblems,
  settleProblems,
  signProblems,
  viewProblems,
} from './problems.ts'

export const paperApi = (papers: Papers): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listDocuments,
    deed: 'papers.view',
    act: papers.listDocuments,
    problems: listProblems,
  }),
  endpoint({
    contract: contracts.listNameablePoints,
    deed: 'papers.view',
    act: papers.listNameablePoints,
    problems: pointsProblems,
  }),
  endpoint({
    contract: contracts.draftDocument,
    deed: 'papers.draft',
    act: papers.draftDocument,
    problems: draftProblems,
  }),
  endpoint({
    contract: contracts.changeDocument,
    deed: 'papers.draft',
    act: papers.changeDocument,
    problems: changeProblems,
  }),
  endpoint({
    contract: contracts.viewDocument,
    deed: 'papers.view',
    act: papers.viewDocument,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.viewDocumentPdf,
    deed: 'papers.view',
    act: papers.viewDocumentPdf,
    problems: viewProblems,
  }),
  endpoint({
    contract: contracts.prepareSignature,
    deed: 'papers.sign',
    act: papers.prepareSignature,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.signDocument,
    deed: 'papers.sign',
    act: papers.signDocument,
    problems: signProblems,
  }),
  endpoint({
    contract: contracts.settleDocument,
    deed: 'papers.sign',
    act: papers.settleDocument,
    problems: settleProblems,
  }),
  endpoint({
    contract: contracts.viewSignedOfPaper,
    deed: 'papers.viewSigned',
    act: papers.viewSignedOfPaper,
    problems: {},
  }),
]
