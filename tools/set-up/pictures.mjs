/**
 * `npm run pictures`: takes a picture of every page and step that the end-to-end tests check, into
 * `reports/pictures`, with a contact sheet for viewing them. A name selects fewer:
 * `npm run pictures -- reader-pages`. The pictures of the README are renewed when their steps were taken.
 */
import { copyFileSync, existsSync, rmSync } from 'node:fs'
import path from 'node:path'
import { environment, node24, root, say, start } from './machine.mjs'
import { writeContactSheet } from './contact-sheet.mjs'
import { once } from 'node:events'

const folder = path.join(root, 'reports', 'pictures')
const inReadme = ['desk', 'own-card']

rmSync(folder, { recursive: true, force: true })
const given = process.argv.slice(2)
const codes = []
for (const tier of [[], ['--deep']]) {
  const run = start(
    node24,
    ['tools/set-up/test.mjs', ...tier, ...(given.length > 0 ? given : ['tests/e2e/'])],
    { env: { ...environment(), PICTURES: folder, PAGES_IN: 'fi,sv,en' } },
  )
  codes.push((await once(run, 'exit'))[0])
}

for (const name of inReadme) {
  const taken = path.join(folder, 'steps', `${name}.png`)
  if (existsSync(taken)) copyFileSync(taken, path.join(root, 'docs', 'pictures', `${name}.png`))
}
if (existsSync(folder)) say(`\nPictures: ${writeContactSheet(folder)}`)
// 2: no test of this tier has the name.
process.exit(
  codes.every((code) => code === 2) || codes.some((code) => code !== 0 && code !== 2) ? 1 : 0,
)
