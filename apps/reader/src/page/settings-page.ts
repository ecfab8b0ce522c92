import { html, trustedMarkup, type Html } from '@sotevarmenne/pages/html'
import { languages, type Language } from '@sotevarmenne/pages/languages'
import type { ReleaseStatement } from '@sotevarmenne/api/reader-software'
import type { SeenStore } from '../browsers/trust-browsers.ts'
import type { CardReader } from '../cards/card-reader.ts'
import type { Settings, SettingsStore } from '../settings/settings.ts'
import { settingsTexts } from './settings-texts.ts'
import { texts } from './texts.ts'

export type SettingsSeen = {
  readonly settings: Settings
  /** What the organisation has chosen instead. */
  readonly fixed: NonNullable<SettingsStore['fixed']>
  readonly readers: readonly CardReader[]
  readonly stores: readonly SeenStore[]
  readonly version: string
  readonly newer: ReleaseStatement | undefined
  readonly tooOldFor: string | undefined
  readonly mistake: { readonly text: string; readonly at: 'sites' | 'browsers' } | undefined
  /** What was typed as the list of sites, where it was not valid. */
  readonly typedSites: string | undefined
}

export const settingsPage = (language: Language, seen: SettingsSeen): Html => html`
  <h1>${settingsTexts.title[language]}</h1>
  ${
    seen.mistake &&
    html`<div class="bad" role="alert" id="mistake">
      <strong>${texts.mistake[language]}.</strong> ${seen.mistake.text}
    </div>`
  }
  <form method="post" action="settings" novalidate>
    ${usual(language, seen)} ${sites(language, seen)}
    <div class="buttons"><button>${settingsTexts.save[language]}</button></div>
  </form>
  ${browsers(language, seen)} ${about(language, seen)}
`

const usual = (language: Language, { settings, fixed, readers }: SettingsSeen): Html =>
  html`<section class="box">
    <label for="language">${settingsTexts.language[language]}</label>
    <select id="language" name="language">
      <option value="">${settingsTexts.languageOfBrowser[language]}</option>
      ${languages.map((each) => option(each, languageNames[each], each === settings.language))}
    </select>
    <label for="reader">${settingsTexts.reader[language]}</label>
    <select id="reader" name="reader">
      <option value="">${settingsTexts.anyReader[language]}</option>
      ${readers.map(({ id, name, shelf }) =>
        option(id, shelf ? texts.virtualReader[language] : name, id === settings.readerId),
      )}
    </select>
    ${choice(
      'startsWithSession',
      { type: 'checkbox', value: 'yes', isChosen: settings.startsWithSession },
      settingsTexts.start[language],
    )}
    ${fixed.includes('startsWithSession') && setByOrganisation(language)}
  </section>`

const setByOrganisation = (language: Language): Html =>
  html`<p class="note"><strong>${settingsTexts.setByOrganisation[language]}</strong></p>`

const languageNames = { fi: 'Suomi', sv: 'Svenska', en: 'English' } as const

const sites = (
  language: Language,
  { settings, fixed, mistake, typedSites }: SettingsSeen,
): Html => {
  const isListed = typedSites !== undefined || settings.sites !== undefined
  return html`<fieldset>
    <legend>${settingsTexts.sites[language]}</legend>
    <p class="note">${settingsTexts.sitesNote[language]}</p>
    ${fixed.includes('sites') && setByOrganisation(language)}
    ${choice(
      'sites',
      { type: 'radio', value: 'all', isChosen: !isListed },
      settingsTexts.allSites[language],
    )}
    ${choice(
      'sites',
      { type: 'radio', value: 'listed', isChosen: isListed },
      settingsTexts.listedSites[language],
    )}
    <label for="siteList">${settingsTexts.siteList[language]}</label>
    <textarea
      id="siteList"
      name="siteList"
      rows="4"
      spellcheck="false"
      autocomplete="off"
      ${mistake?.at === 'sites' && trustedMarkup('aria-invalid="true" aria-describedby="mistake"')}
    >
${typedSites ?? (settings.sites ?? []).join('\n')}</textarea>
  </fieldset>`
}

const browsers = (language: Language, { stores }: SettingsSeen): Html =>
  html`<section class="box" id="browsers">
    <h2>${settingsTexts.browsers[language]}</h2>
    <p>${settingsTexts.browsersNote[language]}</p>
    <ul>
      ${stores.map(
        ({ browser, folder, isTrusted }) =>
          html`<li>
            ${browser === 'chromium' ? 'Chromium' : 'Firefox'} (<code>${folder}</code>):
            <strong
              >${(isTrusted ? settingsTexts.trusts : settingsTexts.doesNotTrust)[language]}</strong
            >
          </li>`,
      )}
    </ul>
    <div class="buttons">
      <form method="post" action="browsers">
        <input type="hidden" name="what" value="trust" />
        <button>${settingsTexts.trust[language]}</button>
      </form>
      ${
        stores.some(({ isTrusted }) => isTrusted) &&
        html`<form method="post" action="browsers">
          <input type="hidden" name="what" value="untrust" />
          <button class="quiet">${settingsTexts.untrust[language]}</button>
        </form>`
      }
    </div>
  </section>`

const about = (language: Language, { version, newer, tooOldFor }: SettingsSeen): Html =>
  html`<section class="box" id="about">
    <h2>${settingsTexts.about[language]}</h2>
    <dl>
      <dt>${settingsTexts.version[language]}</dt>
      <dd>${version}</dd>
    </dl>
    ${
      tooOldFor !== undefined &&
      html`<p class="bad">${settingsTexts.tooOld[language]} ${tooOldFor}.</p>`
    }
    ${
      newer &&
      html`<p class="warn">
          <strong>${settingsTexts.newVersion[language]} ${newer.version}</strong>
        </p>
        <p><a href="${newer.url}" rel="noreferrer">${newer.url}</a></p>
        <p>${settingsTexts.fetchIt[language]}<br /><code>${newer.sha256}</code></p>`
    }
  </section>`

const option = (value: string, text: string, isChosen: boolean): Html =>
  html`<option value="${value}" ${isChosen && trustedMarkup('selected')}>${text}</option>`

const choice = (
  name: string,
  {
    type,
    value,
    isChosen,
  }: {
    readonly type: 'checkbox' | 'radio'
    readonly value: string
    readonly isChosen: boolean
  },
  text: string,
): Html =>
  html`<label class="choice">
    <input type="${type}" name="${name}" value="${value}" ${isChosen && trustedMarkup('checked')} />
    ${text}
  </label>`
