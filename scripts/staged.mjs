import { format, getFileInfo, resolveConfig } from 'prettier'

/**
 * Returns what the pre-commit hook does with one staged file: `write` this text and stage it again, refuse for this `fault`, or nothing. A
 * file that was changed again after it was staged is not written to.
 */
export async function formatStaged({ file, text, changedAgain }) {
  const { ignored, inferredParser } = await getFileInfo(file, { ignorePath: ['.gitignore', '.prettierignore'] })
  if (ignored || inferredParser === null) return {}
  let formatted
  try {
    formatted = await format(text, { ...(await resolveConfig(file)), filepath: file })
  } catch (fault) {
    return { fault: `${file} cannot be read: ${fault.message}` }
  }
  if (formatted === text) return {}
  if (!changedAgain) return { write: formatted }
  return { fault: `${file} is not formatted and only partly staged: npx prettier --write ${file}, then stage it again` }
}
