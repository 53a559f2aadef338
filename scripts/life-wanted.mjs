import { existsSync, readdirSync } from 'node:fs'

/** The file in DATA_DIR that stands there while the demo's life is being made. */
export const unfinished = '.demo-unfinished'

/**
 * Returns what `npm start` does about the demo's life: `make` it, because DATA_DIR is empty and this is a demo; `makeAgain`, because it was
 * interrupted; `clear` what was interrupted, because it is not wanted; or `leave` all as it is. A database of one's own is left alone.
 */
export function whatToDo({ env, args, folder }) {
  const found = existsSync(folder) ? readdirSync(folder) : []
  const wanted = env.DEMO === '1' && !env.DATABASE_URL && !args.includes('--empty')
  if (found.includes(unfinished)) return wanted ? 'makeAgain' : 'clear'
  return wanted && found.length === 0 ? 'make' : 'leave'
}
