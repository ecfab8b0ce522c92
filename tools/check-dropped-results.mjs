/** No `Result` is dropped: its refusal would be lost. */
import path from 'node:path'
import { findDroppedResults, programOf } from './dropped-results.mjs'

const root = path.resolve(import.meta.dirname, '..')
const places = ['tsconfig.json', 'apps/portal/tsconfig.json'].flatMap((file) =>
  findDroppedResults(programOf(path.join(root, file))),
)
for (const place of places)
  console.error(`${path.relative(root, place)}: a Result is dropped, and its refusal with it`)
if (places.length > 0) process.exit(1)
