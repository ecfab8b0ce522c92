import { html } from '@sotevarmenne/pages/html'
import type { Page } from '@sotevarmenne/pages/frame'
import type { Language, Text } from '@sotevarmenne/pages/languages'
import type { Issuer } from '#pki/ca/index.ts'
import { policyPath, policyTitle, type PolicyDocument } from './policy-page.ts'
import { statementPath, statementTitle } from './cps-page.ts'

/** What is published here, and where OCSP is. */
export const frontPage = (
  {
    issuers,
    policies,
  }: { readonly issuers: readonly Issuer[]; readonly policies: readonly PolicyDocument[] },
  language: Language,
): Page => ({
  title: texts.title[language],
  body: html`<h1>${texts.title[language]}</h1>
    <p class="lead">${texts.lead[language]}</p>
    <div class="boxes">
      <div class="box">
        <h2><a href="/ca/">${texts.anchors[language]}</a></h2>
        <p>${texts.anchorsHelp[language]}</p>
      </div>
      <div class="box">
        <h2><a href="/profiles/">${texts.profiles[language]}</a></h2>
        <p>${texts.profilesHelp[language]}</p>
      </div>
    </div>
    <section aria-labelledby="policies">
      <h2 id="policies">${texts.policies[language]}</h2>
      <p><a href="${statementPath}">${statementTitle[language]}</a></p>
      <ul class="plain">
        ${policies.map(
          (each) => html`<li><a href="${policyPath(each)}">${policyTitle(each, language)}</a></li>`,
        )}
      </ul>
    </section>
    <section aria-labelledby="status">
      <h2 id="status">${texts.status[language]}</h2>
      <p>${texts.statusHelp[language]}</p>
      <div class="scroll">
        <table class="fields addresses">
          <thead>
            <tr>
              <th scope="col">${texts.ca[language]}</th>
              <th scope="col">${texts.list[language]}</th>
              <th scope="col">OCSP</th>
            </tr>
          </thead>
          <tbody>
            ${issuers.map(
              ({ id, commonName, ocspUrl, shards }) =>
                html`<tr>
                  <th scope="row">${commonName}</th>
                  <td data-label="${texts.list[language]}">
                    <a href="/crl/${id}.crl">${id}.crl</a>
                    ${shards > 0 && html`<br />${texts.shards[language]} ${shards}`}
                  </td>
                  <td data-label="OCSP"><code>${ocspUrl}</code></td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>`,
})

/** For an address without a page. */
export const missingPage = (language: Language): Page => ({
  title: texts.missing[language],
  status: 404,
  body: html`<h1>${texts.missing[language]}</h1>
    <p>${texts.missingHelp[language]}</p>
    <p><a href="/">${texts.title[language]}</a></p>`,
})

const texts = {
  title: { fi: 'Varmennetiedot', sv: 'Certifikatinformation', en: 'Certificate information' },
  lead: {
    fi: 'Niille, joiden järjestelmä luottaa näihin varmenteisiin: varmentajat, profiilit, politiikat ja varmenteiden tila.',
    sv: 'För dem vars system litar på dessa certifikat: utfärdare, profiler, policyer och certifikatens status.',
    en: 'For those whose systems rely on these certificates: CAs, profiles, policies, and the status of certificates.',
  },
  anchors: {
    fi: 'Varmentajien varmenteet',
    sv: 'Utfärdarnas certifikat',
    en: 'CA certificates',
  },
  anchorsHelp: {
    fi: 'Tiedostot ja tiivisteet, joilla varmistat, että ne ovat oikeat.',
    sv: 'Filerna, och kondensaten som visar att de är de rätta.',
    en: 'The files, and the fingerprints by which you make sure that they are the right ones.',
  },
  profiles: { fi: 'Varmenneprofiilit', sv: 'Certifikatprofiler', en: 'Certificate profiles' },
  profilesHelp: {
    fi: 'Mitä kunkin lajin varmenteessa on, kenttä kentältä, ja miksi.',
    sv: 'Vad ett certifikat av varje slag innehåller, fält för fält, och varför.',
    en: 'What a certificate of each kind holds, field by field, and why.',
  },
  policies: { fi: 'Varmennepolitiikat', sv: 'Certifikatpolicyer', en: 'Certificate policies' },
  status: { fi: 'Varmenteiden tila', sv: 'Certifikatens status', en: 'Status of certificates' },
  statusHelp: {
    fi: 'Osoitteet ovat myös varmenteissa. Sulkeminen näkyy OCSP-vastauksissa viidessä sekunnissa ja sulkulistalla minuutissa.',
    sv: 'Adresserna står också i certifikaten. En spärrning syns i OCSP inom fem sekunder och på spärrlistan inom en minut.',
    en: 'The addresses stand in the certificates too. A revocation shows in OCSP within five seconds and on the list within a minute.',
  },
  ca: { fi: 'Varmentaja', sv: 'Utfärdare', en: 'CA' },
  list: { fi: 'Sulkulista', sv: 'Spärrlista', en: 'Revocation list' },
  shards: { fi: 'Osalistoja:', sv: 'Dellistor:', en: 'Shards:' },
  missing: {
    fi: 'Sivua ei löydy',
    sv: 'Sidan hittades inte',
    en: 'There is no such page',
  },
  missingHelp: {
    fi: 'Tarkista osoite tai jatka etusivulta.',
    sv: 'Kontrollera adressen eller fortsätt från första sidan.',
    en: 'Check the address, or go on from the front page.',
  },
} as const satisfies Readonly<Record<string, Text>>
