import ts from 'typescript'
import { hole, isForReading, wordsOf, type Character, type Text } from './text'

const gap: Character = { value: hole, at: null, length: 0 }

/**
 * Returns every text for readers in a TypeScript or JavaScript source: strings, templates, concatenations of both, and JSX that contain
 * Chinese. In `src` a template of only values and punctuation, `${name},${place}`, counts too.
 */
export function textsOfSource(file: string, source: string): Text[] {
  const onScreen = file.startsWith('src/')
  if (!onScreen && !isForReading(source) && !/\\u\{?[3-9][0-9a-fA-F]{3}/.test(source)) return []
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kindOf(file))
  const texts: Text[] = []

  function add(node: ts.Node, characters: Character[]) {
    const first = characters.find(({ at, value }) => at !== null && value.trim() !== '')
    const line = tree.getLineAndCharacterOfPosition(first?.at ?? node.getStart()).line + 1
    const text = { file, line, characters }
    const words = wordsOf(text)
    if (isForReading(words) || (onScreen && isMarksAndHoles(words))) texts.push(text)
  }

  function visit(node: ts.Node) {
    if (isSum(node)) {
      add(node, operandsOf(node).flatMap(charactersOf))
      operandsOf(node).forEach(visitHoles)
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
      add(node, charactersOf(node))
      visitHoles(node)
    } else if (ts.isJsxElement(node) || ts.isJsxFragment(node)) {
      add(node, node.children.flatMap(charactersOfChild))
      ts.forEachChild(node, (child) => {
        if (ts.isJsxText(child) || (ts.isJsxExpression(child) && child.expression && ts.isStringLiteralLike(child.expression))) return
        visit(child)
      })
    } else ts.forEachChild(node, visit)
  }

  /** Visits the expressions in the holes on their own. */
  function visitHoles(node: ts.Expression) {
    if (ts.isTemplateExpression(node)) node.templateSpans.forEach((span) => visit(span.expression))
    else if (!ts.isStringLiteralLike(node)) visit(node)
  }

  function charactersOf(node: ts.Expression): Character[] {
    if (ts.isStringLiteralLike(node)) return read(node.getStart() + 1, node.getEnd() - 1, true)
    if (!ts.isTemplateExpression(node)) return [gap]
    return [
      ...read(node.head.getStart() + 1, node.head.getEnd() - 2, true),
      ...node.templateSpans.flatMap(({ literal }) => [
        gap,
        ...read(literal.getStart() + 1, literal.getEnd() - (ts.isTemplateTail(literal) ? 1 : 2), true),
      ]),
    ]
  }

  function charactersOfChild(child: ts.JsxChild): Character[] {
    if (ts.isJsxText(child)) return read(child.getFullStart(), child.getEnd(), false)
    if (ts.isJsxExpression(child) && child.expression === undefined) return []
    if (ts.isJsxExpression(child) && child.expression && ts.isStringLiteralLike(child.expression)) return charactersOf(child.expression)
    return [gap]
  }

  function read(from: number, to: number, escapes: boolean): Character[] {
    const characters: Character[] = []
    for (let at = from; at < to;) {
      const escape = escapes
        ? /^\\(?:u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[^])/.exec(source.slice(at, Math.min(to, at + 12)))
        : null
      const written = escape?.[0] ?? String.fromCodePoint(source.codePointAt(at) ?? 0)
      characters.push({ value: escape ? unescaped(written) : written, at, length: written.length })
      at += written.length
    }
    return characters
  }

  visit(tree)
  return texts
}

/** Returns the texts of a program that stands in a text, with the characters of that text. */
export function textsOfProgram(text: Text): Text[] {
  // Each character is one code unit here, so that its position is its index in the text; a hole is a name.
  const source = text.characters.map(({ value }) => (value === hole ? '_' : value.length === 1 ? value : '\u25a1')).join('')
  return textsOfSource('program.mjs', source).map((inner) => ({
    file: text.file,
    line: text.line + inner.line - 1,
    characters: inner.characters.map((character) => (character.at === null ? character : (text.characters[character.at] ?? character))),
  }))
}

/**
 * Returns whether a text is only values and punctuation, `${name},${place}`; a colon alone does not count, because it may be part of a
 * time.
 */
const isMarksAndHoles = (words: string) => words.includes(hole) && /[,;()]/.test(words) && /^[\s\uFFFC,;:()]+$/.test(words)

const kindOf = (file: string) => (file.endsWith('.tsx') ? ts.ScriptKind.TSX : file.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS)

const isPlus = (node: ts.Node): node is ts.BinaryExpression =>
  ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken

/** Returns whether a node is a concatenation, `'剩 ' + count + ' 个'`: a sum that contains a string is one text. */
const isSum = (node: ts.Node): node is ts.BinaryExpression =>
  isPlus(node) && operandsOf(node).some((part) => ts.isStringLiteralLike(part) || ts.isTemplateExpression(part))

const operandsOf = (node: ts.Expression): ts.Expression[] => (isPlus(node) ? [...operandsOf(node.left), ...operandsOf(node.right)] : [node])

function unescaped(written: string) {
  const code = /^\\(?:u\{?|x)([0-9a-fA-F]+)/.exec(written)?.[1]
  if (code !== undefined) return String.fromCodePoint(Number.parseInt(code, 16))
  const letter = written.slice(1)
  return ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' } as Record<string, string>)[letter] ?? letter
}
