import path from 'node:path'
import ts from 'typescript'

/**
 * Whether the type checker refuses a source of a file: `npm run check` then does, without a test. Only the file itself
 * is looked at, not what imports it. One service for all: it reads the imports of a file once.
 */
export function typeChecker(root) {
  const config = ts.readConfigFile(path.join(root, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, root)
  const files = new Set()
  const changed = new Map()
  let version = 0
  const service = ts.createLanguageService({
    getCompilationSettings: () => options,
    getScriptFileNames: () => [...files],
    getScriptVersion: (file) => String(changed.get(file)?.version ?? 0),
    getScriptSnapshot(file) {
      const text = changed.get(file)?.text ?? ts.sys.readFile(file)
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath,
  })
  /** The first error of the file with that text. */
  return (file, text) => {
    const full = path.join(root, file)
    files.add(full)
    version += 1
    changed.set(full, { text, version })
    const [first] = [
      ...service.getSyntacticDiagnostics(full),
      ...service.getSemanticDiagnostics(full),
    ]
    changed.delete(full)
    return first && ts.flattenDiagnosticMessageText(first.messageText, ' ')
  }
}
