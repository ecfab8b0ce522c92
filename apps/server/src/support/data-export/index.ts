import { bindOperations } from '#platform/operation.ts'
import { downloadDataExport, type DataExportDeps } from './download-data-export.ts'

export const createDataExport = (deps: DataExportDeps) =>
  bindOperations(deps, { downloadDataExport })
