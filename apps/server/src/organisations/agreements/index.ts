export { renderDocument } from './adapters/document-typst.ts'
export { agreementApi } from './api.ts'
export { createAgreements, type Agreements } from './create-agreements.ts'
