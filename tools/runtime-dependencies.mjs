/**
 * The dependencies created at start: a process of `entry` passes one module a function that calls another
 * one. No import shows them, so they are derived here from the calls in `entry` and checked against the same
 * table.
 *
 * The receiver is the module with the function that `entry` calls. It depends on each module with something
 * callable in the arguments: by name, in a closure, by spread or shorthand, through local variables and
 * functions. Registrations with the frame (`platform`, and the audit log behind its `record`) create no
 * dependency.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { mayCall } from './dependencies.config.mjs'

const server = 'apps/server/src/'

/**
 * Behind ports of the platform: every operation is recorded, a job gets its permit, and calls of other systems
 * are watched, just as everything logs.
 */
const frame = new Set(['audit', 'identity/permissions', 'reporting/counterparts'])

/** A `WaitingSource` is a module's queue, which the inbox reads (docs/adr/2026-12-01-inbox-reads-the-queues.md). */
const registered = new Set(['Endpoint', 'JobHandler', 'Subscription', 'WaitingSource'])

/** Each dependency created in the entry files, once: receiver, other module, and where. */
export function runtimeDependencies(program, modules, isEntry = inEntry) {
  const checker = program.getTypeChecker()
  const found = new Map()

  for (const file of program.getSourceFiles()) if (isEntry(file.fileName)) visit(file)
  return [...found.values()]

  function visit(node) {
    if (ts.isCallExpression(node)) {
      const receiver = moduleOfFunction(node.expression)
      if (receiver !== undefined)
        for (const argument of node.arguments)
          for (const [other, at] of calledBy(argument)) note(receiver, other, at)
    }
    ts.forEachChild(node, visit)
  }

  function note(receiver, other, node) {
    const key = `${receiver} → ${other}`
    if (receiver === other || receiver === 'audit' || frame.has(other) || found.has(key)) return
    const file = node.getSourceFile()
    const { line } = file.getLineAndCharacterOfPosition(node.getStart())
    found.set(key, { from: receiver, to: other, at: `${file.fileName}:${String(line + 1)}` })
  }

  /** The module of an imported function, if it comes from one. */
  function moduleOfFunction(expression) {
    if (!ts.isIdentifier(expression)) return undefined
    return moduleOfSymbol(checker.getSymbolAtLocation(expression))
  }

  function moduleOfSymbol(symbol) {
    const target =
      symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
    const file = target?.declarations?.[0]?.getSourceFile().fileName
    return file === undefined || isEntry(file) ? undefined : moduleOf(file)
  }

  function moduleOf(file) {
    const at = file.lastIndexOf(server)
    if (at === -1) return undefined
    const inside = file.slice(at + server.length)
    return modules.find((name) => inside.startsWith(`${name}/`))
  }

  /** The modules that can be called through the value of the expression: module → the node that shows it. */
  function calledBy(expression) {
    const origins = new Map()
    const seen = new Set()
    value(expression)
    return origins

    function add(name, node) {
      if (name !== undefined && !origins.has(name)) origins.set(name, node)
    }

    /** A value passed as argument; a closure counts too, with everything that it names. */
    function value(node) {
      if (ts.isFunctionLike(node)) return node.body && inClosure(node.body)
      if (
        ts.isParenthesizedExpression(node) ||
        ts.isAwaitExpression(node) ||
        ts.isAsExpression(node)
      )
        return value(node.expression)
      if (ts.isSatisfiesExpression(node) || ts.isNonNullExpression(node))
        return value(node.expression)
      if (ts.isObjectLiteralExpression(node)) return node.properties.forEach(property)
      if (ts.isArrayLiteralExpression(node)) return node.elements.forEach(value)
      if (ts.isSpreadElement(node)) return value(node.expression)
      if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].forEach(value)
      if (ts.isBinaryExpression(node)) return [node.left, node.right].forEach(value)
      if (!canBeCalled(checker.getTypeAtLocation(node))) return undefined
      if (ts.isCallExpression(node)) return result(node)
      return named(node)
    }

    function property(node) {
      if (ts.isPropertyAssignment(node)) return value(node.initializer)
      if (ts.isSpreadAssignment(node)) return value(node.expression)
      if (ts.isShorthandPropertyAssignment(node))
        return (
          canBeCalled(checker.getTypeAtLocation(node.name)) &&
          symbolNamed(checker.getShorthandAssignmentValueSymbol(node), node)
        )
      return node.body && inClosure(node.body)
    }

    /**
     * Result of a call: for a module's function, the module; for the platform's, nothing; for a local one, its
     * own dependencies.
     */
    function result(node) {
      const callee = node.expression
      if (ts.isIdentifier(callee)) {
        const symbol = checker.getSymbolAtLocation(callee)
        const name = moduleOfSymbol(symbol)
        if (name !== undefined) return add(name, node)
        const local = localFunction(symbol)
        if (local === undefined) return undefined
        node.arguments.forEach(value)
        if (!seen.has(local)) {
          seen.add(local)
          inClosure(local.body)
        }
        return undefined
      }
      value(callee)
      return node.arguments.forEach(value)
    }

    function inClosure(node) {
      if (ts.isTypeNode(node)) return
      if (ts.isShorthandPropertyAssignment(node)) return property(node)
      if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
        if (canBeCalled(checker.getTypeAtLocation(node))) named(node)
        // The object of a built-in method: `ids.map`.
        else if (ts.isPropertyAccessExpression(node)) inClosure(node.expression)
        return
      }
      ts.forEachChild(node, inClosure)
    }

    /** A name, or a property of something named. */
    function named(node) {
      if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
        const symbol = ts.isPropertyAccessExpression(node)
          ? checker.getSymbolAtLocation(node.name)
          : undefined
        const declared = symbol?.declarations?.[0]
        if (declared && isEntry(declared.getSourceFile().fileName)) return symbolNamed(symbol, node)
        // A built-in method exposes only the object on which it is called.
        return value(node.expression)
      }
      if (ts.isIdentifier(node)) return symbolNamed(checker.getSymbolAtLocation(node), node)
      return ts.forEachChild(node, inClosure)
    }

    function symbolNamed(symbol, node) {
      const name = moduleOfSymbol(symbol)
      if (name !== undefined) return add(name, node)
      for (const declared of symbol?.declarations ?? []) {
        if (seen.has(declared) || !isEntry(declared.getSourceFile().fileName)) continue
        seen.add(declared)
        declaration(declared)
      }
      return undefined
    }

    function declaration(node) {
      if (ts.isVariableDeclaration(node)) return node.initializer && value(node.initializer)
      if (ts.isPropertyAssignment(node)) return value(node.initializer)
      if (ts.isShorthandPropertyAssignment(node))
        return symbolNamed(checker.getShorthandAssignmentValueSymbol(node), node)
      if (ts.isFunctionDeclaration(node)) return node.body && inClosure(node.body)
      if (ts.isBindingElement(node)) return bound(node)
      return undefined
    }

    /** `const { record } = audit`, or a destructured parameter. */
    function bound(node) {
      const whole = node.parent
      const key = (node.propertyName ?? node.name).getText()
      const inside = checker.getTypeAtLocation(whole).getProperty(key)
      const declared = inside?.declarations?.[0]
      if (declared && isEntry(declared.getSourceFile().fileName)) return symbolNamed(inside, node)
      const { parent } = whole
      if (ts.isVariableDeclaration(parent)) return parent.initializer && value(parent.initializer)
      return ts.isBindingElement(parent) ? bound(parent) : undefined
    }
  }

  function localFunction(symbol) {
    const declared = symbol?.declarations?.[0]
    if (!declared || !isEntry(declared.getSourceFile().fileName)) return undefined
    if (ts.isFunctionDeclaration(declared)) return declared.body && declared
    const { initializer } = ts.isVariableDeclaration(declared) ? declared : {}
    return initializer && ts.isFunctionLike(initializer) ? initializer : undefined
  }

  /** A registration with the frame, which calls it: no other module does. */
  function isRegistered(type) {
    const name = (type.aliasSymbol ?? type.symbol)?.name
    const file = (type.aliasSymbol ?? type.symbol)?.declarations?.[0]?.getSourceFile().fileName
    return registered.has(name) && file !== undefined && file.includes(`${server}platform/`)
  }

  /** Whether the value is a function of ours, or contains one. */
  function canBeCalled(type, depth = 0) {
    if (depth > 3 || type.flags & ts.TypeFlags.Never) return false
    if (type.isUnionOrIntersection()) return type.types.some((one) => canBeCalled(one, depth))
    if (!(type.flags & ts.TypeFlags.Object)) return false
    if (isRegistered(type)) return false
    const declared = type.symbol?.declarations?.[0]?.getSourceFile()
    const isOfLanguage = declared !== undefined && program.isSourceFileDefaultLibrary(declared)
    if (type.getCallSignatures().length > 0) return !isOfLanguage
    if (isOfLanguage || declared?.fileName.includes('/node_modules/'))
      return checker.getTypeArguments(type).some((one) => canBeCalled(one, depth + 1))
    return type.getProperties().some((one) => canBeCalled(checker.getTypeOfSymbol(one), depth + 1))
  }
}

const inEntry = (file) => file.includes(`${server}entry/`) && !/\.(test|deep\.test)\.ts$/.test(file)

/** Dependencies that the table does not permit. */
export const notPermitted = (dependencies, table = mayCall) =>
  dependencies.filter(({ from, to }) => !table[from]?.includes(to))

/** The server's TypeScript program, from its current source. */
export function programOfServer(root) {
  const { config } = ts.readConfigFile(path.join(root, 'tsconfig.json'), ts.sys.readFile)
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, root)
  return ts.createProgram(fileNames.filter(inEntry), { ...options, noEmit: true })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = path.resolve(import.meta.dirname, '..')
  const wrong = notPermitted(runtimeDependencies(programOfServer(root), Object.keys(mayCall)))
  for (const { from, to, at } of wrong)
    console.error(
      `${from} → ${to}: handed over at start (${path.relative(root, at)}), not in tools/dependencies.config.mjs`,
    )
  if (wrong.length > 0) process.exit(1)
}
