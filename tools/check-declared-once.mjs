/** A closed list, and the name of a type of the API, is declared once (ARCHITECTURE.md); and every text is used. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { findDeadTexts } from './dead-texts.mjs'
import { findDoubleLists, findDoubleNames } from './declared-once.mjs'

/** Written by tools/api-reference.mjs from what the operations declare. */
const generated = 'libs/client/src/problem-kinds.ts'

const sources = ['libs', 'apps']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true }).map((file) => path.join(folder, file)),
  )
  .filter(
    (file) =>
      file !== generated &&
      /^(libs|apps)\/[^/]+\/src\/.+\.tsx?$/.test(file) &&
      !/\.test\.tsx?$|\/testing[./]/.test(file),
  )
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))

const faults = [...findDoubleLists(sources), ...findDoubleNames(sources), ...findDeadTexts(sources)]
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}
