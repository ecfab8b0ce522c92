import owaspRuleset from '@stoplight/spectral-owasp-ruleset'
import rulesets from '@stoplight/spectral-rulesets'

const owasp = owaspRuleset.default ?? owaspRuleset

/** What a program may send; what the service sends is its own and has no limits to attack. */
const inputs = (type, unless = '') => [
  `$.paths[*][*].parameters[?(@ && @.schema && @.schema.type=='${type}'${unless.replaceAll('@', '@.schema')})].schema`,
  `$.paths[*][*].requestBody..[?(@ && @.type=='${type}'${unless})]`,
]
const operations = '$.paths[*][get,post,delete]'

/** The rule of OWASP with its own places in the description. */
const at = (rule, given) => ({ [rule]: { ...owasp.rules[rule], given } })

/**
 * Rules of Spectral that the description of the API meets: those for OpenAPI, and OWASP's for secure APIs. Each one that
 * is off, or that looks at fewer places, says why.
 */
export const ruleset = {
  extends: [
    [rulesets.oas, 'recommended'],
    [owasp, 'recommended'],
  ],
  rules: {
    // Limits are for what is sent to the service.
    // A string with a format or a pattern is bounded by it, and each request by the limit of its body.
    ...at('owasp:api4:2023-string-limit', inputs('string', ' && !@.format && !@.pattern')),
    ...at('owasp:api4:2023-array-limit', inputs('array')),
    ...at('owasp:api4:2023-integer-limit', inputs('integer')),
    // A member of an input is called `responses` too: the rules look at operations.
    ...at('owasp:api4:2023-rate-limit-responses-429', `${operations}.responses`),
    ...at('owasp:api8:2023-define-error-validation', `${operations}.responses`),
    ...at('owasp:api8:2023-define-error-responses-500', `${operations}.responses`),
    // An operation that needs no sign-in has no 401.
    ...at(
      'owasp:api8:2023-define-error-responses-401',
      `${operations}[?(@property==='security' && @[0])]^.responses`,
    ),
    // People write texts in their own words: names, messages, reasons. Characters are restricted by the contracts.
    'owasp:api4:2023-string-restricted': 'off',
    // Operations that everybody may do are declared so in the contracts, each with a rate limit of its own; a test holds
    // the list.
    'owasp:api2:2023-read-restricted': 'off',
    'owasp:api2:2023-write-restricted': 'off',
    // How many requests are left is said on pages' API only. Programs act by 429 with Retry-After, which is checked.
    'owasp:api4:2023-rate-limit': 'off',
    // No page of another origin may call the API: it sends no CORS headers, and browsers refuse.
    'owasp:api8:2023-define-cors-origin': 'off',
    // A stroke of a drawn signature is a list of pairs: `prefixItems` of JSON Schema 2020-12, which the rule does not know.
    'array-items': 'off',
    // Each installation describes itself, and only itself.
    'owasp:api9:2023-inventory-environment': 'off',
  },
}
