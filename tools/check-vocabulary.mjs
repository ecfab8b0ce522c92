/** No retired word (tools/vocabulary.mjs) in what git tracks: in prose those that are never right, in names also those that are no names. */
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { findRetiredNames, findRetiredPhrases, findRetiredWords } from './retired-words.mjs'

const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file) && isRead(file))

const faults = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8')
  return [
    ...findRetiredWords(file, text),
    ...findRetiredNames(file, text),
    ...findRetiredPhrases(file, text),
  ]
})
if (faults.length > 0) {
  process.stderr.write(`${faults.join('\n')}\n`)
  process.exit(1)
}

function isRead(file) {
  if (/^tools\/(vocabulary|retired-words|retired-phrases)/.test(file)) return false
  // Quotations, other people's bytes, and the list itself.
  if (/^(LICENCE|package-lock\.json|docs\/glossary\.md|tools\/words\.txt)$/.test(file)) return false
  if (/corpus|\/fonts\/|\.xsd$|\.svg$/.test(file)) return false
  return /\.(ts|tsx|mjs|md|json|jsonc|yml|service|cnf|conf|sh|typ|html|css|xml|c|lua|java|ldif|desktop)$|^\.ci\/run$|\/packaging\/(?:postinst|prerm|postrm)$/.test(
    file,
  )
}
