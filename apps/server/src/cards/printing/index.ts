export { printingApi } from './api.ts'
export { renderFaces } from './adapters/card-face-typst.ts'
export type { PrintingDeps } from './deps.ts'
