import { brandOnlyByOwner } from './brand-only-by-owner.mjs'
import { pureRules } from './pure-rules.mjs'

/** This project's own rules, for oxlint (`.oxlintrc.json`). */
export default {
  meta: { name: 'house' },
  rules: { 'brand-only-by-owner': brandOnlyByOwner, 'pure-rules': pureRules },
}
