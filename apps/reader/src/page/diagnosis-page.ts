import { html, type Html } from '@sotevarmenne/pages/html'
import type { Language } from '@sotevarmenne/pages/languages'
import type { Finding } from '../diagnosis/diagnose.ts'
import { aboutTexts, diagnosisTexts, findingTexts, assessmentTexts } from './diagnosis-texts.ts'
import { rightText } from './right-texts.ts'

/**
 * Everything that was checked, each with what to do about it; what keeps the card from working comes first.
 */
export const diagnosisPage = (language: Language, findings: readonly Finding[]): Html => html`
  <h1>${diagnosisTexts.title[language]}</h1>
  ${summary(findings, language)}
  <h2>${diagnosisTexts.found[language]}</h2>
  <ul class="findings">
    ${findings.toSorted(byGravity).map((finding) => findingItem(finding, language))}
  </ul>
  <p class="buttons">
    <a class="button" href="diagnosis">${diagnosisTexts.lookAgain[language]}</a>
  </p>
`

const gravity: Readonly<Record<Finding['assessment'], number>> = { bad: 0, warn: 1, good: 2 }
const byGravity = (one: Finding, other: Finding): number =>
  gravity[one.assessment] - gravity[other.assessment]

function summary(findings: readonly Finding[], language: Language): Html {
  const has = (assessment: Finding['assessment']) =>
    findings.some((each) => each.assessment === assessment)
  if (has('bad'))
    return html`<p class="bad"><strong>${diagnosisTexts.someBad[language]}</strong></p>`
  return has('warn')
    ? html`<p class="warn"><strong>${diagnosisTexts.someWarn[language]}</strong></p>`
    : html`<p class="good"><strong>${diagnosisTexts.allGood[language]}</strong></p>`
}

function findingItem({ about, assessment, says, right }: Finding, language: Language): Html {
  const texts = findingTexts[says]
  return html`<li class="box" data-finding="${about}" data-says="${says}">
    <h3>
      ${aboutTexts[about][language]}
      <span class="state ${assessment}">${assessmentTexts[assessment][language]}</span>
    </h3>
    <p>${right ? rightText(right, language) : texts.says[language]}</p>
    ${
      texts.advice &&
      html`<p><strong>${diagnosisTexts.whatToDo[language]}</strong> ${texts.advice[language]}</p>`
    }
  </li>`
}
