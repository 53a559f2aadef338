import { useEffect, useState } from 'react'
import { scrollToWrong } from '../navigation/scrolling'
import type { Draft, DraftShape } from './drafts'
import { stillWrong, type FieldErrors } from './forms'

/**
 * Holds the errors of a form beside its draft. A new set scrolls to the first; each goes by itself once its answer is right, and one that
 * only the API could find goes with the next change.
 */
export function useErrors<T extends DraftShape>(draft: Draft<T>, find: (now: T) => FieldErrors) {
  const [{ errors, sets }, hold] = useState<{ errors: FieldErrors; sets: number }>({ errors: {}, sets: 0 })
  // Only for a new set: one that shrinks while somebody types must not move the page.
  useEffect(() => {
    if (sets > 0) scrollToWrong()
  }, [sets])
  const setErrors = (next: FieldErrors) => hold((before) => ({ errors: next, sets: before.sets + (Object.keys(next).length > 0 ? 1 : 0) }))
  const mend = () =>
    hold((before) => {
      const paths = Object.keys(before.errors)
      if (paths.length === 0) return before
      const left = stillWrong(before.errors, find(draft.now()))
      return paths.every((path) => before.errors[path] === left[path]) ? before : { ...before, errors: left }
    })
  const changing: Draft<T> = {
    ...draft,
    note: (change) => {
      draft.note(change)
      mend()
    },
    set: (change) => {
      draft.set(change)
      mend()
    },
  }
  return { errors, setErrors, draft: changing }
}
