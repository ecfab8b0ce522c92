/**
 * Writes what is generated from the contracts in libs/api: `docs/api/reference.md`, every endpoint with its method, path,
 * permission and summary; `docs/operations/permissions.md`, every permission with those who have it;
 * `docs/operations/settings.md`, every setting with its shipped value and limits; and the kinds of problems of each
 * endpoint, for the typed client. With `--check` it writes nothing and fails when a file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { format, resolveConfig } from 'prettier'
import { httpProblems } from '../apps/server/src/platform/http/problems.ts'
import { contracts, permissions } from '../libs/api/src/permissions.ts'
import { settingText } from '../libs/api/src/setting-words.ts'
import { settingGroup, settings, shippedNumbers } from '../libs/api/src/settings.ts'
import { findOperations } from './operations.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const isCheck = process.argv.includes('--check')

const roles = [
  ['holder', 'holder'],
  ['registrar', 'registrar'],
  ['caseOfficer', 'case officer'],
  ['auditor', 'auditor'],
  ['caOfficer', 'CA officer'],
  ['hotlineAgent', 'hotline agent'],
  ['adviceDesk', 'advice desk'],
]
const others = {
  everybody: 'everybody',
  client: 'registered program',
  station: 'personalisation station',
  identificationService: 'identification service',
  service: 'the service itself',
}
const signIns = { suomiFi: 'also by Suomi.fi', password: 'also by Suomi.fi or password' }

await write('docs/api/reference.md', [
  '# API reference',
  '',
  `The ${String(contracts.length)} endpoints under \`/api/v1\`, generated from [libs/api](../../libs/api/src) by \`npm run fix\`. Input, response and`,
  'errors in full are in the OpenAPI description that the service serves at `/api/openapi.json` ([how to use it](README.md)). Who has',
  'each permission is in the [table of permissions](../operations/permissions.md).',
  ...groupedBy(contracts, ({ module }) => module).flatMap(([module, rows]) => [
    '',
    `## ${module}`,
    '',
    '| endpoint | method and path | permission | what |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ name, contract: { method, path: address, summary, permission } }) =>
        `| \`${name}\` | \`${method} ${address}\` | \`${permission.name}\` | ${summary.replaceAll('|', '\\|')} |`,
    ),
  ]),
  '',
])

await write('docs/operations/settings.md', [
  '# Settings',
  '',
  `The ${String(Object.keys(settings).length)} settings that case officers change on the page *Service settings*, generated from [libs/api](../../libs/api/src/settings.ts) by`,
  '`npm run fix`. One case officer proposes a value and a first day, tomorrow or later; another approves it before that day. It applies from',
  'midnight in Helsinki, in every process at once and without a restart. A value outside the limits is refused. The audit entry of a decision that',
  'used a setting names the change that set it (`settings`), or `shipped`. Variables of the environment are in [Operations](README.md#settings).',
  ...settingGroup.options.flatMap((group) => [
    '',
    `## ${group[0].toUpperCase()}${group.slice(1).replaceAll('-', ' ')}`,
    '',
    '| setting | shipped | limits | why these limits | rules |',
    '| --- | --- | --- | --- | --- |',
    ...Object.entries(settings)
      .filter(([, setting]) => setting.group === group)
      .map(
        ([key, { min, max, because, rules }]) =>
          `| \`${key}\` | ${settingText(key, shippedNumbers(key), 'en')} | ${String(min)}–${String(max)} | ${because} | ${rules.join(', ')} |`,
      ),
  ]),
  '',
])

await write('docs/operations/permissions.md', [
  '# Permissions',
  '',
  `The ${String(Object.keys(permissions).length)} permissions and who has them, generated from [libs/api](../../libs/api/src) by \`npm run fix\`. The name of a permission`,
  'is also the name of the operation in the [audit log](audit.md). A person signs in by card unless the last column says more. *Holder*: own',
  'matters, and those of an organisation for which the person acts; the operation itself checks whose they are. How a person gets a role is in',
  '[Roles](roles.md).',
  ...groupedBy(
    Object.values(permissions).toSorted((one, other) => (one.name < other.name ? -1 : 1)),
    ({ name }) => name.split('.')[0],
  ).flatMap(([group, rows]) => [
    '',
    `## ${group}`,
    '',
    '| permission | what | who | sign-in |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      (permission) =>
        `| \`${permission.name}\` | ${permission.label.en} | ${whoHas(permission)} | ${signInFor(permission)} |`,
    ),
  ]),
  '',
])

await write('libs/client/src/problem-kinds.ts', [
  '/** What the service refuses of any endpoint. Generated, as all of this file, by `npm run fix`. */',
  `export type HttpProblemKind = ${unionOf(Object.keys(httpProblems))}`,
  '',
  '/** What each operation refuses besides; one that is missing refuses nothing. */',
  'export type ProblemKinds = {',
  ...(await findOperations())
    .filter(({ problems }) => Object.keys(problems).length > 0)
    .map(({ contract, problems }) => [`${contract.method} ${contract.path}`, problems])
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([address, problems]) => `  readonly '${address}': ${unionOf(Object.keys(problems))}`),
  '}',
  '',
])

function unionOf(kinds) {
  return kinds
    .toSorted()
    .map((kind) => `'${kind}'`)
    .join(' | ')
}

function whoHas({ roles: allowed, byCommand }) {
  const names =
    typeof allowed === 'string'
      ? [others[allowed]]
      : roles.filter(([role]) => allowed.includes(role)).map(([, name]) => name)
  return [...names, ...(byCommand ? ['operator command'] : [])].join(', ')
}

function signInFor({ signIn, freshForMinutes, apiKey = [] }) {
  return [
    ...(signIn === undefined ? [] : [signIns[signIn]]),
    ...apiKey.map((scope) => `also by an API key with \`${scope}\``),
    ...(freshForMinutes === undefined ? [] : [`in the last ${String(freshForMinutes)} minutes`]),
  ].join('; ')
}

function groupedBy(rows, keyOf) {
  return [...Map.groupBy(rows, keyOf)].toSorted(([one], [other]) => (one < other ? -1 : 1))
}

async function write(name, lines) {
  const file = path.join(root, name)
  const text = await format(lines.join('\n'), {
    ...(await resolveConfig(file)),
    filepath: file,
  })
  if (!isCheck) writeFileSync(file, text)
  else if (readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${name} is out of date: npm run fix writes it again.\n`)
    process.exitCode = 1
  }
}
