import ts from 'typescript'
import { examplesOf } from './examples'
import { isForReading, type Character, type Text } from './text'

/** Returns the Chinese examples in the comments of a TypeScript or JavaScript source. */
export function textsOfComments(file: string, source: string): Text[] {
  // Most files have Chinese in their strings only, and to find comments for certain takes a whole parse.
  if (!/(?:\/\/|\*).*[\u3400-\u9fff]/.test(source)) return []
  const kind = file.endsWith('.tsx') ? ts.ScriptKind.TSX : file.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, kind)
  return commentsOf(tree).flatMap(({ pos, end }) => {
    const written = source.slice(pos, end)
    if (!isForReading(written)) return []
    const before = source.slice(0, pos).split('\n').length
    return examplesOf(file, before, charactersOf(written, pos))
  })
}

/** Returns the comments of a source, each once; the words between JSX tags are none, whatever they begin with. */
function commentsOf(tree: ts.SourceFile): ts.CommentRange[] {
  const found = new Map<number, ts.CommentRange>()
  function visit(node: ts.Node) {
    if (node.kind === ts.SyntaxKind.JsxText) return
    const children = node.getChildren(tree)
    if (children.length === 0) {
      const at = node.getFullStart()
      const ranges = [...(ts.getLeadingCommentRanges(tree.text, at) ?? []), ...(ts.getTrailingCommentRanges(tree.text, at) ?? [])]
      for (const range of ranges) found.set(range.pos, range)
    } else children.forEach(visit)
  }
  visit(tree)
  return [...found.values()]
}

/** Returns a comment's characters; the star that begins a line is a space, so that a sentence may go on there. */
function charactersOf(comment: string, start: number): Character[] {
  const blank = comment.replace(/(?<=\n)[ \t]*\*(?!\/)/g, (star) => ' '.repeat(star.length))
  let at = start
  return Array.from(blank, (value) => {
    const character = { value, at, length: value.length }
    at += value.length
    return character
  })
}
