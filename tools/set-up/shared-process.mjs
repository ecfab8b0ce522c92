/**
 * Groups of test files that share a process, one after the other (`run-in-turn.mjs`). Starting Node and loading the
 * server takes longer than the tests of most files.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a test does to its whole process, or measures of it: such a file has one of its own. */
const needsOwnProcess =
  /\bmock\b|\bprocess\.(?!env\['(?:CI|PICTURES)'\])|worker_threads|node:v8|ca\/soft-hsm|\bglobalThis\b/

/**
 * Where files share processes. Those of `tests` and `tools` start programs, browsers and runs of tests, which take
 * longer than the start.
 */
const mayShare = /^(?:libs|apps)\//

/**
 * Of a group, whose files with a database count four times: a fault that ends its process must not take many others
 * with it. Of a short run each process has a part.
 */
const maxWeight = 60
const minGroups = 6

/**
 * The files to run instead of these: one for each group, written to the folder, and in turn with them the others as they
 * are. Groups wait for the database, and browsers need what time they leave.
 */
export function groupFiles(files, { root, folder }) {
  const sources = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]))
  const isShared = (file) => mayShare.test(file) && !needsOwnProcess.test(sources.get(file) ?? '')
  const groups = inGroups(files.filter(isShared), (file) =>
    /\bforEachDatabase\(|\bopen\w+\(\)/.test(sources.get(file) ?? '') ? 4 : 1,
  )
  const written = groups.map((group, place) => {
    const name = path.join(folder, `group-${String(place + 1).padStart(2, '0')}.test.mjs`)
    writeFileSync(name, sourceOf(group, root))
    return name
  })
  const others = files.filter((file) => !isShared(file))
  return Array.from({ length: Math.max(written.length, others.length) }).flatMap((_, place) => [
    ...written.slice(place, place + 1),
    ...others.slice(place, place + 1),
  ])
}

function inGroups(files, weightOf) {
  const total = files.reduce((sum, file) => sum + weightOf(file), 0)
  const limit = Math.min(maxWeight, Math.ceil(total / minGroups))
  const groups = []
  let weight = limit
  for (const file of files) {
    if (weight >= limit) {
      groups.push([])
      weight = 0
    }
    groups.at(-1).push(file)
    weight += weightOf(file)
  }
  return groups
}

const sourceOf = (group, root) =>
  `import { runInTurn } from ${JSON.stringify(path.join(root, 'tools/set-up/run-in-turn.mjs'))}
runInTurn(${JSON.stringify(group, undefined, 2)}, ${JSON.stringify({ root })})
`
