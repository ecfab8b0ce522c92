export { renderDocument } from './adapters/document-typst.ts'
export { paperApi } from './api.ts'
export { createPapers, type Papers } from './create-papers.ts'
