import { languages, type Language } from '@sotevarmenne/pages/languages'
import { policyKey, policySettings, type PolicySetting } from './policy.ts'

/** Files of the templates for group policy, by their paths in `PolicyDefinitions`. */
export const groupPolicyTemplates = (): Readonly<Record<string, string>> => ({
  [`${fileName}.admx`]: definitions(),
  ...Object.fromEntries(
    languages.map((language) => [`${folders[language]}/${fileName}.adml`, words(language)]),
  ),
})

const fileName = 'SotevarmenneReader'
const folders = { fi: 'fi-FI', sv: 'sv-SE', en: 'en-US' } as const

/** Microsoft, "ADMX Syntax": PolicyDefinitions schema 1.0. */
const namespace = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions'
const declaration = '<?xml version="1.0" encoding="utf-8"?>'

const definitions = (): string => `${declaration}
<policyDefinitions xmlns="${namespace}" revision="1.0" schemaVersion="1.0">
  <policyNamespaces>
    <target prefix="sotevarmenne" namespace="Sotevarmenne.Policies.Reader"/>
  </policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <supportedOn>
    <definitions>
      <definition name="AnyVersion" displayName="$(string.AnyVersion)"/>
    </definitions>
  </supportedOn>
  <categories>
    <category name="Reader" displayName="$(string.Reader)"/>
  </categories>
  <policies>
${policySettings.map(policy).join('\n')}
  </policies>
</policyDefinitions>
`

const policy = ({ name, kind }: PolicySetting): string => {
  const shared = `name="${name}" class="Machine" displayName="$(string.${name})" explainText="$(string.${name}_Help)" key="${policyKey}"`
  const place = '<parentCategory ref="Reader"/><supportedOn ref="AnyVersion"/>'
  if (kind === 'switch')
    return `    <policy ${shared} valueName="${name}">${place}<enabledValue><decimal value="1"/></enabledValue><disabledValue><decimal value="0"/></disabledValue></policy>`
  const element = kind === 'list' ? 'multiText' : 'text'
  return `    <policy ${shared} presentation="$(presentation.${name})">${place}<elements><${element} id="${name}" valueName="${name}" required="true"/></elements></policy>`
}

const words = (language: Language): string => `${declaration}
<policyDefinitionResources xmlns="${namespace}" revision="1.0" schemaVersion="1.0">
  <displayName>${programName[language]}</displayName>
  <description>${programName[language]}</description>
  <resources>
    <stringTable>
      <string id="Reader">${programName[language]}</string>
      <string id="AnyVersion">${anyVersion[language]}</string>
${policySettings
  .map(
    ({ name, title, explanation }) =>
      `      <string id="${name}">${escaped(title[language])}</string>\n      <string id="${name}_Help">${escaped(explanation[language])}</string>`,
  )
  .join('\n')}
    </stringTable>
    <presentationTable>
${policySettings
  .filter(({ kind }) => kind !== 'switch')
  .map(({ name, kind, title }) => presentation(name, kind, escaped(title[language])))
  .join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`

const presentation = (name: string, kind: PolicySetting['kind'], title: string): string =>
  kind === 'list'
    ? `      <presentation id="${name}"><text>${title}</text><multiTextBox refId="${name}"/></presentation>`
    : `      <presentation id="${name}"><textBox refId="${name}"><label>${title}</label></textBox></presentation>`

const programName = {
  fi: 'Kortinlukijaohjelmisto (sotevarmenne)',
  sv: 'Kortläsarprogram (sotevarmenne)',
  en: 'Card reader software (sotevarmenne)',
} as const
const anyVersion = {
  fi: 'Mikä tahansa tuettu Windows',
  sv: 'Alla Windowsversioner som stöds',
  en: 'Any supported Windows',
} as const

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
