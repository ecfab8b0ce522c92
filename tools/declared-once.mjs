/**
 * What two places of the source declare: a closed list (three members and more) as an enum of Zod, a union
 * of texts or a constant array; and the name of an exported type that libs/api has and the server or the
 * portal too.
 */
import ts from 'typescript'

/**
 * Equal lists that are two ideas, or whose owners know nothing of each other: each owner declares it once. A
 * place that is no owner's counts for the first one.
 */
const owned = [
  {
    // The libraries of pages, card faces and smart cards know nothing of the API.
    list: ['fi', 'sv', 'en'],
    owners: ['libs/api/', 'libs/pages/', 'libs/card-face/', 'libs/smartcard/'],
  },
  {
    list: ['sha256', 'sha384', 'sha512'],
    owners: ['libs/signatures/', 'libs/smartcard/'],
  },
  {
    // A card may sign by more algorithms than a certificate.
    list: [
      ...['ecdsa-sha256', 'ecdsa-sha384', 'ecdsa-sha512'],
      ...['rsa-sha256', 'rsa-sha384', 'rsa-sha512'],
    ],
    owners: ['libs/x509/', 'libs/smartcard/'],
  },
  {
    // Two programs.
    list: ['in', 'out', 'in-use'],
    owners: ['apps/portal/', 'apps/reader/'],
  },
  {
    // The patient system of the demo environment knows no code of the service.
    list: ['root', 'professional', 'temporary', 'service', 'test'],
    owners: ['libs/issuing/', 'apps/sandbox/'],
  },
].map(({ list, owners }) => ({ members: keyOf(list), owners }))

/** The places of each list that one owner declares twice or more. */
export function findDoubleLists(sources) {
  const places = new Map()
  for (const source of sources)
    for (const { members, line } of listsOf(source)) {
      const key = keyOf(members)
      const { owners = [] } = owned.find((each) => each.members === key) ?? {}
      const owner = owners.find((each) => source.file.startsWith(each)) ?? owners[0]
      const ofOwner = `${key} (${owner ?? ''})`
      const { at = [] } = places.get(ofOwner) ?? {}
      places.set(ofOwner, { key, at: [...at, `${source.file}:${String(line)}`] })
    }
  return [...places.values()]
    .filter(({ at }) => at.length > 1)
    .map(
      ({ key, at }) =>
        `${at.join(', ')}: one closed list, declared ${String(at.length)} times: ${key}`,
    )
}

/** Each type with one name in libs/api and in the server or the portal. */
export function findDoubleNames(sources) {
  const ofApi = new Map(
    sources
      .filter(({ file }) => file.startsWith('libs/api/'))
      .flatMap((source) => typesOf(source).map((name) => [name, source.file])),
  )
  return sources
    .filter(({ file }) => /^apps\/(server|portal)\//.test(file))
    .flatMap((source) =>
      typesOf(source)
        .filter((name) => ofApi.has(name))
        .map(
          (name) =>
            `${source.file}: ${name} is declared in ${ofApi.get(name)} too: what the API returns is named …View, and one thing is declared once`,
        ),
    )
}

function keyOf(members) {
  return [...new Set(members)].toSorted().join(', ')
}

const parsed = ({ file, text }) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)

const typesOf = (source) =>
  parsed(source)
    .statements.filter(
      (each) =>
        (ts.isTypeAliasDeclaration(each) || ts.isInterfaceDeclaration(each)) &&
        each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword),
    )
    .map(({ name }) => name.text)

/** The members of a type, and callers by their permissions, are no lists of values. */
const ofMembers = new Set(['Pick', 'Omit', 'Permit'])

function listsOf(source) {
  const tree = parsed(source)
  const lists = []
  visit(tree)
  return lists

  function visit(node) {
    if (ts.isTypeReferenceNode(node) && ofMembers.has(node.typeName.getText(tree))) return
    const members = membersOf(node)
    if (members !== undefined && members.length > 2) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree))
      lists.push({ members, line: line + 1 })
    }
    ts.forEachChild(node, visit)
  }

  function membersOf(node) {
    if (ts.isUnionTypeNode(node))
      return allTexts(node.types.map((type) => (ts.isLiteralTypeNode(type) ? type.literal : type)))
    if (!ts.isArrayLiteralExpression(node)) return undefined
    const { parent } = node
    const isEnum = ts.isCallExpression(parent) && isZodEnum(parent)
    const isConst = ts.isAsExpression(parent) && parent.type.getText(tree) === 'const'
    return isEnum || isConst ? allTexts(node.elements) : undefined
  }
}

const isZodEnum = ({ expression }) =>
  ts.isPropertyAccessExpression(expression) &&
  expression.name.text === 'enum' &&
  ts.isIdentifier(expression.expression) &&
  expression.expression.text === 'z'

const allTexts = (nodes) =>
  nodes.every(ts.isStringLiteral) ? nodes.map(({ text }) => text) : undefined
