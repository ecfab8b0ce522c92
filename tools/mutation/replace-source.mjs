/** Loads one module with another source: MUTATED_MODULE is its URL, MUTATED_SOURCE the file with the source. */
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const { MUTATED_MODULE: module, MUTATED_SOURCE: file } = process.env
if (module !== undefined)
  registerHooks({
    load: (url, context, next) =>
      url === module
        ? { format: 'module-typescript', source: readFileSync(file, 'utf8'), shortCircuit: true }
        : next(url, context),
  })
