import { globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** The sources that a word names: a module of the server (its `domain/`), or a path of a file or folder. */
export function sourcesOf(root, word, isAll) {
  const inServer = path.join('apps/server/src', word)
  const given = [word, inServer].find((one) =>
    statSync(path.join(root, one), { throwIfNoEntry: false }),
  )
  if (given === undefined) return []
  if (given.endsWith('.ts')) return [given]
  const isModule = given === inServer && !isAll
  return globSync(isModule ? `${given}/**/domain/**/*.ts` : `${given}/**/*.ts`, { cwd: root })
    .filter((file) => !file.endsWith('.test.ts') && !isWithoutRules(file))
    .sort()
}

const isWithoutRules = (file) =>
  /(^|\/)(testing|migrations|texts|node_modules)(\/|\.)/.test(file) || /texts?\.ts$/.test(file)

/** The suites that may notice a mutant of the file: those of its module, and of the life cycles of all modules. */
export function suitesOf(root, file) {
  const beside = path.dirname(file)
  const module = beside.replace(/\/domain(\/.*)?$/, '')
  const hasLifecycle = /^export const lifecycle = /m.test(
    readFileSync(path.join(root, file), 'utf8'),
  )
  return [
    ...globSync(`${module}/**/*.test.ts`, { cwd: root }).filter(isQuick),
    ...(hasLifecycle ? ['apps/server/src/entry/lifecycles.test.ts'] : []),
  ]
}

export const isQuick = (suite) => !/\.(deep|long)\.test\.ts$/.test(suite)
