import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'

it('an import with the same words from another app or folder is another file, and one that is not there is refused', () => {
  const root = mkdtempSync(path.join(tmpdir(), 'resolve-once-'))
  try {
    for (const app of ['one', 'other']) {
      const source = path.join(root, app, 'src/inner')
      mkdirSync(source, { recursive: true })
      const write = (file, text) => writeFileSync(path.join(root, app, file), text)
      write('package.json', '{"type":"module","imports":{"#*":"./src/*"}}')
      write('src/name.mjs', `export const name = '${app}'`)
      write('src/inner/name.mjs', `export const name = 'inner ${app}'`)
      write(
        'src/inner/say.mjs',
        "export * from '#name.mjs'; export { name as near } from './name.mjs'",
      )
      write('src/say.mjs', "export * from '#name.mjs'; export { name as near } from './name.mjs'")
    }
    writeFileSync(
      path.join(root, 'main.mjs'),
      `const said = []
for (const file of ['one/src', 'one/src/inner', 'other/src', 'other/src/inner']) {
  const { name, near } = await import(\`./\${file}/say.mjs\`)
  said.push(name, near)
}
said.push(await import('./gone.mjs').catch(({ code }) => code))
console.log(said.join())`,
    )
    const { stdout } = spawnSync(process.execPath, [
      `--import=${new URL('resolve-once.mjs', import.meta.url).href}`,
      path.join(root, 'main.mjs'),
    ])
    assert.equal(
      String(stdout).trim(),
      'one,one,one,inner one,other,other,other,inner other,ERR_MODULE_NOT_FOUND',
    )
  } finally {
    rmSync(root, { recursive: true })
  }
})
