export { renderDocument } from './adapters/document-typst.ts'
export { createAgreements } from './create-agreements.ts'
