import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { groupPolicyTemplates } from './group-policy.ts'

/** `write-templates.ts <folder>`: writes the templates for group policy, for the package for Windows. */
const [, , folder] = process.argv
if (folder === undefined) throw new Error('name the folder of the templates')
for (const [place, text] of Object.entries(groupPolicyTemplates())) {
  const file = path.join(folder, place)
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(file, text.replaceAll('\n', '\r\n'))
}
