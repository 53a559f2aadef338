import { machine } from '../../machine'
import type { CaseParty, ClockKind, RequestState } from '../case'
import { text } from '../../values'

/**
 * Conditions of a transition beside state and party: `contestedOnce` no refusal of it was contested yet · `evidence` a reply that says
 * solved has evidence · `unrated` the last reply has no rating yet · `inRatingWindow` the days to rate it are not over · `solvedOpen` it
 * was rated and whether it is solved was not answered · `justTapped` the tap that rated it is minutes old and nobody has taken on what it
 * led to · `changeOpen` its rating is days old and was not changed yet · `appealOpen` its bad rating is said to be untrue and no
 * supervisor has decided · `foundByStaff` its filer found it on the spot · `doneShown` a photo or words show what was done · `checkOpen`
 * it waits for a spot check · `urgeDue` a promised time has passed, or too much of it without a word · `urgedToday` it was not urged today
 * · `openToUnits` it is no 举报 · `byDirectory` the directory gave it to its unit · `disputable` its unit may still say that it is not its
 * own · `disputed` its unit said so and nothing is decided · `visitAhead` a visit was arranged and its time is not over · `extensionOpen` a
 * time runs that was not extended yet and nobody has asked to · `extensionPending` somebody asked, and nobody has decided · `notOrdered` no
 * order (督办) about it is open · `ordered` one is, and nobody has answered it · `noReport` it is no 举报 · `noStepAhead` nothing that was
 * arranged is still to come · `isMerged` it was merged into another · `splitsLeft` not too many were cut out of it yet · `isSplit` it was
 * cut out of another that is not answered, and nobody has answered it · `joiningOpen` a unit that joins in has not reported yet.
 */
export type CaseGuard =
  | 'contestedOnce'
  | 'evidence'
  | 'unrated'
  | 'inRatingWindow'
  | 'solvedOpen'
  | 'justTapped'
  | 'changeOpen'
  | 'appealOpen'
  | 'foundByStaff'
  | 'doneShown'
  | 'checkOpen'
  | 'urgeDue'
  | 'urgedToday'
  | 'openToUnits'
  | 'byDirectory'
  | 'disputable'
  | 'disputed'
  | 'visitAhead'
  | 'extensionOpen'
  | 'extensionPending'
  | 'notOrdered'
  | 'ordered'
  | 'noReport'
  | 'noStepAhead'
  | 'isMerged'
  | 'splitsLeft'
  | 'isSplit'
  | 'joiningOpen'

/** Checks a part of the table of requests (`../machine.ts`): who may make which transition, from which state. */
export const rules = machine<RequestState, CaseParty, CaseGuard, ClockKind>()

/** What is told at length. */
export const note = text(2000)
